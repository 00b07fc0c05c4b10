#include "booking/ical/day_choice.h"

#include <algorithm>

namespace meme::booking::ical {
namespace {

using namespace std::chrono;

bool outside(const std::vector<int>& values, int low, int high) {
  return std::ranges::any_of(values, [&](int v) { return v < low || v > high; });
}

// Counts from either end: 1 … max and -max … -1.
bool outside_signed(const std::vector<int>& values, int max) {
  return outside(values, -max, max) || std::ranges::count(values, 0) > 0;
}

// The first week with four days in the year, as RFC 5545 and ISO 8601 count.
local_days first_week(year y, weekday week_start) {
  return start_of_week(local_days{y / January / 4}, week_start);
}

struct WeekNumber {
  int from_start;
  int from_end;  // -1 is the year's last week
};

WeekNumber week_number(local_days day, weekday week_start) {
  const local_days week = start_of_week(day, week_start);
  const year y = year_month_day{week + days{3}}.year();
  const int past = static_cast<int>((week - first_week(y, week_start)).count() / 7);
  const int all = static_cast<int>(
      (first_week(y + years{1}, week_start) - first_week(y, week_start)).count() / 7);
  return {past + 1, past - all};
}

}  // namespace

local_days start_of_week(local_days day, weekday week_start) {
  return day - (weekday{day} - week_start);
}

DayChoice::DayChoice(const RecurrenceRule& rule, local_days start)
    : rule_(rule), month_days_(rule.by_month_day), weekdays_(rule.by_day) {
  const year_month_day date{start};
  for (int m : rule.by_month) months_ |= 1U << m;
  const bool any_day_part = !rule.by_day.empty() || !rule.by_month_day.empty() ||
                            !rule.by_year_day.empty() || !rule.by_week_no.empty();
  if (rule.frequency == Frequency::weekly && !any_day_part)
    weekdays_.push_back({weekday{start}, 0});
  if (rule.frequency >= Frequency::monthly && !any_day_part) {
    month_days_.push_back(static_cast<int>(unsigned{date.day()}));
    if (rule.frequency == Frequency::yearly && months_ == 0) months_ = 1U << unsigned{date.month()};
  }
  const bool only_week_no = !rule.by_week_no.empty() && rule.by_day.empty() &&
                            rule.by_month_day.empty() && rule.by_year_day.empty();
  if (only_week_no) weekdays_.push_back({weekday{start}, 0});
  if (months_ == 0) months_ = ~0U;
  const bool monthly = rule.frequency == Frequency::monthly;
  const bool yearly = rule.frequency == Frequency::yearly && rule.by_week_no.empty();
  if (monthly || (yearly && !rule.by_month.empty()))
    numbered_ = Numbered::in_month;
  else if (yearly)
    numbered_ = Numbered::in_year;
}

bool DayChoice::month_day_allowed(const year_month_day& date) const {
  if (month_days_.empty()) return true;
  const int of_month = static_cast<int>(unsigned{date.day()});
  const int length = static_cast<int>(unsigned{(date.year() / date.month() / last).day()});
  return std::ranges::any_of(month_days_,
                             [&](int v) { return v == of_month || v == of_month - length - 1; });
}

bool DayChoice::year_day_allowed(local_days day, year y) const {
  if (rule_.by_year_day.empty()) return true;
  const int of_year = static_cast<int>((day - local_days{y / January / 1}).count()) + 1;
  const int length = y.is_leap() ? 366 : 365;
  return std::ranges::any_of(rule_.by_year_day,
                             [&](int v) { return v == of_year || v == of_year - length - 1; });
}

bool DayChoice::weekday_allowed(local_days day, const year_month_day& date) const {
  if (weekdays_.empty()) return true;
  const bool in_month = numbered_ == Numbered::in_month;
  const local_days first{in_month ? date.year() / date.month() / 1 : date.year() / January / 1};
  const local_days end{in_month ? date.year() / date.month() / last
                                : date.year() / December / last};
  const int from_start = static_cast<int>((day - first).count()) / 7 + 1;
  const int from_end = -(static_cast<int>((end - day).count()) / 7 + 1);
  const weekday today{day};
  return std::ranges::any_of(weekdays_, [&](const NumberedWeekday& w) {
    const bool any_week = w.nth == 0 || numbered_ == Numbered::never;
    return w.day == today && (any_week || w.nth == from_start || w.nth == from_end);
  });
}

bool DayChoice::allows(local_days day) const {
  const year_month_day date{day};
  if (!month_allowed(date.month()) || !month_day_allowed(date)) return false;
  if (!year_day_allowed(day, date.year()) || !weekday_allowed(day, date)) return false;
  if (rule_.by_week_no.empty()) return true;
  const WeekNumber week = week_number(day, rule_.week_start);
  return std::ranges::any_of(rule_.by_week_no,
                             [&](int v) { return v == week.from_start || v == week.from_end; });
}

const char* rule_fault(const RecurrenceRule& rule) {
  if (rule.interval < 1 || rule.interval > 32'767) return "INTERVAL is out of range";
  if (rule.count < 0) return "COUNT is out of range";
  if (outside(rule.by_second, 0, 60)) return "BYSECOND is out of range";
  if (outside(rule.by_minute, 0, 59)) return "BYMINUTE is out of range";
  if (outside(rule.by_hour, 0, 23)) return "BYHOUR is out of range";
  if (outside_signed(rule.by_month_day, 31)) return "BYMONTHDAY is out of range";
  if (outside_signed(rule.by_year_day, 366)) return "BYYEARDAY is out of range";
  if (outside_signed(rule.by_week_no, 53)) return "BYWEEKNO is out of range";
  if (outside(rule.by_month, 1, 12)) return "BYMONTH is out of range";
  if (outside_signed(rule.by_set_pos, 366)) return "BYSETPOS is out of range";
  const Frequency f = rule.frequency;
  if (!rule.by_week_no.empty() && f != Frequency::yearly) return "BYWEEKNO needs FREQ=YEARLY";
  if (!rule.by_year_day.empty() && f >= Frequency::daily && f <= Frequency::monthly) {
    return "BYYEARDAY does not go with this FREQ";
  }
  if (!rule.by_month_day.empty() && f == Frequency::weekly) {
    return "BYMONTHDAY does not go with FREQ=WEEKLY";
  }
  return nullptr;
}

}  // namespace meme::booking::ical
