// What a calendar keeps busy, by ical.js: it reads the lines, follows the rules and the VTIMEZONEs. IANA zones come from
// the JavaScript engine. The policy (what a date means, which end counts) is that of the calendar reader.
import ICAL from "ical.js";

const minute = 60_000;
const formats = new Map();

// How far ahead of UTC the zone's clock is at an instant, in milliseconds.
function offsetAt(zone, instant) {
  if (!formats.has(zone)) {
    formats.set(
      zone,
      new Intl.DateTimeFormat("en-US", {
        timeZone: zone,
        hourCycle: "h23",
        era: "short",
        year: "numeric",
        month: "numeric",
        day: "numeric",
        hour: "numeric",
        minute: "numeric",
        second: "numeric",
      }),
    );
  }
  const parts = Object.fromEntries(
    formats
      .get(zone)
      .formatToParts(instant)
      .map((p) => [p.type, p.value]),
  );
  const shown = Date.UTC(
    +parts.year,
    +parts.month - 1,
    +parts.day,
    +parts.hour,
    +parts.minute,
    +parts.second,
  );
  return shown - Math.floor(instant / 1000) * 1000;
}

// The first instant at which the clock shows `wall`; in a gap, read with the offset before it.
export function instantOf(zone, wall) {
  const before = offsetAt(zone, wall - 26 * 60 * minute);
  const after = offsetAt(zone, wall + 26 * 60 * minute);
  for (const offset of [before, after]) {
    if (offsetAt(zone, wall - offset) === offset) return wall - offset;
  }
  return wall - before;
}

function wallOf(time) {
  return Date.UTC(
    time.year,
    time.month - 1,
    time.day,
    time.isDate ? 0 : time.hour,
    time.isDate ? 0 : time.minute,
    time.isDate ? 0 : time.second,
  );
}

function ianaName(name) {
  for (let rest = name; ; rest = rest.slice(rest.indexOf("/") + 1)) {
    try {
      return (
        new Intl.DateTimeFormat("en-US", { timeZone: rest }).resolvedOptions().timeZone && rest
      );
    } catch {
      if (!rest.includes("/")) return null;
    }
  }
}

// A clock turns a time of ical.js into an instant.
function clockOf(property, home) {
  const time = property.getFirstValue();
  const start = time instanceof ICAL.Period ? time.start : time;
  if (start.isDate) return { name: home, instant: (t) => instantOf(home, wallOf(t)) };
  if (start.zone === ICAL.Timezone.utcTimezone) return { name: "UTC", instant: (t) => wallOf(t) };
  if (start.zone && start.zone.component) {
    return {
      name: start.zone.tzid,
      zone: start.zone,
      instant: (t) => t.convertToZone(ICAL.Timezone.utcTimezone).toUnixTime() * 1000,
    };
  }
  const tzid = property.getParameter("tzid");
  const name = tzid ? ianaName(tzid) : home;
  if (!name) throw new Error(`unknown zone ${tzid}`);
  return { name, instant: (t) => instantOf(name, wallOf(t)) };
}

function lengthOf(event, clock, start, home) {
  const duration = event.getFirstPropertyValue("duration");
  if (duration) {
    if (duration.isNegative) throw new Error("negative duration");
    return {
      days: duration.weeks * 7 + duration.days,
      ms: (duration.hours * 60 + duration.minutes) * minute + duration.seconds * 1000,
    };
  }
  const end = event.getFirstProperty("dtend");
  let length = { days: 0, ms: 0 };
  if (end) {
    const value = end.getFirstValue();
    if (start.isDate && value.isDate)
      length.days = (wallOf(value) - wallOf(start)) / (24 * 60 * minute);
    else length.ms = clockOf(end, home).instant(value) - clock.instant(start);
  }
  if (length.days < 0 || length.ms < 0) throw new Error("ends before it starts");
  if (start.isDate && length.days === 0 && length.ms === 0) length.days = 1;
  return length;
}

