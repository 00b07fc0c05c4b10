import { Link } from "wouter";
import { useI18n } from "~/shared/i18n/i18n";
import { formatDay, formatTime, wallClock } from "~/shared/time/zoned";
import { Picture } from "~/shared/ui/picture";
import { Skeleton } from "~/shared/ui/states";
import type { Reservation } from "./reservation";
import { StateBadge } from "./state_badge";

export function BookingCard({ reservation }: { reservation: Reservation }) {
  const { t, language } = useI18n();
  const { id, portfolio, artist, state, start, offer } = reservation;
  const { date, time } = wallClock(start);
  return (
    <article className="relative flex gap-4 rounded-xl border border-line bg-card p-3 hover:shadow-card">
      <Picture src={portfolio.pictureUrl} className="h-24 w-20 shrink-0 rounded-lg" />
      <div className="flex min-w-0 grow flex-col gap-0.5 py-0.5">
        <div className="flex items-center gap-2">
          <StateBadge state={state} />
          {offer && (
            <span className="text-xs font-semibold text-accent">{t("bookings.has_offer")}</span>
          )}
        </div>
        <p className="mt-1 font-bold">
          {formatDay(date, language)} {formatTime(time, language)}
        </p>
        <h2 className="truncate text-sm">
          <Link href={`/bookings/${id}`} className="after:absolute after:inset-0 after:rounded-xl">
            {portfolio.title}
          </Link>
        </h2>
        <p className="truncate text-sm text-ink-soft">{artist.name}</p>
      </div>
    </article>
  );
}

export function BookingSkeletons() {
  return (
    <div className="grid grid-cols-1 gap-3 md:grid-cols-2">
      {Array.from({ length: 4 }, (_, index) => (
        <Skeleton key={index} className="h-31 rounded-xl" />
      ))}
    </div>
  );
}
