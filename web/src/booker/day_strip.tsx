import { CalendarDays, ChevronLeft, ChevronRight } from "lucide-react";
import { useEffect, useRef } from "react";
import type { Schemas } from "~/shared/api/client";
import type { I18n } from "~/shared/i18n/i18n";
import { useI18n } from "~/shared/i18n/i18n";
import { formatFullDay, formatWeekday, weekday } from "~/shared/time/zoned";
import { cx } from "~/shared/ui/class_names";
import { Skeleton } from "~/shared/ui/states";

type Day = Schemas["AvailabilityDay"];

interface DayStripProps {
  days: Day[];
  selected: string;
  onSelect: (date: string) => void;
}

/** Two weeks to swipe through. Only days with free times can be chosen; the chosen one stays chosen. */
export function DayStrip({ days, selected, onSelect }: DayStripProps) {
  const { t } = useI18n();
  // It is `relative` so that what is said but not shown of each day scrolls with it and widens no page.
  const list = useRef<HTMLUListElement>(null);
  useEffect(() => {
    const chosen = list.current?.querySelector<HTMLElement>('[aria-pressed="true"]');
    const strip = list.current;
    if (!chosen || !strip) return;
    const middle = chosen.offsetLeft - strip.offsetLeft - strip.clientWidth / 2;
    strip.scrollTo({ left: middle + chosen.clientWidth / 2 });
  }, [selected, days]);
  return (
    <ul
      ref={list}
      aria-label={t("booker.days")}
      className="no-bar relative -mx-4 flex gap-1 overflow-x-auto px-4 py-1"
    >
      {days.map((day) => (
        <li key={day.date} className="shrink-0 grow basis-0">
          <DayButton day={day} selected={day.date === selected} onSelect={onSelect} />
        </li>
      ))}
    </ul>
  );
}

function dayName(day: Day, { t, plural, language }: I18n): string {
  const name = formatFullDay(day.date, language);
  const free = day.slots.length;
  const state = free > 0 ? plural("booker.day_free", free) : t(`booker.day.${day.status}`);
  return `${name}, ${state}`;
}

interface DayButtonProps {
  day: Day;
  selected: boolean;
  onSelect: (date: string) => void;
}

function DayButton({ day, selected, onSelect }: DayButtonProps) {
  const i18n = useI18n();
  const open = day.status === "open";
  const sunday = weekday(day.date) === 0;
  return (
    <button
      type="button"
      aria-pressed={selected}
      disabled={!open && !selected}
      onClick={() => onSelect(day.date)}
      className={cx(
        "group flex h-[76px] w-full min-w-13 flex-col md:min-w-0 items-center gap-0.5 rounded-lg pt-1 text-xs -outline-offset-2",
        open ? "text-ink-soft" : "text-ink-faint",
      )}
    >
      <span className="sr-only">{dayName(day, i18n)}</span>
      <span aria-hidden className={cx(sunday && open && "text-accent")}>
        {formatWeekday(day.date, i18n.language)}
      </span>
      <span
        aria-hidden
        className={cx(
          "grid size-9 place-items-center rounded-full text-base font-bold transition-colors",
          selected && "bg-brand text-on-brand",
          !selected && open && "text-ink group-hover:bg-tint",
          !selected && !open && "font-normal line-through decoration-1 opacity-60",
        )}
      >
        {Number(day.date.slice(8))}
      </span>
      <span
        aria-hidden
        className={cx("text-[0.6875rem] leading-none", open && "font-semibold text-accent")}
      >
        {open ? day.slots.length : day.status === "full" ? i18n.t("booker.full_short") : ""}
      </span>
    </button>
  );
}

interface StripHeadProps {
  title: string;
  monthOpen: boolean;
  onToggleMonth: () => void;
  onEarlier: (() => void) | null;
  onLater: (() => void) | null;
}

export function StripHead({ title, monthOpen, onToggleMonth, onEarlier, onLater }: StripHeadProps) {
  const { t } = useI18n();
  const arrow = "grid size-11 place-items-center rounded-full hover:bg-sunken disabled:opacity-30";
  return (
    <div className="flex items-center justify-between">
      <button
        type="button"
        aria-expanded={monthOpen}
        onClick={onToggleMonth}
        className="-ml-2 flex h-11 items-center gap-2 rounded-lg px-2 text-lg font-bold hover:bg-sunken"
      >
        {title}
        <CalendarDays size={19} aria-hidden className="text-accent" />
        <span className="sr-only">{t("booker.month_toggle")}</span>
      </button>
      {!monthOpen && (
        <div className="-mr-2 flex">
          <button
            type="button"
            aria-label={t("booker.earlier")}
            disabled={!onEarlier}
            onClick={onEarlier ?? undefined}
            className={arrow}
          >
            <ChevronLeft size={20} aria-hidden />
          </button>
          <button
            type="button"
            aria-label={t("booker.later")}
            disabled={!onLater}
            onClick={onLater ?? undefined}
            className={arrow}
          >
            <ChevronRight size={20} aria-hidden />
          </button>
        </div>
      )}
    </div>
  );
}

export function StripSkeleton() {
  return (
    <div className="flex gap-1 overflow-hidden py-1">
      {Array.from({ length: 7 }, (_, index) => (
        <Skeleton key={index} className="h-[76px] w-13 shrink-0 grow" />
      ))}
    </div>
  );
}
