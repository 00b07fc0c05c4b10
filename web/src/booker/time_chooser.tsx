import { CalendarX2 } from "lucide-react";
import { lazy, Suspense, useState } from "react";
import type { Schemas } from "~/shared/api/client";
import { useI18n } from "~/shared/i18n/i18n";
import { addDays, formatDay, formatMonth, todayIn } from "~/shared/time/zoned";
import { Button } from "~/shared/ui/button";
import { EmptyState, QueryView, Skeleton } from "~/shared/ui/states";
import { useAvailability, useCalendarChanges, windowStart, WINDOW_DAYS } from "./calendar_queries";
import type { Place } from "./calendar_queries";
import { DayStrip, StripHead, StripSkeleton } from "./day_strip";
import type { Slot } from "./slot_board";
import { SlotGrid, SlotSkeleton } from "./slot_grid";
import { useBoard } from "./use_board";

const MonthView = lazy(() => import("./month_view"));

export interface ChooserTarget {
  portfolioId: string;
  artistId: string;
  timeZone: string;
  place: Place;
}

interface TimeChooserProps {
  target: ChooserTarget;
  /** The chosen day; null until the first open one is known. */
  date: string | null;
  onDate: (date: string) => void;
  /** Start of the chosen time, and the word it wears. */
  chosen: string | null;
  chosenWord: string;
  /** A time that is being taken right now. */
  pending: Slot | null;
  /** A time that is the person's own already: what it blocks is not lost to somebody else. */
  held: Slot | null;
  onChoose: (slot: Slot) => void;
  onExplain: (start: string) => void;
  onWait?: () => void;
}

/** Day strip, month and times of one offer, kept live. The booker and the reschedule page share it. */
export function TimeChooser(props: TimeChooserProps) {
  const { target, date, onDate } = props;
  const { language } = useI18n();
  const today = todayIn(target.timeZone);
  const [from, setFrom] = useState(() => windowStart(today, date ?? today));
  const [monthOpen, setMonthOpen] = useState(false);
  const query = useAvailability(target.portfolioId, from, target.place);
  const own = props.chosen?.slice(0, 10);
  const shown = query.data ? shownDate(query.data.days, date, own) : (date ?? today);
  const choose = (next: string) => {
    setFrom(windowStart(today, next));
    onDate(next);
  };
  const move = (days: number) => () => setFrom(addDays(from, days));
  return (
    <section className="flex flex-col gap-2">
      <StripHead
        title={monthOpen ? formatDay(shown, language) : formatMonth(from.slice(0, 7), language)}
        monthOpen={monthOpen}
        onToggleMonth={() => setMonthOpen(!monthOpen)}
        onEarlier={from > today ? move(-WINDOW_DAYS) : null}
        onLater={query.data?.days.at(-1)?.status === "beyond" ? null : move(WINDOW_DAYS)}
      />
      {monthOpen && (
        <Suspense fallback={<Skeleton className="h-96" />}>
          <MonthView
            portfolioId={target.portfolioId}
            place={target.place}
            today={today}
            selected={shown}
            onSelect={choose}
          />
        </Suspense>
      )}
      <QueryView query={query} skeleton={<ChooserSkeleton />}>
        {({ days, version }) => (
          <Days
            {...props}
            days={days}
            version={version}
            date={shown}
            hideStrip={monthOpen}
            onDate={choose}
          />
        )}
      </QueryView>
    </section>
  );
}

type Day = Schemas["AvailabilityDay"];

/** The chosen day if it is in view, else the own time's, else the first open one. */
function shownDate(days: Day[], wanted: string | null, own: string | undefined): string {
  const inView = (date: string | null | undefined) => days.some((day) => day.date === date);
  if (wanted && inView(wanted)) return wanted;
  if (own && inView(own)) return own;
  return days.find((day) => day.status === "open")?.date ?? days[0]?.date ?? "";
}

interface DaysProps extends TimeChooserProps {
  days: Day[];
  /** Of the calendar that they were read from. */
  version: number;
  date: string;
  hideStrip: boolean;
}

function Days({ days, date, hideStrip, ...props }: DaysProps) {
  const day = days.find((candidate) => candidate.date === date);
  return (
    <>
      {!hideStrip && <DayStrip days={days} selected={date} onSelect={props.onDate} />}
      {day && <DayTimes {...props} date={date} day={day} days={days} />}
    </>
  );
}

function DayTimes({ day, days, version, ...props }: Omit<DaysProps, "hideStrip"> & { day: Day }) {
  const { target, chosen, chosenWord, pending, held } = props;
  const { board, change, reveal } = useBoard({
    key: `${target.portfolioId}/${target.place}/${day.date}`,
    date: day.date,
    slots: day.slots,
    version,
    mine: pending ?? held,
  });
  useCalendarChanges(target.artistId, change);
  if (!board) return <SlotSkeleton />;
  if (board.tiles.length === 0 && board.fresh.length === 0) {
    return <NoTimes {...props} day={day} days={days} />;
  }
  return (
    <SlotGrid
      board={board}
      chosen={chosen}
      chosenWord={chosenWord}
      pending={pending?.start ?? null}
      onChoose={props.onChoose}
      onExplain={(slot) => props.onExplain(slot.start)}
      onReveal={reveal}
    />
  );
}

function NoTimes({ day, days, onDate, onWait }: TimeChooserProps & { day: Day; days: Day[] }) {
  const { t } = useI18n();
  const next = days.find((other) => other.date > day.date && other.status === "open");
  const reason = day.status === "open" ? "full" : day.status;
  return (
    <EmptyState
      icon={<CalendarX2 size={28} />}
      title={t(`booker.empty.${reason}`)}
      detail={t("booker.empty.detail")}
      action={
        <div className="flex flex-wrap justify-center gap-2">
          {next && (
            <Button variant="brand" onClick={() => onDate(next.date)}>
              {t("booker.next_open")}
            </Button>
          )}
          {onWait && <Button onClick={onWait}>{t("waitlist.join")}</Button>}
        </div>
      }
    />
  );
}

function ChooserSkeleton() {
  return (
    <>
      <StripSkeleton />
      <SlotSkeleton />
    </>
  );
}
