import type { ReactNode } from "react";
import { isProblem } from "~/shared/api/problem";
import { useI18n } from "~/shared/i18n/i18n";

interface HoursProblemsProps {
  error: unknown;
  /** For errors that are not about the hours themselves. */
  fallback: ReactNode;
}

/** What the server found wrong with the hours, day by day. */
export function HoursProblems({ error, fallback }: HoursProblemsProps) {
  const { t, code } = useI18n();
  if (!isProblem(error) || error.fieldErrors.length === 0) return fallback;
  return (
    <div role="alert" className="rounded-lg bg-bad-soft px-4 py-3 text-sm text-bad">
      <p className="font-semibold">{t("hours.problems")}</p>
      <ul className="list-disc pl-5">
        {error.fieldErrors.map((problem) => (
          <li key={problem.pointer + problem.code}>
            {placeOf(problem.pointer, t)}
            {code("hours.problem", problem.code, "hours.problem.other")}
          </li>
        ))}
      </ul>
    </div>
  );
}

/** "/weekly/2/0/open" is about Wednesday. */
function placeOf(pointer: string, t: ReturnType<typeof useI18n>["t"]): string {
  const weekday = /^\/weekly\/([0-6])/.exec(pointer)?.[1];
  if (weekday) return `${t(`weekday.${weekday as "0"}`)}: `;
  return pointer.startsWith("/exceptions") ? `${t("hours.exceptions")}: ` : "";
}
