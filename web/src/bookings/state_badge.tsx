import type { Schemas } from "~/shared/api/client";
import { useI18n } from "~/shared/i18n/i18n";
import { cx } from "~/shared/ui/class_names";

type State = Schemas["Reservation"]["state"];

const looks: Record<State, string> = {
  pending: "bg-wait-soft text-wait",
  approved: "bg-good-soft text-good",
  completed: "bg-sunken text-ink-soft",
  reviewed: "bg-sunken text-ink-soft",
  declined: "bg-bad-soft text-bad",
  canceled: "bg-bad-soft text-bad",
  expired: "bg-sunken text-ink-soft",
  no_show: "bg-bad-soft text-bad",
};

export function StateBadge({ state }: { state: State }) {
  const { t } = useI18n();
  return (
    <span
      className={cx(
        "inline-flex items-center rounded-full px-2.5 py-0.5 text-xs font-semibold whitespace-nowrap",
        looks[state],
      )}
    >
      {t(`booking_state.${state}`)}
    </span>
  );
}
