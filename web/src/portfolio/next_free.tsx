import { ChevronRight } from "lucide-react";
import { Link } from "wouter";
import { useAvailability, useCalendarChanges } from "~/booker/calendar_queries";
import { rememberIntent } from "~/booker/intent";
import type { Schemas } from "~/shared/api/client";
import { useI18n } from "~/shared/i18n/i18n";
import { formatDay, todayIn } from "~/shared/time/zoned";
import { QueryView, Skeleton } from "~/shared/ui/states";
import { VenueTime, ZoneNote } from "~/shared/ui/venue_time";

const DAYS_SHOWN = 3;
const TIMES_SHOWN = 4;
const ignoreChange = () => {};

/** The first days with free times, live: a tap goes straight to the booker with that time. */
export function NextFree({ portfolio }: { portfolio: Schemas["Portfolio"] }) {
  const { t } = useI18n();
  const place = portfolio.place === "both" ? "shop" : portfolio.place;
  const query = useAvailability(portfolio.id, todayIn(portfolio.timeZone), place);
  useCalendarChanges(portfolio.artistId, ignoreChange);
  return (
    <section aria-labelledby="next-free">
      <div className="mb-2 flex items-center justify-between">
        <h2 id="next-free" className="font-bold">
          {t("portfolio.next_free")}
        </h2>
        <Link
          href={`/portfolios/${portfolio.id}/book`}
          className="-mr-2 flex h-11 items-center rounded-lg px-2 text-sm font-semibold text-accent hover:bg-tint"
        >
          {t("portfolio.all_times")} <ChevronRight size={16} aria-hidden />
        </Link>
      </div>
      <QueryView query={query} skeleton={<Skeleton className="h-44" />}>
        {({ days }) => <Days portfolio={portfolio} days={days} />}
      </QueryView>
      <div className="mt-2">
        <ZoneNote start={query.data?.days.find((day) => day.slots[0])?.slots[0]?.start} />
      </div>
    </section>
  );
}

interface DaysProps {
  portfolio: Schemas["Portfolio"];
  days: Schemas["AvailabilityDay"][];
}

function Days({ portfolio, days }: DaysProps) {
  const { t, language } = useI18n();
  const open = days.filter((day) => day.status === "open").slice(0, DAYS_SHOWN);
  if (open.length === 0) {
    return (
      <p className="rounded-xl bg-sunken p-4 text-sm text-ink-soft">{t("portfolio.none_free")}</p>
    );
  }
  return (
    <ul className="divide-y divide-line rounded-xl border border-line bg-card px-4">
      {open.map(({ date, slots }) => (
        <li key={date} className="py-3">
          <p className="mb-2 text-sm font-semibold">{formatDay(date, language)}</p>
          <ul className="grid grid-cols-4 gap-2">
            {slots.slice(0, TIMES_SHOWN).map(({ start }) => {
              return (
                <li key={start}>
                  <Link
                    href={`/portfolios/${portfolio.id}/book?date=${date}`}
                    onClick={() => rememberIntent({ portfolioId: portfolio.id, start })}
                    className="flex h-11 items-center justify-center rounded-lg bg-accent-soft px-1 text-[0.8125rem] font-semibold whitespace-nowrap text-accent"
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
        </li>
      ))}
    </ul>
  );
}