function endOf(clock, start, length) {
  const shifted = start.clone();
  if (length.days !== 0) shifted.addDuration(new ICAL.Duration({ days: length.days }));
  return clock.instant(shifted) + length.ms;
}

// Starts of the rule's instances before `limit`, on the event's clock.
function ruleStarts(rule, clock, start, limit) {
  const local = start.clone();
  if (!clock.zone && clock.name !== "UTC") local.zone = ICAL.Timezone.localTimezone;
  let until = null;
  if (rule.until) {
    const end = rule.until;
    rule = rule.clone();
    if (end.isDate || start.isDate)
      until = (t) =>
        Math.floor(wallOf(t) / (24 * 60 * minute)) <= Math.floor(wallOf(end) / (24 * 60 * minute));
    else if (end.zone === ICAL.Timezone.utcTimezone) until = (t) => clock.instant(t) <= wallOf(end);
    else until = (t) => wallOf(t) <= wallOf(end);
    rule.until = null;
  }
  const starts = [];
  const iterator = rule.iterator(local);
  for (let next = iterator.next(); next; next = iterator.next()) {
    const at = next.clone();
    if (wallOf(at) > limit || (until && !until(at))) break;
    starts.push(at);
    if (starts.length > 50_000) throw new Error("too many instances");
  }
  return starts;
}

function isBusy(event) {
  return (
    String(event.getFirstPropertyValue("transp") ?? "").toUpperCase() !== "TRANSPARENT" &&
    String(event.getFirstPropertyValue("status") ?? "").toUpperCase() !== "CANCELLED"
  );
}

function exceptionOf(property, value, home, master) {
  const own =
    property.getParameter("tzid") || value.zone === ICAL.Timezone.utcTimezone || value.isDate;
  return value.isDate
    ? { date: wallOf(value) }
    : { at: (own ? clockOf(property, home) : master).instant(value) };
}

function seriesSpans(master, changes, home, limit, add) {
  const start = master.getFirstPropertyValue("dtstart");
  const clock = clockOf(master.getFirstProperty("dtstart"), home);
  const length = lengthOf(master, clock, start, home);
  const gone = master
    .getAllProperties("exdate")
    .flatMap((p) => p.getValues().map((v) => exceptionOf(p, v, home, clock)));
  const later = [];
  for (const change of changes) {
    const id = change.getFirstProperty("recurrence-id");
    const exception = exceptionOf(id, id.getFirstValue(), home, clock);
    if (id.getParameter("range") === "THISANDFUTURE")
      later.push({ change, id: id.getFirstValue(), at: exception.at });
    else gone.push(exception);
  }
  later.sort((a, b) => a.at - b.at);
  const day = 24 * 60 * minute;
  const place = (at, span) => {
    const instant = clock.instant(at);
    const date = Math.floor(wallOf(at) / day) * day;
    if (gone.some((g) => (g.date !== undefined ? g.date === date : !at.isDate && g.at === instant)))
      return;
    const moved = later.filter((l) => l.at <= instant).at(-1);
    if (!moved) {
      if (isBusy(master)) add(instant, endOf(clock, at, span));
      return;
    }
    if (!isBusy(moved.change)) return;
    const newStart = moved.change.getFirstPropertyValue("dtstart");
    const newClock = clockOf(moved.change.getFirstProperty("dtstart"), home);
    const shifted = at.clone();
    shifted.addDuration(ICAL.Duration.fromSeconds((wallOf(newStart) - wallOf(moved.id)) / 1000));
    add(
      newClock.instant(shifted),
      endOf(newClock, shifted, lengthOf(moved.change, newClock, newStart, home)),
    );
  };
  const starts = new Map([[wallOf(start), start]]);
  for (const rule of master.getAllProperties("rrule")) {
    for (const at of ruleStarts(rule.getFirstValue(), clock, start, limit))
      starts.set(wallOf(at), at);
  }
  for (const at of starts.values()) place(at, length);
  for (const property of master.getAllProperties("rdate")) {
    for (const value of property.getValues()) {
      if (value instanceof ICAL.Period) {
        const from = wallOf(value.start);
        add(from, value.end ? wallOf(value.end) : from + value.duration.toSeconds() * 1000);
      } else {
        place(value, length);
      }
    }
  }
}

