#include "app/demo/hours.h"

#include <algorithm>
#include <utility>

#include "app/demo/choice.h"
#include "base/check.h"
#include "booking/json.h"

namespace meme::app::demo {
namespace {

using booking::ExceptionDay;
using booking::HoursRange;
using booking::ScheduleDocument;
using booking::TimeOfDay;
using std::chrono::days;

constexpr std::size_t pool_size = 240;

// Hours of the week as whole hours; 0–0 is closed. A second range is the time after a break.
struct WeekDay {
  int open, close, open_again, close_again;
};
using Week = std::array<WeekDay, 7>;  // Monday first
constexpr WeekDay closed{0, 0, 0, 0};

constexpr Week same(WeekDay workday, WeekDay saturday, WeekDay sunday) {
  return {workday, workday, workday, workday, workday, saturday, sunday};
}

constexpr std::array<Week, 12> weeks{{
    same({9, 21, 0, 0}, {9, 21, 0, 0}, {9, 21, 0, 0}),
    {{closed,
      {10, 19, 0, 0},
      {10, 19, 0, 0},
      {10, 19, 0, 0},
      {10, 19, 0, 0},
      {10, 19, 0, 0},
      closed}},
    same({9, 18, 0, 0}, {10, 16, 0, 0}, closed),
    {{{8, 20, 0, 0},
      {8, 20, 0, 0},
      closed,
      {8, 20, 0, 0},
      {8, 20, 0, 0},
      {8, 20, 0, 0},
      {8, 18, 0, 0}}},
    {{closed, closed, closed, closed, {8, 18, 0, 0}, {6, 18, 0, 0}, {6, 18, 0, 0}}},
    same({11, 14, 15, 21}, {11, 14, 15, 21}, closed),
    same({18, 23, 0, 0}, {10, 18, 0, 0}, {10, 18, 0, 0}),
    {{closed,
      {10, 13, 14, 20},
      {10, 13, 14, 20},
      {10, 13, 14, 20},
      {10, 13, 14, 20},
      {9, 20, 0, 0},
      {9, 18, 0, 0}}},
    same({7, 15, 0, 0}, closed, closed),
    {{closed,
      closed,
      {12, 22, 0, 0},
      {12, 22, 0, 0},
      {12, 22, 0, 0},
      {10, 22, 0, 0},
      {10, 20, 0, 0}}},
    {{{10, 18, 0, 0}, closed, {10, 18, 0, 0}, closed, {10, 18, 0, 0}, {8, 16, 0, 0}, closed}},
    same({6, 12, 14, 20}, {5, 18, 0, 0}, {5, 17, 0, 0}),
}};

HoursRange range(int open_hour, int close_hour, int shift) {
  const auto at = [shift](int hour) { return TimeOfDay{Minutes{hour * 60 + shift}}; };
  return {at(open_hour), at(close_hour)};
}

std::vector<HoursRange> hours_of(const WeekDay& day, int shift) {
  std::vector<HoursRange> hours;
  if (day.close > day.open) hours.push_back(range(day.open, day.close, shift));
  if (day.close_again > day.open_again)
    hours.push_back(range(day.open_again, day.close_again, shift));
  return hours;
}

ScheduleDocument document_of(Random& random, const Week& week, const std::string& time_zone) {
  constexpr std::array shifts{-30, 0, 0, 0, 30};
  constexpr std::array steps{30, 30, 30, 30, 60, 15};
  constexpr std::array leads{60, 120, 120, 180, 360, 1440};
  constexpr std::array horizons{30, 45, 60, 60, 60, 90};
  constexpr std::array befores{0, 0, 0, 10, 15};
  constexpr std::array afters{0, 10, 15, 15, 30};
  constexpr std::array travels{20, 30, 30, 40, 60};
  constexpr std::array approvals{24, 24, 48, 48, 72};
  ScheduleDocument document;
  document.time_zone = time_zone;
  const int shift = pick(random, shifts);
  for (std::size_t day = 0; day < week.size(); ++day)
    document.weekly[day] = hours_of(week[day], shift);
  document.step_minutes = pick(random, steps);
  document.lead_time_minutes = pick(random, leads);
  document.horizon_days = pick(random, horizons);
  document.buffer_before_minutes = pick(random, befores);
  document.buffer_after_minutes = pick(random, afters);
  document.travel_minutes = pick(random, travels);
  document.approval_hours = pick(random, approvals);
  return document;
}

SharedHours compiled(ScheduleDocument document) {
  auto schedule = booking::Schedule::compile(document);
  MEME_ASSERT(schedule.has_value());
  std::string text = json::write(document);
  return std::make_shared<const Hours>(
      Hours{std::move(document), std::move(text), std::move(*schedule)});
}

ExceptionDay exception_on(Random& random, Date date) {
  if (random.chance(0.6)) return {date, {}, "휴무"};
  return {date, {range(13, 18, 0)}, "오후만 열어요"};
}

}  // namespace

HoursPool::HoursPool(std::uint64_t seed, const std::string& time_zone) {
  Random random(seed ^ 0x486F757273ULL);
  ScheduleDocument first = document_of(random, weeks.front(), time_zone);
  first.lead_time_minutes = 60;
  first.horizon_days = 60;
  first.step_minutes = 30;
  first.approval_hours = 48;
  pool_.push_back(compiled(std::move(first)));
  while (pool_.size() < pool_size) {
    pool_.push_back(compiled(document_of(random, pick(random, weeks), time_zone)));
  }
}

SharedHours HoursPool::individual(Random& random, Date today) const {
  ScheduleDocument document = any(random)->document;
  const std::chrono::local_days around{today};
  const auto exceptions_count = random.between(1, 3);
  auto at = around + days{random.between(-40, 5)};
  for (int i = 0; i < exceptions_count; ++i) {
    document.exceptions.push_back(exception_on(random, Date{at}));
    at += days{random.between(1, 20)};
  }
  if (random.chance(0.6)) {
    const TimeZone zone = TimeZone::find(document.time_zone).value();
    const auto first = around + days{random.between(4, 45)};
    const auto last = first + days{random.between(1, 6)};
    document.time_off.push_back(
        {{zone.moments_of(LocalMinute{first}).latest, zone.moments_of(LocalMinute{last}).latest},
         "휴가"});
  }
  return compiled(std::move(document));
}

}  // namespace meme::app::demo
