import { parseDate } from "@internationalized/date";
import type { CalendarDate } from "@internationalized/date";
import { ChevronLeft, ChevronRight } from "lucide-react";
import {
  Button,
  Calendar,
  CalendarCell,
  CalendarGrid,
  CalendarGridBody,
  CalendarGridHeader,
  CalendarHeaderCell,
  Heading,
  I18nProvider,
} from "react-aria-components";
import { useI18n } from "~/shared/i18n/i18n";
import type { DateText } from "~/shared/time/zoned";
import { cx } from "./class_names";

interface MonthCalendarProps {
  label: string;
  value: DateText | null;
  min: DateText;
  max: DateText;
  onChange: (date: DateText) => void;
  /** Days that cannot be chosen; without it every day within the bounds can. */
  isClosed?: (date: DateText) => boolean;
  /** The month on view, "2026-12", where the caller loads by month. */
  month?: string;
  onMonth?: (month: string) => void;
  /** A word under the day's number. */
  note?: (date: DateText) => string | number | null;
}

const arrow = "grid size-11 place-items-center rounded-full hover:bg-sunken disabled:opacity-30";

/** A Sunday-first month; every cell is named with its full date, arrows and Page keys move. */
export function MonthCalendar(props: MonthCalendarProps) {
  const { label, value, min, max, onChange, isClosed, month, onMonth, note } = props;
  const { language } = useI18n();
  const focused = month ? { focusedValue: focusIn(month, value) } : {};
  return (
    <I18nProvider locale={language === "ko" ? "ko-KR" : "en-US"}>
      <Calendar
        aria-label={label}
        firstDayOfWeek="sun"
        value={value ? parseDate(value) : null}
        minValue={parseDate(min)}
        maxValue={parseDate(max)}
        onChange={(date) => onChange(date.toString())}
        isDateUnavailable={(date) => isClosed?.(date.toString()) ?? false}
        onFocusChange={(date) => onMonth?.(date.toString().slice(0, 7))}
        defaultFocusedValue={parseDate(value ?? min)}
        {...focused}
      >
        <header className="flex items-center justify-between pb-1">
          <Button slot="previous" className={arrow}>
            <ChevronLeft size={20} aria-hidden />
          </Button>
          <Heading className="font-bold" />
          <Button slot="next" className={arrow}>
            <ChevronRight size={20} aria-hidden />
          </Button>
        </header>
        <CalendarGrid className="w-full table-fixed" weekdayStyle="short">
          <CalendarGridHeader>
            {(day) => (
              <CalendarHeaderCell className="h-8 text-xs font-medium text-ink-soft">
                {day}
              </CalendarHeaderCell>
            )}
          </CalendarGridHeader>
          <CalendarGridBody>{(date) => <Cell date={date} note={note} />}</CalendarGridBody>
        </CalendarGrid>
      </Calendar>
    </I18nProvider>
  );
}

/** Keeps the chosen day in focus while its month is on view, else the first of the month. */
function focusIn(month: string, value: DateText | null): CalendarDate {
  return parseDate(value?.startsWith(month) ? value : `${month}-01`);
}

/** The cell is named with its full date; number and note are drawn, so that they are not read besides. */
function Cell({ date, note }: { date: CalendarDate; note: MonthCalendarProps["note"] }) {
  return (
    <CalendarCell
      date={date}
      className="group mx-auto flex h-13 w-full flex-col items-center pt-0.5 outline-none data-[outside-month]:invisible"
    >
      {({ formattedDate, isSelected, isDisabled, isUnavailable, isFocusVisible, isHovered }) => {
        const open = !isDisabled && !isUnavailable;
        return (
          <>
            <span
              data-shown={formattedDate}
              className={cx(
                "grid size-9 place-items-center rounded-full text-sm font-semibold before:content-[attr(data-shown)]",
                isFocusVisible && "outline-2 outline-offset-1 outline-accent",
                isSelected && "bg-brand text-on-brand",
                !isSelected && open && isHovered && "bg-tint",
                !open && "font-normal text-ink-faint opacity-60",
              )}
            />
            <span
              data-shown={note?.(date.toString()) ?? ""}
              className="h-3.5 text-[0.6875rem] leading-none text-ink-soft before:content-[attr(data-shown)]"
            />
          </>
        );
      }}
    </CalendarCell>
  );
}
