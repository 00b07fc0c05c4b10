/**
 * Times of the marketplace are the venue's. The API writes them as RFC 3339 with the venue's offset, so
 * the wall clock is read from the text itself and never depends on the device's zone.
 */
import type { Language } from "~/shared/i18n/i18n";

/** A calendar date, "2026-12-05". */
export type DateText = string;

export interface WallClock {
  date: DateText;
  /** "09:30" */
  time: string;
  /** Minutes since the venue's midnight. */
  minutes: number;
}

export function wallClock(instant: string): WallClock {
  const time = instant.slice(11, 16);
  return {
    date: instant.slice(0, 10),
    time,
    minutes: Number(time.slice(0, 2)) * 60 + Number(time.slice(3, 5)),
  };
}

const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;

/** Days are counted in UTC, where every day has 24 hours. */
const asUtc = (date: DateText) => new Date(`${date}T00:00:00Z`);

export function addDays(date: DateText, days: number): DateText {
  return new Date(asUtc(date).getTime() + days * DAY_MS).toISOString().slice(0, 10);
}

export function daysBetween(from: DateText, to: DateText): number {
  return Math.round((asUtc(to).getTime() - asUtc(from).getTime()) / DAY_MS);
}

/** 0 is Sunday. */
export function weekday(date: DateText): number {
  return asUtc(date).getUTCDay();
}

