import type { Schemas } from "~/shared/api/client";
import type { I18n } from "~/shared/i18n/i18n";
import { useI18n } from "~/shared/i18n/i18n";
import { cx } from "./class_names";

type Rule = Schemas["CancellationRule"];

/** "48시간 전까지" in days where it is whole days. */
export function ruleTime({ hoursBefore }: Rule, { t, plural }: I18n): string {
  if (hoursBefore === 0) return t("cancellation.until_start");
  if (hoursBefore % 24 === 0) return plural("cancellation.days", hoursBefore / 24);
  return plural("cancellation.hours", hoursBefore);
}

interface CancellationRulesProps {
  rules: readonly Rule[];
  /** The rule in force now, marked. */
  current?: Rule | undefined;
}

/** What comes back when cancelling, from the most generous rule to the strictest. */
export function CancellationRules({ rules, current }: CancellationRulesProps) {
  const i18n = useI18n();
  const { t } = i18n;
  const sorted = rules.toSorted((a, b) => b.hoursBefore - a.hoursBefore);
  // A list that ends before the start leaves the last hours unsaid; then nothing comes back.
  const told = sorted.some((rule) => rule.hoursBefore === 0)
    ? sorted
    : [...sorted, { hoursBefore: 0, refundPercent: 0 }];
  return (
    <section>
      <h2 className="mb-2 font-bold">{t("cancellation.title")}</h2>
      <ul className="divide-y divide-line overflow-hidden rounded-xl border border-line bg-card">
        {told.map((rule) => {
          const here = rule.hoursBefore === current?.hoursBefore;
          return (
            <li
              key={rule.hoursBefore}
              aria-current={here || undefined}
              className={cx("flex justify-between px-4 py-3 text-sm", here && "bg-tint font-bold")}
            >
              <span>{ruleTime(rule, i18n)}</span>
              <span className={cx(rule.refundPercent > 0 ? "text-good" : "text-ink-soft")}>
                {rule.refundPercent > 0
                  ? t("cancellation.refund", { percent: rule.refundPercent })
                  : t("cancellation.no_refund")}
              </span>
            </li>
          );
        })}
      </ul>
    </section>
  );
}
