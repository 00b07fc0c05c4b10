// The walk held against libical's own iterator, which was written by others from the same standard.
#include <fmt/format.h>
#include <gtest/gtest.h>
#include <libical/ical.h>
#include <rapidcheck/gtest.h>

#include <algorithm>

#include "base/time.h"
#include "booking/ical/properties.h"
#include "booking/ical/recurrence.h"

namespace meme::booking::ical {
namespace {

using namespace std::chrono;

constexpr int compared_max = 60;
// Far enough for every rule below to show itself; libical takes microseconds for each step.
days compared_span(const std::string& rule) {
  if (rule.contains("YEARLY")) return days{365 * 12};
  if (rule.contains("MONTHLY")) return days{365 * 6};
  return rule.contains("HOURLY") ? days{90} : days{365 * 2};
}

Wall wall_of(const icaltimetype& time) {
  const year_month_day date{year{time.year}, month{static_cast<unsigned>(time.month)},
                            day{static_cast<unsigned>(time.day)}};
  return local_days{date} + hours{time.hour} + minutes{time.minute} + seconds{time.second};
}

icaltimetype time_of(Wall at) {
  const auto day = floor<days>(at);
  const year_month_day date{day};
  const hh_mm_ss clock{at - day};
  icaltimetype time = icaltime_null_time();
  time.year = int{date.year()};
  time.month = static_cast<int>(unsigned{date.month()});
  time.day = static_cast<int>(unsigned{date.day()});
  time.hour = static_cast<int>(clock.hours().count());
  time.minute = static_cast<int>(clock.minutes().count());
  time.second = static_cast<int>(clock.seconds().count());
  return time;
}

std::vector<Wall> by_libical(const std::string& rule, Wall start) {
  std::vector<Wall> out;
  icalrecurrencetype read = icalrecurrencetype_from_string(rule.c_str());
  read.until =
      time_of(start + compared_span(rule));  // without an end it searches up to the year 2582
  icalrecur_iterator* iterator = icalrecur_iterator_new(read, time_of(start));
  if (iterator == nullptr) return out;
  for (int i = 0; i < compared_max; ++i) {
    const icaltimetype next = icalrecur_iterator_next(iterator);
    if (icaltime_is_null_time(next)) break;
    out.push_back(wall_of(next));
  }
  icalrecur_iterator_free(iterator);
  return out;
}

std::vector<Wall> by_walk(const std::string& rule, Wall start, WallRange range) {
  WorkBudget budget(50'000'000);
  PropertyReader reader(budget);
  const auto value = reader.rule("RRULE:" + rule);
  RC_ASSERT(value.has_value());
  std::vector<Wall> out;
  RC_ASSERT(occurrences({value->rule, start}, range, budget, out));
  return out;
}

template <class T>
std::string joined(const std::vector<T>& values) {
  return fmt::format("{}", fmt::join(values, ","));
}

std::string part(const char* name, const std::vector<std::string>& values) {
  return values.empty() ? "" : fmt::format(";{}={}", name, joined(values));
}

using Texts = std::vector<std::string>;

Texts some_numbers(int low, int high, double chance) {
  if (*rc::gen::inRange(0, 100) >= chance * 100) return {};
  auto picked = *rc::gen::unique<std::vector<int>>(
      *rc::gen::inRange<std::size_t>(1, high - low < 4 ? 2 : 4),
      rc::gen::suchThat(rc::gen::inRange(low, high + 1), [](int v) { return v != 0; }));
  std::ranges::sort(picked);  // libical gives BYHOUR=2,1 in that order
  Texts out;
  for (int value : picked) out.push_back(fmt::format("{}", value));
  return out;
}

Texts some_days(bool numbered, double chance) {
  if (*rc::gen::inRange(0, 100) >= chance * 100) return {};
  static const char* const names[] = {"MO", "TU", "WE", "TH", "FR", "SA", "SU"};
  auto picked = *rc::gen::unique<std::vector<int>>(*rc::gen::inRange<std::size_t>(1, 4),
                                                   rc::gen::inRange(0, 7));
  Texts out;
  const bool with_numbers = numbered && *rc::gen::arbitrary<bool>();
  for (int i : picked) {
    const int nth = with_numbers ? *rc::gen::element(-2, -1, 1, 2, 3, 4) : 0;
    out.push_back(nth == 0 ? names[i] : fmt::format("{}{}", nth, names[i]));
  }
  return out;
}

// Rules that match again and again (libical searches for others up to the year 20000), and within
// what it follows: no BYSETPOS and no negative BYMONTHDAY below a month, no BYYEARDAY or BYWEEKNO
// together with other days of the year.
std::string some_rule() {
  const std::string frequency =
      *rc::gen::element<std::string>("YEARLY", "MONTHLY", "WEEKLY", "DAILY", "HOURLY");
  const bool whole_months = frequency == "YEARLY" || frequency == "MONTHLY";
  std::string rule = "FREQ=" + frequency;
  rule += fmt::format(";INTERVAL={}", *rc::gen::inRange(1, frequency == "YEARLY" ? 4 : 9));
  Texts month_days;
  if (frequency != "WEEKLY") month_days = some_numbers(whole_months ? -28 : 1, 28, 0.3);
  // Without BYMONTH, libical takes BYMONTHDAY in DTSTART's month only; the walk, like most
  // programs, in every month.
  const bool needs_month = frequency == "YEARLY" && !month_days.empty();
  rule +=
      part("BYMONTH", some_numbers(1, 12, needs_month ? 1 : 0.3)) + part("BYMONTHDAY", month_days);
  const Texts days = some_days(whole_months && month_days.empty(), 0.4);
  rule += part("BYDAY", days);
  // libical's positions count days, not the times of BYHOUR.
  const Texts positions = whole_months && !days.empty() ? some_numbers(-1, 1, 0.3) : Texts();
  rule += part("BYSETPOS", positions);
  // libical lets BYHOUR override the INTERVAL of hours, and with BYHOUR before the first BYDAY it
  // counts the INTERVAL of weeks from the week after DTSTART's.
  const bool counts_weeks = frequency == "WEEKLY" && !days.empty();
  if (frequency != "HOURLY" && !counts_weeks && positions.empty() && *rc::gen::inRange(0, 4) == 0)
    rule += part("BYHOUR", some_numbers(1, 23, 1));
  return rule;
}

Wall some_start() {
  return Wall{local_days{2020y / January / 1}} + days{*rc::gen::inRange(0, 1500)} +
         hours{*rc::gen::inRange(0, 24)} + minutes{*rc::gen::inRange(0, 60)};
}

std::vector<std::string> texts(const std::vector<Wall>& walls) {
  std::vector<std::string> out;
  for (Wall at : walls) {
    out.emplace_back();
    append_rfc3339(out.back(), floor<Minutes>(sys_seconds{at.time_since_epoch()}), seconds{0});
  }
  return out;
}

RC_GTEST_PROP(Recurrence, AgreesWithLibical, ()) {
  const std::string rule = some_rule();
  const Wall start = some_start();
  RC_LOG() << rule << " from " << texts({start})[0] << '\n';
  const std::vector<Wall> expected = by_libical(rule, start);
  const Wall end = expected.size() == compared_max ? expected.back() + seconds{1}
                                                   : start + compared_span(rule) + seconds{1};
  const std::vector<Wall> walked = by_walk(rule, start, {start, end});
  RC_ASSERT(texts(walked) == texts(expected));
}

// A window shows exactly what the whole walk shows of it, whatever was skipped to reach it.
RC_GTEST_PROP(Recurrence, IsTheSameThroughAnyWindow, ()) {
  std::string rule = some_rule();
  if (*rc::gen::arbitrary<bool>()) rule += fmt::format(";COUNT={}", *rc::gen::inRange(1, 200));
  const Wall start = some_start();
  const Wall from = start + hours{*rc::gen::inRange(-1000, 50'000)};
  const Wall to = from + hours{*rc::gen::inRange(0, 20'000)};
  std::vector<Wall> whole = by_walk(rule, start, {start, to});
  std::erase_if(whole, [&](Wall at) { return at < from; });
  RC_ASSERT(by_walk(rule, start, {from, to}) == whole);
}

}  // namespace
}  // namespace meme::booking::ical
