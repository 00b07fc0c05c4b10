// Where ical.js 2.2.1 reads a file of the corpus differently, and why the reader does not follow.
export const differs = {
  daily_last_of_month: { why: "never comes back from BYMONTHDAY=-1 in a daily rule", hangs: true },
  daily_set_position: { why: "passes over BYSETPOS in a daily rule" },
  weekly_set_position: { why: "passes over BYSETPOS in a weekly rule" },
  hourly_on_sundays: {
    why: "takes BYHOUR of an hourly rule for an expansion and skips the first hours",
  },
  yearly_20th_monday: { why: "takes BYDAY=20MO for every Monday from the 20th on" },
  yearly_week_number: { why: "passes over BYWEEKNO" },
  yearly_leap_day: {
    why: "moves 29 February to 1 March in other years; RFC 5545 (3.3.10) ignores invalid dates",
  },
  yearly_impossible: {
    why: "moves 30 February to 2 March; RFC 5545 (3.3.10) ignores invalid dates",
  },
  dst_gap_own_zone_daily: {
    why: "reads a skipped time with the offset after the jump; RFC 5545 (3.3.5) says before",
  },
  dst_lord_howe_daily: {
    why: "reads a skipped time with the offset after the jump; RFC 5545 (3.3.5) says before",
  },
  dst_overlap_own_zone_daily: {
    why: "takes the second of two times; RFC 5545 (3.3.5) says the first",
  },
  zone_by_dates: { why: "passes over RDATE of a VTIMEZONE without RRULE" },
  lines_with_cr: { why: "does not end a line at a lone CR" },
  names_lower_case: { why: "throws on property names in lower case" },
  some_unreadable: { why: "throws away the file when one rule cannot be read" },
};
