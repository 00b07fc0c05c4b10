// Random calendars within the rules that programs agree on: what each rule part means together with which others is kept
// to the combinations that the standard defines and ical.js follows.
import { Random } from "../support/random.mjs";

const observance = (kind, from, to, start, rule) => [
  `BEGIN:${kind}`,
  `TZOFFSETFROM:${from}`,
  `TZOFFSETTO:${to}`,
  `DTSTART:${start}`,
  ...(rule ? [`RRULE:FREQ=YEARLY;${rule}`] : []),
  `END:${kind}`,
];
const zones = {
  "Asia/Seoul": observance("STANDARD", "+0900", "+0900", "19700101T000000"),
  "Europe/Berlin": [
    ...observance("DAYLIGHT", "+0100", "+0200", "19700329T020000", "BYMONTH=3;BYDAY=-1SU"),
    ...observance("STANDARD", "+0200", "+0100", "19701025T030000", "BYMONTH=10;BYDAY=-1SU"),
  ],
  "America/New_York": [
    ...observance("DAYLIGHT", "-0500", "-0400", "20070311T020000", "BYMONTH=3;BYDAY=2SU"),
    ...observance("STANDARD", "-0400", "-0500", "20071104T020000", "BYMONTH=11;BYDAY=1SU"),
  ],
  "Australia/Lord_Howe": [
    ...observance("STANDARD", "+1100", "+1030", "20080406T020000", "BYMONTH=4;BYDAY=1SU"),
    ...observance("DAYLIGHT", "+1030", "+1100", "20081005T020000", "BYMONTH=10;BYDAY=1SU"),
  ],
};
const weekdays = ["SU", "MO", "TU", "WE", "TH", "FR", "SA"];
const two = (n) => String(n).padStart(2, "0");
const dateText = (wall) =>
  `${wall.getUTCFullYear()}${two(wall.getUTCMonth() + 1)}${two(wall.getUTCDate())}`;
const timeText = (wall) =>
  `${dateText(wall)}T${two(wall.getUTCHours())}${two(wall.getUTCMinutes())}00`;

function some(random, list, most) {
  const rest = [...list];
  const picked = [];
  for (let n = 1 + random.below(most); n > 0; n -= 1)
    picked.push(rest.splice(random.below(rest.length), 1)[0]);
  return picked;
}

const numbers = (low, high) => Array.from({ length: high - low + 1 }, (_, i) => low + i);

// A rule that DTSTART meets, so that all programs agree on the first instance.
function randomRule(random, wall, allDay) {
  const frequency = random.pick(
    allDay
      ? ["DAILY", "WEEKLY", "MONTHLY", "YEARLY"]
      : ["HOURLY", "DAILY", "DAILY", "WEEKLY", "WEEKLY", "MONTHLY", "YEARLY"],
  );
  const parts = [`FREQ=${frequency}`];
  if (frequency !== "HOURLY" && random.chance(0.4))
    parts.push(`INTERVAL=${1 + random.below(frequency === "YEARLY" ? 2 : 5)}`);
  const day = weekdays[wall.getUTCDay()];
  const nth = Math.floor((wall.getUTCDate() - 1) / 7) + 1;
  const withDay = (days) =>
    [...new Set([day, ...days])]
      .sort((a, b) => weekdays.indexOf(a) - weekdays.indexOf(b))
      .join(",");
  if (frequency === "DAILY" && random.chance(0.3))
    parts.push(`BYDAY=${withDay(some(random, weekdays, 4))}`);
  if (frequency === "WEEKLY" && random.chance(0.7))
    parts.push(`BYDAY=${withDay(some(random, weekdays, 4))}`);
  if (frequency === "WEEKLY" && random.chance(0.3)) parts.push(`WKST=${random.pick(["SU", "MO"])}`);
  if (frequency === "MONTHLY") {
    const kind = random.below(5);
    if (kind === 0)
      parts.push(
        `BYMONTHDAY=${[...new Set([wall.getUTCDate(), ...some(random, numbers(1, 28), 2)])].sort((a, b) => a - b).join(",")}`,
      );
    if (kind === 1 && nth < 5) parts.push(`BYDAY=${nth}${day}`);
    if (kind === 2) parts.push(`BYDAY=${day}`);
    if (kind === 3 && nth < 5) parts.push(`BYDAY=${day}`, `BYSETPOS=${nth}`);
  }
  if (frequency === "YEARLY") {
    const kind = random.below(3);
    if (kind === 0)
      parts.push(`BYMONTH=${wall.getUTCMonth() + 1}`, `BYMONTHDAY=${wall.getUTCDate()}`);
    if (kind === 1 && nth < 5)
      parts.push(`BYMONTH=${wall.getUTCMonth() + 1}`, `BYDAY=${nth}${day}`);
  }
  const ending = frequency === "HOURLY" ? 0 : random.below(3);
  if (ending === 0) parts.push(`COUNT=${1 + random.below(frequency === "HOURLY" ? 2 : 40)}`);
  if (ending === 1) {
    const until = new Date(wall.getTime() + random.below(300) * 86_400_000);
    parts.push(`UNTIL=${allDay ? dateText(until) : `${timeText(until)}Z`}`);
  }
  return parts.join(";");
}

