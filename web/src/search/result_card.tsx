import { MapPin } from "lucide-react";
import { Link } from "wouter";
import { rememberIntent } from "~/booker/intent";
import type { Schemas } from "~/shared/api/client";
import { useLabels } from "~/shared/api/reference";
import { useI18n } from "~/shared/i18n/i18n";
import { formatDay, formatDuration, wallClock } from "~/shared/time/zoned";
import { ModeBadge, Rating } from "~/shared/ui/facts";
import { formatMoney } from "~/shared/ui/money";
import { Picture } from "~/shared/ui/picture";
import { Skeleton } from "~/shared/ui/states";
import { VenueTime } from "~/shared/ui/venue_time";

interface ResultCardProps {
  item: Schemas["SearchItem"];
  /** One below the heading that the list stands under. */
  level: 2 | 3;
  eager?: boolean;
}

/** One offer with its next free times; a time leads straight into the booker. */
export function ResultCard({ item, level, eager }: ResultCardProps) {
  const { portfolio, artist, freeTimes } = item;
  const Heading = `h${level}` as const;
  const { language } = useI18n();
  const { label } = useLabels();
  return (
    <article className="relative overflow-hidden rounded-xl border border-line bg-card transition-shadow hover:shadow-card">
      <div className="flex gap-4 p-3">
        <Picture
          src={portfolio.pictureUrl}
          className="h-34 w-28 shrink-0 rounded-lg"
          {...(eager ? { eager } : {})}
        />
        <div className="flex min-w-0 grow flex-col gap-1 py-0.5">
          <div className="flex flex-wrap items-center gap-1.5">
            <span className="rounded-full bg-tint px-2 py-0.5 text-xs font-semibold text-accent">
              {label("categories", portfolio.category)}
            </span>
            <ModeBadge mode={portfolio.mode} />
          </div>
          <Heading className="line-clamp-2 leading-snug font-bold">
            <Link
              href={`/portfolios/${portfolio.id}`}
              className="after:absolute after:inset-0 after:rounded-xl"
            >
              {portfolio.title}
            </Link>
          </Heading>
          <p className="truncate text-sm text-ink-soft">
            {artist.name}
            <MapPin size={13} aria-hidden className="mb-0.5 ml-2 inline" />{" "}
            {label("districts", artist.district)} · {label("places", portfolio.place)}
          </p>
          <Rating rating={artist.rating} count={artist.reviewCount} />
          <p className="mt-auto flex items-baseline gap-2">
            <span className="text-lg font-extrabold">{formatMoney(portfolio.price, language)}</span>
            <span className="text-sm text-ink-soft">
              {formatDuration(portfolio.durationMinutes, language)}
            </span>
          </p>
        </div>
      </div>
      {freeTimes.length > 0 && <FreeTimes portfolio={portfolio} times={freeTimes} />}
    </article>
  );
}

interface FreeTimesProps {
  portfolio: Schemas["PortfolioCard"];
  times: Schemas["Slot"][];
}

function FreeTimes({ portfolio, times }: FreeTimesProps) {
  const { t, language } = useI18n();
  return (
    <ul aria-label={t("search.free_times")} className="flex gap-2 px-3 pb-3">
      {times.map(({ start }) => {
        const { date } = wallClock(start);
        return (
          <li key={start} className="relative min-w-0 grow basis-0">
            <Link
              href={`/portfolios/${portfolio.id}/book?date=${date}`}
              onClick={() => rememberIntent({ portfolioId: portfolio.id, start })}
              className="flex h-11 items-center justify-center rounded-lg bg-accent-soft text-sm font-semibold text-accent hover:brightness-95"
            >
              <VenueTime start={start} />
              <span className="sr-only">
                {t("search.book_on", { day: formatDay(date, language) })}
              </span>
            </Link>
          </li>
        );
      })}
    </ul>
  );
}

export function ResultSkeletons({ count }: { count: number }) {
  return (
    <div className="grid grid-cols-1 gap-3 md:grid-cols-2">
      {Array.from({ length: count }, (_, index) => (
        <div key={index} className="rounded-xl border border-line bg-card p-3">
          <div className="flex gap-4">
            <Skeleton className="h-34 w-28 shrink-0" />
            <div className="flex grow flex-col gap-2 py-1">
              <Skeleton className="h-5 w-24" />
              <Skeleton className="h-5 w-full" />
              <Skeleton className="h-4 w-2/3" />
              <Skeleton className="mt-auto h-6 w-28" />
            </div>
          </div>
          <Skeleton className="mt-3 h-11" />
        </div>
      ))}
    </div>
  );
}