const sequence = (event) => Number(event.getFirstPropertyValue("sequence") ?? 0);

function newest(events) {
  return events.reduce(
    (best, event) => (best && sequence(best) > sequence(event) ? best : event),
    null,
  );
}

function merge(spans, from, to) {
  const merged = [];
  for (const [start, end] of spans
    .filter(([s, e]) => s < e && e > from && s < to)
    .sort((a, b) => a[0] - b[0])) {
    const first = Math.floor(Math.max(start, from) / minute);
    const last = Math.ceil(Math.min(end, to) / minute);
    if (merged.length > 0 && first <= merged.at(-1)[1])
      merged.at(-1)[1] = Math.max(merged.at(-1)[1], last);
    else merged.push([first, last]);
  }
  const shown = (m) => new Date(m * minute).toISOString().replace(".000Z", "+00:00");
  return merged.map(([first, last]) => `${shown(first)} ${shown(last)}`);
}

// Lines as the reader prints them. Events that cannot be read are passed over, as there.
export function busyOf(text, home, from, to) {
  const window = [instantOf(home, Date.parse(from)), instantOf(home, Date.parse(to))];
  const spans = [];
  const add = (start, end) => spans.push([start, end]);
  const parsed = ICAL.parse(text);
  const calendars = (Array.isArray(parsed[0]) ? parsed : [parsed]).map(
    (c) => new ICAL.Component(c),
  );
  for (const calendar of calendars) {
    const groups = new Map();
    calendar.getAllSubcomponents("vevent").forEach((event, i) => {
      const uid = event.getFirstPropertyValue("uid") ?? `alone ${i}`;
      groups.set(uid, [...(groups.get(uid) ?? []), event]);
    });
    for (const group of groups.values()) groupSpans(group, home, window[1], add);
    for (const list of calendar.getAllSubcomponents("vfreebusy")) {
      for (const property of list.getAllProperties("freebusy")) {
        if (property.getParameter("fbtype") === "FREE") continue;
        for (const value of property.getValues()) {
          const start = wallOf(value.start);
          add(start, value.end ? wallOf(value.end) : start + value.duration.toSeconds() * 1000);
        }
      }
    }
  }
  return merge(spans, ...window);
}

function groupSpans(group, home, to, add) {
  const readable = group.filter((event) => {
    try {
      const start = event.getFirstPropertyValue("dtstart");
      const clock = clockOf(event.getFirstProperty("dtstart"), home);
      return (
        new Date(wallOf(start)).getUTCDate() === start.day &&
        clock.instant(start) &&
        lengthOf(event, clock, start, home) &&
        event.getAllProperties("rrule").every((p) => p.getFirstValue())
      );
    } catch {
      return false;
    }
  });
  const masters = readable.filter((e) => !e.hasProperty("recurrence-id"));
  const byId = new Map();
  for (const change of readable.filter((e) => e.hasProperty("recurrence-id"))) {
    const id = change.getFirstPropertyValue("recurrence-id").toString();
    byId.set(id, newest([...(byId.has(id) ? [byId.get(id)] : []), change]));
  }
  const changes = [...byId.values()];
  const master = newest(masters);
  if (master) seriesSpans(master, changes, home, to + 3 * 24 * 60 * minute, add);
  for (const change of changes) {
    const inSeries =
      master && change.getFirstProperty("recurrence-id").getParameter("range") === "THISANDFUTURE";
    if (inSeries || !isBusy(change)) continue;
    const start = change.getFirstPropertyValue("dtstart");
    const clock = clockOf(change.getFirstProperty("dtstart"), home);
    add(clock.instant(start), endOf(clock, start, lengthOf(change, clock, start, home)));
  }
}