function randomEvent(random, uid, zone) {
  const allDay = random.chance(0.15);
  const day = Date.UTC(2026, 0, 1) + random.below(420) * 86_400_000;
  // Nights are left out: a rule's instance in a gap or an overlap is where programs differ, and the corpus tests it.
  const wall = new Date(day + (allDay ? 0 : (4 * 60 + random.below(18 * 12) * 5) * 60_000));
  const local = allDay ? ";VALUE=DATE" : `;TZID=${zone}`;
  const text = (at) => (allDay ? dateText(at) : timeText(at));
  const lines = ["BEGIN:VEVENT", `UID:${uid}`, `DTSTART${local}:${text(wall)}`];
  if (allDay) lines.push(`DURATION:P${1 + random.below(3)}D`);
  else if (random.chance(0.5)) lines.push(`DURATION:PT${15 + random.below(120)}M`);
  else
    lines.push(
      `DTEND${local}:${text(new Date(wall.getTime() + (15 + random.below(100)) * 60_000))}`,
    );
  if (random.chance(0.15)) lines.push("TRANSP:TRANSPARENT");
  if (random.chance(0.05)) lines.push("STATUS:CANCELLED");
  if (!random.chance(0.7)) return [...lines, "END:VEVENT"];
  const rule = randomRule(random, wall, allDay);
  lines.push(`RRULE:${rule}`);
  const later = () => new Date(wall.getTime() + (1 + random.below(20)) * 86_400_000);
  for (let n = random.below(4); n > 0; n -= 1) lines.push(`EXDATE${local}:${text(later())}`);
  if (random.chance(0.2)) lines.push(`RDATE${local}:${text(later())}`);
  lines.push("END:VEVENT");
  if (random.chance(0.3)) {
    const id = random.chance(0.3) ? wall : later();
    const moved = new Date(id.getTime() + random.below(3) * 3_600_000);
    lines.push(
      "BEGIN:VEVENT",
      `UID:${uid}`,
      `RECURRENCE-ID${local}:${text(id)}`,
      `DTSTART${local}:${text(moved)}`,
      `DURATION:${allDay ? "P1D" : "PT45M"}`,
      random.chance(0.2) ? "STATUS:CANCELLED" : "STATUS:CONFIRMED",
      "END:VEVENT",
    );
  }
  return lines;
}

export function randomCalendar(seed) {
  const random = new Random(seed);
  const zone = random.pick(Object.keys(zones));
  const lines = [
    "BEGIN:VCALENDAR",
    "VERSION:2.0",
    "BEGIN:VTIMEZONE",
    `TZID:${zone}`,
    ...zones[zone],
    "END:VTIMEZONE",
  ];
  for (let n = 1 + random.below(3); n > 0; n -= 1)
    lines.push(...randomEvent(random, `${seed}-${n}`, zone));
  return [...lines, "END:VCALENDAR", ""].join("\r\n");
}
