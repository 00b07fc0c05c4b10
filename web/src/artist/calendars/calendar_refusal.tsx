import { isProblem } from "~/shared/api/problem";
import { useI18n } from "~/shared/i18n/i18n";
import { ErrorState } from "~/shared/ui/states";

/** Why a calendar could not be added: what was wrong with it, as the server found it. */
export function CalendarRefusal({ error }: { error: unknown }) {
  const { code, knownCode } = useI18n();
  if (error === null) return null;
  const title = isProblem(error) ? knownCode("refusal", error.code) : null;
  if (!isProblem(error) || !title) return <ErrorState error={error} />;
  return (
    <div role="alert" className="rounded-lg bg-bad-soft px-4 py-3 text-sm text-bad">
      <p className="font-semibold">{title}</p>
      <ul>
        {error.fieldErrors.map((problem) => (
          <li key={problem.code}>
            {code("calendars.problem", problem.code, "calendars.problem.other")}
          </li>
        ))}
      </ul>
    </div>
  );
}
