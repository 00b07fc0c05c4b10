import { SearchX } from "lucide-react";
import { useEffect, useRef } from "react";
import { useSearchParams } from "wouter";
import { useI18n } from "~/shared/i18n/i18n";
import { Button } from "~/shared/ui/button";
import { Page } from "~/shared/ui/page";
import { EmptyState, QueryView } from "~/shared/ui/states";
import { FilterBar } from "./filter_bar";
import { activeCount, noFilters, readFilters, writeFilters } from "./filters";
import type { Filters } from "./filters";
import { ResultCard, ResultSkeletons } from "./result_card";
import { useSearch } from "./use_search";

export default function SearchPage() {
  const { t } = useI18n();
  const [params, setParams] = useSearchParams();
  const filters = readFilters(params);
  const search = useSearch(filters);
  /** Each change is a step of the history: back takes off the last filter. */
  const change = (next: Partial<Filters>) => setParams(writeFilters({ ...filters, ...next }));
  return (
    <Page title={t("search.title")} back="/">
      <FilterBar filters={filters} onChange={change} />
      <QueryView query={search} skeleton={<ResultSkeletons count={6} />}>
        {({ pages }) => {
          const items = pages.flatMap((page) => page.items);
          if (items.length === 0) {
            return <NothingFound filters={filters} onClear={() => change(noFilters)} />;
          }
          return (
            <>
              <ul className="grid grid-cols-1 gap-3 md:grid-cols-2">
                {items.map((item, index) => (
                  <li key={item.portfolio.id}>
                    <ResultCard item={item} level={2} eager={index < 2} />
                  </li>
                ))}
              </ul>
              <More search={search} />
            </>
          );
        }}
      </QueryView>
    </Page>
  );
}

function NothingFound({ filters, onClear }: { filters: Filters; onClear: () => void }) {
  const { t } = useI18n();
  return (
    <EmptyState
      icon={<SearchX size={28} />}
      title={t("search.empty.title")}
      detail={t(filters.date ? "search.empty.detail_date" : "search.empty.detail")}
      action={activeCount(filters) > 0 && <Button onClick={onClear}>{t("search.clear")}</Button>}
    />
  );
}

/** Loads on when the end comes near; the button serves the keyboard and a failed page. */
function More({ search }: { search: ReturnType<typeof useSearch> }) {
  const { t } = useI18n();
  const end = useRef<HTMLDivElement>(null);
  const { hasNextPage, isFetchingNextPage, isFetchNextPageError, fetchNextPage } = search;
  const automatic = hasNextPage && !isFetchingNextPage && !isFetchNextPageError;
  useEffect(() => {
    const target = end.current;
    if (!target || !automatic) return;
    const observer = new IntersectionObserver(
      (entries) => entries.some((entry) => entry.isIntersecting) && void fetchNextPage(),
      { rootMargin: "600px" },
    );
    observer.observe(target);
    return () => observer.disconnect();
  }, [automatic, fetchNextPage]);
  return (
    <div ref={end} className="pt-4">
      {hasNextPage ? (
        <Button block busy={isFetchingNextPage} onClick={() => void fetchNextPage()}>
          {t(isFetchNextPageError ? "search.more_failed" : "search.more")}
        </Button>
      ) : (
        <p className="py-4 text-center text-sm text-ink-faint">{t("search.end")}</p>
      )}
    </div>
  );
}
