import { CalendarCheck2, ChevronLeft, ChevronRight } from "lucide-react";
import { useSearchParams } from "wouter";
import { useMember } from "~/session/session";
import { queries } from "~/shared/api/client";
import type { Schemas } from "~/shared/api/client";
import { useI18n } from "~/shared/i18n/i18n";
import { VENUE_ZONE } from "~/shared/time/venue";
import {
  addDays,
  formatFullDay,
  formatTime,
  isDateText,
  todayIn,
  wallClock,
} from "~/shared/time/zoned";
import { Button, ButtonLink } from "~/shared/ui/button";
import { Page } from "~/shared/ui/page";
import { EmptyState, QueryView, Skeleton } from "~/shared/ui/states";
import { AgendaEntry } from "./agenda_entry";

/** One day of the artist's calendar, as a list in order of time. */
export default function TodayPage() {
  const { t, language } = useI18n();
  const [params, setParams] = useSearchParams();
  const asked = params.get("date");
  const date = isDateText(asked) ? asked : todayIn(VENUE_ZONE);
  const go = (days: number) => setParams({ date: addDays(date, days) }, { replace: true });
  return (
    <Page title={t("artist.nav.today")}>
      <div className="mb-4 flex items-center justify-between gap-2">
        <Button variant="quiet" aria-label={t("today.previous")} onClick={() => go(-1)}>
          <ChevronLeft size={20} aria-hidden />
        </Button>
        <h2 className="text-center text-lg font-bold" aria-live="polite">
          {formatFullDay(date, language)}
        </h2>
        <Button variant="quiet" aria-label={t("today.next")} onClick={() => go(1)}>
          <ChevronRight size={20} aria-hidden />
        </Button>
      </div>
      <Day key={date} date={date} />
    </Page>
  );
}

function Day({ date }: { date: string }) {
  const artistId = useMember()?.artistId ?? "";
  const agenda = queries.useQuery(
    "get",
    "/v1/artists/{artistId}/agenda",
    { params: { path: { artistId }, query: { from: date, days: 1 } } },
    { enabled: artistId !== "" },
  );
  return (
    <QueryView query={agenda} skeleton={<DaySkeleton />}>
      {({ days }) => {
        const day = days[0];
        return day ? <DayList day={day} /> : null;
      }}
    </QueryView>
  );
}

function DayList({ day }: { day: Schemas["AgendaDay"] }) {
  const { t } = useI18n();
  return (
    <div className="flex flex-col gap-4">
      <Hours hours={day.hours} />
      {day.items.length === 0 ? (
        <EmptyState
          icon={<CalendarCheck2 size={28} />}
          title={t("today.empty.title")}
          detail={t(day.hours.length > 0 ? "today.empty.open" : "today.empty.closed")}
          action={<ButtonLink href="/artist/hours">{t("artist.nav.hours")}</ButtonLink>}
        />
      ) : (
        <ol className="flex flex-col gap-3">
          {day.items.map((item) => (
            <li key={`${item.kind}${item.start}`}>
              <AgendaEntry item={item} />
            </li>
          ))}
        </ol>
      )}
    </div>
  );
}

function Hours({ hours }: { hours: Schemas["Slot"][] }) {
  const { t, language } = useI18n();
  const ranges = hours.map(
    ({ start, end }) =>
      `${formatTime(wallClock(start).time, language)} – ${formatTime(wallClock(end).time, language)}`,
  );
  return (
    <p className="text-center text-sm text-ink-soft">
      {ranges.length > 0 ? t("today.open", { hours: ranges.join(", ") }) : t("today.closed")}
    </p>
  );
}

function DaySkeleton() {
  return (
    <div className="flex flex-col gap-3">
      {Array.from({ length: 4 }, (_, index) => (
        <Skeleton key={index} className="h-28 rounded-xl" />
      ))}
    </div>
  );
}
