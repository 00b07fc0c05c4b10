import { useI18n } from "~/shared/i18n/i18n";
import { formatDay, wallClock } from "~/shared/time/zoned";
import { VenueTime } from "~/shared/ui/venue_time";
import type { Slot } from "./slot_board";

interface NearestTimesProps {
  slots: readonly Slot[];
  onChoose: (slot: Slot) => void;
}

/** Up to three free times closest to the one that was lost. */
export function NearestTimes({ slots, onChoose }: NearestTimesProps) {
  const { t, language } = useI18n();
  if (slots.length === 0) return <p className="text-sm text-ink-soft">{t("nearest.none")}</p>;
  return (
    <section aria-labelledby="nearest">
      <h3 id="nearest" className="mb-2 text-sm font-semibold">
        {t("nearest.title")}
      </h3>
      <ul className="flex flex-col gap-2">
        {slots.slice(0, 3).map((slot) => {
          const { date } = wallClock(slot.start);
          return (
            <li key={slot.start}>
              <button
                type="button"
                onClick={() => onChoose(slot)}
                className="flex h-13 w-full items-center justify-between rounded-lg border border-line bg-card px-4 font-semibold hover:border-accent hover:text-accent"
              >
                <span className="text-sm font-medium text-ink-soft">
                  {formatDay(date, language)}
                </span>
                <VenueTime start={slot.start} />
              </button>
            </li>
          );
        })}
      </ul>
    </section>
  );
}