/** Accepts only dates that exist: "2026-02-30" is refused. */
export function isDateText(text: string | null | undefined): text is DateText {
  if (!text || !/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
  const at = asUtc(text);
  return !Number.isNaN(at.getTime()) && at.toISOString().slice(0, 10) === text;
}

const formatters = new Map<string, Intl.DateTimeFormat>();

function formatter(language: Language, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const locale = language === "ko" ? "ko-KR" : "en-US";
  const key = locale + JSON.stringify(options);
  let found = formatters.get(key);
  if (!found) formatters.set(key, (found = new Intl.DateTimeFormat(locale, options)));
  return found;
}

/** Today's date at the venue. */
export function todayIn(timeZone: string, now: number = Date.now()): DateText {
  const parts = new Intl.DateTimeFormat("en-CA", {
    timeZone,
    year: "numeric",
    month: "2-digit",
    day: "2-digit",
  }).formatToParts(now);
  const get = (type: string) => parts.find((part) => part.type === type)?.value ?? "";
  return `${get("year")}-${get("month")}-${get("day")}`;
}

/** "12월 5일 (토)" / "Sat, Dec 5" */
export function formatDay(date: DateText, language: Language): string {
  return formatter(language, {
    timeZone: "UTC",
    month: language === "ko" ? "long" : "short",
    day: "numeric",
    weekday: "short",
  }).format(asUtc(date));
}

/** "2026년 12월 5일 토요일" / "Saturday, December 5, 2026" */
export function formatFullDay(date: DateText, language: Language): string {
  return formatter(language, { timeZone: "UTC", dateStyle: "full" }).format(asUtc(date));
}

/** "2026년 12월" / "December 2026"; `month` is "2026-12". */
export function formatMonth(month: string, language: Language): string {
  return formatter(language, { timeZone: "UTC", year: "numeric", month: "long" }).format(
    asUtc(`${month}-01`),
  );
}

export function formatWeekday(date: DateText, language: Language): string {
  return formatter(language, { timeZone: "UTC", weekday: "short" }).format(asUtc(date));
}

/** "09:30" to "오전 9:30" / "9:30 AM"; "24:00", the end of a day, to midnight. */
export function formatTime(time: string, language: Language): string {
  if (time === "24:00") return language === "ko" ? "자정" : "midnight";
  const hours = Number(time.slice(0, 2));
  const rest = `${hours % 12 === 0 ? 12 : hours % 12}:${time.slice(3, 5)}`;
  if (language === "ko") return `${hours < 12 ? "오전" : "오후"} ${rest}`;
  return `${rest} ${hours < 12 ? "AM" : "PM"}`;
}

/** "12월 5일 (토) 오전 9:30" */
export function formatStart(start: string, language: Language): string {
  const { date, time } = wallClock(start);
  return `${formatDay(date, language)} ${formatTime(time, language)}`;
}

/** An instant that carries another offset (a deadline in UTC), read at the venue. */
export function formatMoment(instant: string, timeZone: string, language: Language): string {
  const { day, time } = readingIn(new Date(instant), timeZone, language);
  return `${day} ${time}`;
}

export interface Reading {
  day: string;
  time: string;
}

function readingIn(at: Date, timeZone: string, language: Language): Reading {
  const wall = new Date(wallInZone(at, timeZone)).toISOString();
  return {
    day: formatDay(wall.slice(0, 10), language),
    time: formatTime(wall.slice(11, 16), language),
  };
}

/** Offset that the text itself carries, in minutes east of UTC. */
export function offsetMinutes(instant: string): number {
  const match = /([+-])(\d{2}):(\d{2})$/.exec(instant);
  if (!match) return 0;
  return (match[1] === "-" ? -1 : 1) * (Number(match[2]) * 60 + Number(match[3]));
}

/**
 * The device's own reading of an instant, or null where its clock shows the same as the venue's.
 * `deviceZone` is for tests; the device's is used without it.
 */
export function deviceReading(
  instant: string,
  language: Language,
  deviceZone?: string,
): Reading | null {
  const at = new Date(instant);
  const timeZone = deviceZone ?? Intl.DateTimeFormat().resolvedOptions().timeZone;
  const venueWall = at.getTime() + offsetMinutes(instant) * MINUTE_MS;
  return venueWall === wallInZone(at, timeZone) ? null : readingIn(at, timeZone, language);
}

function wallInZone(at: Date, timeZone: string): number {
  const parts = new Intl.DateTimeFormat("en-US", {
    timeZone,
    hourCycle: "h23",
    year: "numeric",
    month: "numeric",
    day: "numeric",
    hour: "numeric",
    minute: "numeric",
    second: "numeric",
  }).formatToParts(at);
  const get = (type: string) => Number(parts.find((part) => part.type === type)?.value ?? 0);
  return Date.UTC(
    get("year"),
    get("month") - 1,
    get("day"),
    get("hour"),
    get("minute"),
    get("second"),
  );
}

/**
 * The instant at which a wall clock in the zone shows this date and time, written with the zone's offset
 * then; null where the clock jumps over it. Of a time that comes twice, the first.
 */
export function instantOf(date: DateText, time: string, timeZone: string): string | null {
  const wall = Date.parse(`${date}T${time}:00Z`);
  // The zone's offsets a day before and after: near a change of the clock they are the two in question.
  const offsets = [wall - DAY_MS, wall + DAY_MS].map(
    (at) => wallInZone(new Date(at), timeZone) - at,
  );
  const found = offsets
    .map((offset) => ({ at: wall - offset, offset }))
    .filter(({ at }) => wallInZone(new Date(at), timeZone) === wall)
    .toSorted((a, b) => a.at - b.at)[0];
  return found ? `${date}T${time}:00${offsetText(found.offset / MINUTE_MS)}` : null;
}

const twoDigits = (number: number) => String(number).padStart(2, "0");

/** 540 to "+09:00" */
function offsetText(minutes: number): string {
  const size = Math.abs(minutes);
  return `${minutes < 0 ? "-" : "+"}${twoDigits(Math.floor(size / 60))}:${twoDigits(size % 60)}`;
}

/** "1시간 30분" / "1 h 30 min" */
export function formatDuration(minutes: number, language: Language): string {
  const hours = Math.floor(minutes / 60);
  const rest = minutes % 60;
  const units = language === "ko" ? (["시간", "분"] as const) : ([" h", " min"] as const);
  const parts = [];
  if (hours > 0) parts.push(`${hours}${units[0]}`);
  if (rest > 0 || hours === 0) parts.push(`${rest}${units[1]}`);
  return parts.join(" ");
}
