import { CalendarX2, RefreshCw, Trash2 } from "lucide-react";
import { useState } from "react";
import { queries } from "~/shared/api/client";
import type { Schemas } from "~/shared/api/client";
import { useI18n } from "~/shared/i18n/i18n";
import { VENUE_ZONE } from "~/shared/time/venue";
import { formatMoment } from "~/shared/time/zoned";
import { Button } from "~/shared/ui/button";
import { Sheet } from "~/shared/ui/sheet";
import { EmptyState, QueryView, Skeleton } from "~/shared/ui/states";
import { AddCalendar } from "./add_calendar";
import { CalendarRefusal } from "./calendar_refusal";
import { useBusyCalendars } from "./use_busy_calendars";
import type { BusyCalendarActions } from "./use_busy_calendars";

type BusyCalendar = Schemas["BusyCalendar"];

export function BusyCalendars({ artistId }: { artistId: string }) {
  const { t } = useI18n();
  const query = queries.useQuery("get", "/v1/artists/{artistId}/busy-calendars", {
    params: { path: { artistId } },
  });
  const actions = useBusyCalendars(artistId);
  return (
    <section aria-labelledby="busy-calendars" className="flex flex-col gap-4">
      <div>
        <h2 id="busy-calendars" className="text-lg font-bold">
          {t("calendars.busy")}
        </h2>
        <p className="text-sm text-ink-soft">{t("calendars.busy_detail")}</p>
      </div>
      <QueryView query={query} skeleton={<Skeleton className="h-28 rounded-xl" />}>
        {({ items }) => (
          <>
            {items.length === 0 && (
              <EmptyState
                icon={<CalendarX2 size={28} />}
                title={t("calendars.empty.title")}
                detail={t("calendars.empty.detail")}
              />
            )}
            <ul className="flex flex-col gap-3">
              {items.map((calendar) => (
                <li key={calendar.id}>
                  <CalendarCard calendar={calendar} actions={actions} />
                </li>
              ))}
            </ul>
          </>
        )}
      </QueryView>
      <CalendarRefusal error={actions.error} />
      <AddCalendar actions={actions} />
    </section>
  );
}

interface CalendarCardProps {
  calendar: BusyCalendar;
  actions: BusyCalendarActions;
}

function CalendarCard({ calendar, actions }: CalendarCardProps) {
  const { t, plural, language } = useI18n();
  const [removing, setRemoving] = useState(false);
  const { id, name, url, refreshedAt, eventCount, problem } = calendar;
  const read = formatMoment(refreshedAt, VENUE_ZONE, language);
  return (
    <article className="flex flex-col gap-3 rounded-xl border border-line bg-card p-4">
      <div>
        <h3 className="font-bold">{name}</h3>
        {url && <p className="truncate text-sm text-ink-soft">{url}</p>}
        <p className="text-sm text-ink-soft">
          {plural("calendars.events", eventCount)} · {t("calendars.read_at", { when: read })}
        </p>
      </div>
      {problem && <ReadingProblem problem={problem} />}
      <div className="flex gap-2">
        {url && (
          <Button busy={actions.busy === id} onClick={() => void actions.refresh(id)}>
            <RefreshCw size={16} aria-hidden /> {t("calendars.refresh")}
            <span className="sr-only">({name})</span>
          </Button>
        )}
        <Button variant="danger" onClick={() => setRemoving(true)}>
          <Trash2 size={16} aria-hidden /> {t("calendars.remove")}
          <span className="sr-only">({name})</span>
        </Button>
      </div>
      <Sheet
        open={removing}
        title={t("calendars.remove")}
        onClose={() => setRemoving(false)}
        footer={
          <Button variant="danger" size="large" block onClick={() => void actions.remove(id)}>
            {t("calendars.remove_confirm")}
          </Button>
        }
      >
        <p className="font-bold">{name}</p>
        <p>{t("calendars.remove_detail")}</p>
      </Sheet>
    </article>
  );
}

/** The last good copy still counts; this says why there is no newer one. */
function ReadingProblem({ problem }: { problem: NonNullable<BusyCalendar["problem"]> }) {
  const { t, code } = useI18n();
  return (
    <div className="rounded-lg bg-wait-soft px-4 py-3 text-sm text-wait">
      <p className="font-semibold">
        {code("calendars.problem", problem.code, "calendars.problem.other")}
      </p>
      <p>{t("calendars.problem_kept")}</p>
    </div>
  );
}
