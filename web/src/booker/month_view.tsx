import { useState } from "react";
import { useI18n } from "~/shared/i18n/i18n";
import { addDays } from "~/shared/time/zoned";
import { MonthCalendar } from "~/shared/ui/month_calendar";
import { StaleNotice } from "~/shared/ui/states";
import { useMonth } from "./calendar_queries";
import type { Place } from "./calendar_queries";

interface MonthViewProps {
  portfolioId: string;
  place: Place;
  today: string;
  selected: string;
  onSelect: (date: string) => void;
}

/** No artist opens their calendar further ahead than this. */
const HORIZON_DAYS = 366;

/** Days count as closed until the month has arrived: nothing can be chosen that may not be free. */
export default function MonthView(props: MonthViewProps) {
  const { portfolioId, place, today, selected, onSelect } = props;
  const { t } = useI18n();
  const [month, setMonth] = useState(selected.slice(0, 7));
  const query = useMonth(portfolioId, month, place, true);
  const days = new Map(query.data?.days.map((day) => [day.date, day]));
  return (
    <div className="rise-in rounded-xl border border-line bg-card p-2" aria-busy={query.isFetching}>
      {query.isError && <StaleNotice onRetry={() => void query.refetch()} />}
      <MonthCalendar
        label={t("booker.month")}
        value={selected}
        min={today}
        max={addDays(today, HORIZON_DAYS)}
        onChange={onSelect}
        onMonth={setMonth}
        isClosed={(date) => days.get(date)?.status !== "open"}
        note={(date) => {
          const day = days.get(date);
          if (day?.status === "open") return day.freeCount;
          return day?.status === "full" ? t("booker.full_short") : null;
        }}
      />
    </div>
  );
}
