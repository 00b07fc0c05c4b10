import { CalendarClock, MapPin } from "lucide-react";
import { useLabels } from "~/shared/api/reference";
import { useI18n } from "~/shared/i18n/i18n";
import { formatDay, formatTime, wallClock } from "~/shared/time/zoned";
import { formatMoney } from "~/shared/ui/money";
import { VenueNote } from "~/shared/ui/venue_time";
import type { Hold } from "./holds";

/** The time in hand, in the venue's clock first. */
export function HoldSummary({ hold }: { hold: Hold }) {
  const { language } = useI18n();
  const { label } = useLabels();
  const start = wallClock(hold.start);
  return (
    <section className="rounded-xl bg-tint p-4">
      <p className="text-sm font-semibold text-accent">{hold.title}</p>
      <p className="mt-1 flex items-start gap-2 text-lg font-bold">
        <CalendarClock size={20} aria-hidden className="mt-0.5 shrink-0" />
        <span>
          {formatDay(start.date, language)}
          <span className="block">
            {formatTime(start.time, language)} – {formatTime(wallClock(hold.end).time, language)}
          </span>
          <VenueNote start={hold.start} />
        </span>
      </p>
      <p className="mt-2 flex items-center justify-between">
        <span className="flex items-center gap-2 text-sm">
          <MapPin size={18} aria-hidden /> {label("places", hold.place)}
        </span>
        <span className="text-lg font-extrabold">{formatMoney(hold.price, language)}</span>
      </p>
    </section>
  );
}
