import { CalendarX2, ChevronRight } from "lucide-react";
import { useState } from "react";
import { Link } from "wouter";
import { noFilters, searchHref } from "~/search/filters";
import { ResultCard, ResultSkeletons } from "~/search/result_card";
import { useSearch } from "~/search/use_search";
import type { Schemas } from "~/shared/api/client";
import { useI18n } from "~/shared/i18n/i18n";
import { addDays, formatDay, todayIn } from "~/shared/time/zoned";
import { VENUE_ZONE } from "~/shared/time/venue";
import { cx } from "~/shared/ui/class_names";
import { EmptyState, QueryView } from "~/shared/ui/states";

const SHOWN_MAX = 6;
type Choice = "today" | "tomorrow";

/** Free today, or tomorrow: late in the evening nothing is left of today, and tomorrow shows first. */
export function SoonFree() {
  const { t, language } = useI18n();
  const [chosen, setChosen] = useState<Choice | null>(null);
  const today = todayIn(VENUE_ZONE);
  const tomorrow = addDays(today, 1);
  const first = useSearch({ ...noFilters, date: today });
  const nothingToday = first.data?.pages[0]?.items.length === 0;
  const shown: Choice = chosen ?? (nothingToday ? "tomorrow" : "today");
  const date = shown === "today" ? today : tomorrow;
  const search = useSearch({ ...noFilters, date });
  return (
    <section aria-labelledby="home-soon">
      <div className="mb-3 flex items-end justify-between gap-2">
        <div>
          <h2 id="home-soon" className="text-lg font-bold">
            {t("home.soon")}
          </h2>
          <p className="text-sm text-ink-soft">{formatDay(date, language)}</p>
        </div>
        <div className="flex shrink-0 rounded-full bg-sunken p-1 whitespace-nowrap">
          {(["today", "tomorrow"] as const).map((choice) => (
            <button
              key={choice}
              type="button"
              aria-pressed={shown === choice}
              onClick={() => setChosen(choice)}
              className={cx(
                "h-11 rounded-full px-4 text-sm font-semibold transition-colors",
                shown === choice ? "bg-card text-accent shadow-card" : "text-ink-soft",
              )}
            >
              {t(`home.${choice}`)}
            </button>
          ))}
        </div>
      </div>
      <QueryView query={search} skeleton={<ResultSkeletons count={4} />}>
        {({ pages }) => <SoonList items={pages[0]?.items ?? []} date={date} />}
      </QueryView>
    </section>
  );
}

function SoonList({ items, date }: { items: Schemas["SearchItem"][]; date: string }) {
  const { t } = useI18n();
  if (items.length === 0) {
    return (
      <EmptyState
        icon={<CalendarX2 size={28} />}
        title={t("home.soon_empty.title")}
        detail={t("home.soon_empty.detail")}
      />
    );
  }
  return (
    <>
      <ul className="grid grid-cols-1 gap-3 md:grid-cols-2">
        {items.slice(0, SHOWN_MAX).map((item, index) => (
          <li key={item.portfolio.id}>
            <ResultCard item={item} level={3} eager={index < 2} />
          </li>
        ))}
      </ul>
      <Link
        href={searchHref({ date })}
        className="mt-3 flex h-12 items-center justify-center gap-1 rounded-lg border border-line bg-card text-sm font-semibold hover:bg-sunken"
      >
        {t("home.soon_more")} <ChevronRight size={16} aria-hidden />
      </Link>
    </>
  );
}
