import type { Schemas } from "~/shared/api/client";

export type Schedule = Schemas["Schedule"];
export type Range = Schemas["HoursRange"];

export const NUMBERS = [
  ["stepMinutes", 5, 240],
  ["leadTimeMinutes", 0, 43200],
  ["horizonDays", 1, 366],
  ["bufferBeforeMinutes", 0, 240],
  ["bufferAfterMinutes", 0, 240],
  ["travelMinutes", 0, 240],
  ["approvalHours", 1, 168],
] as const;
export type NumberField = (typeof NUMBERS)[number][0];

/** The same schedule with the ranges of one weekday (0 is Monday) replaced. */
export function withDay(schedule: Schedule, weekday: number, ranges: Range[]): Schedule {
  return {
    ...schedule,
    weekly: schedule.weekly.map((day, index) => (index === weekday ? ranges : day)),
  };
}

/** Copies one weekday's hours to all that are open. */
export function copyToOpenDays(schedule: Schedule, weekday: number): Schedule {
  const ranges = schedule.weekly[weekday] ?? [];
  return { ...schedule, weekly: schedule.weekly.map((day) => (day.length > 0 ? ranges : day)) };
}

/** A range to begin with: after the day's last one, or an ordinary working day. */
export function nextRange(ranges: Range[]): Range {
  const last = ranges.at(-1);
  if (!last) return { open: "10:00", close: "19:00" };
  return last.close < "22:00"
    ? { open: "22:00", close: "23:00" }
    : { open: last.close, close: "24:00" };
}

/** The exception of a date replaced or added, in order of date. */
export function withException(schedule: Schedule, date: string, hours: Range[]): Schedule {
  const others = schedule.exceptions.filter((exception) => exception.date !== date);
  const exceptions = [...others, { date, hours }].toSorted((a, b) => a.date.localeCompare(b.date));
  return { ...schedule, exceptions };
}

export function withoutException(schedule: Schedule, date: string): Schedule {
  return {
    ...schedule,
    exceptions: schedule.exceptions.filter((exception) => exception.date !== date),
  };
}
