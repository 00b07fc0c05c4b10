#include "booking/domain/schedule.h"

#include <algorithm>

#include "base/check.h"
#include "booking/domain/interval_set.h"

namespace meme::booking {
namespace {

using namespace std::chrono;

constexpr Minutes day_length{24 * 60};
// Every reading of a date is shown within this of the moment UTC shows it.
constexpr Minutes widest_offset{26 * 60};

std::vector<HoursRange> in_order(std::vector<HoursRange> hours) {
  std::ranges::sort(hours, {}, &HoursRange::open);
  return hours;
}

class Hash {
 public:
  void add(std::uint64_t value) {
    state_ = (state_ ^ value) * 0x9E3779B97F4A7C15ULL;
    state_ ^= state_ >> 29;
  }
  std::size_t value() const { return state_; }

 private:
  std::uint64_t state_ = 0x243F6A8885A308D3ULL;
};

}  // namespace

void OpenDay::append(Interval interval) {
  if (count_ > 0 && interval.start <= intervals_[count_ - 1].end) {
    intervals_[count_ - 1].end = std::max(intervals_[count_ - 1].end, interval.end);
    return;
  }
  MEME_ASSERT(count_ < capacity);
  intervals_[count_++] = interval;
}

std::expected<Schedule, std::vector<ScheduleProblem>> Schedule::compile(
    const ScheduleDocument& document) {
  if (auto problems = validate(document); !problems.empty()) {
    return std::unexpected(std::move(problems));
  }
  Schedule schedule;
  schedule.zone_ = TimeZone::find(document.time_zone).value();
  schedule.step_minutes_ = static_cast<std::uint16_t>(document.step_minutes);
  schedule.lead_time_minutes_ = static_cast<std::uint16_t>(document.lead_time_minutes);
  schedule.horizon_days_ = static_cast<std::uint16_t>(document.horizon_days);
  schedule.buffer_before_minutes_ = static_cast<std::uint16_t>(document.buffer_before_minutes);
  schedule.buffer_after_minutes_ = static_cast<std::uint16_t>(document.buffer_after_minutes);
  schedule.travel_minutes_ = static_cast<std::uint16_t>(document.travel_minutes);
  schedule.approval_hours_ = static_cast<std::uint16_t>(document.approval_hours);

  for (std::size_t day = 0; day < 7; ++day) {
    schedule.append_ranges(document.weekly[day]);
    schedule.weekday_first_[day + 1] = static_cast<std::uint8_t>(schedule.ranges_.size());
  }
  for (const ExceptionDay& exception : document.exceptions) {
    const auto first = static_cast<std::uint16_t>(schedule.ranges_.size());
    const std::uint16_t count = schedule.append_ranges(exception.hours);
    const auto day =
        static_cast<std::int32_t>(local_days{exception.date}.time_since_epoch().count());
    schedule.exceptions_.push_back({day, first, count});
  }
  std::ranges::sort(schedule.exceptions_, {}, &Exception::day);

  IntervalSet off;
  for (const TimeOff& time_off : document.time_off) off.add(time_off.interval);
  schedule.time_off_.assign(off.intervals().begin(), off.intervals().end());
  schedule.ranges_.shrink_to_fit();
  schedule.exceptions_.shrink_to_fit();
  return schedule;
}

std::uint16_t Schedule::append_ranges(const std::vector<HoursRange>& hours) {
  const std::size_t before = ranges_.size();
  for (const HoursRange& range : in_order(hours)) {
    const auto open = static_cast<std::uint16_t>(range.open.since_midnight.count());
    const auto close = static_cast<std::uint16_t>(range.close.since_midnight.count());
    if (ranges_.size() > before && ranges_.back().close == open) {
      ranges_.back().close = close;
    } else {
      ranges_.push_back({open, close});
    }
  }
  return static_cast<std::uint16_t>(ranges_.size() - before);
}

std::span<const Schedule::Range> Schedule::ranges_on(local_days day) const {
  const auto number = static_cast<std::int32_t>(day.time_since_epoch().count());
  if (!exceptions_.empty()) {
    const auto found = std::ranges::lower_bound(exceptions_, number, {}, &Exception::day);
    if (found != exceptions_.end() && found->day == number) {
      return std::span(ranges_).subspan(found->first, found->count);
    }
  }
  // 1970-01-01 was a Thursday.
  const auto weekday = static_cast<std::size_t>(((number + 3) % 7 + 7) % 7);
  const std::size_t first = weekday_first_[weekday];
  return std::span(ranges_).subspan(first, weekday_first_[weekday + 1] - first);
}

OpenDay Schedule::open_intervals(local_days day) const {
  OpenDay open;
  const auto ranges = ranges_on(day);
  if (ranges.empty()) return open;
  const Minute midnight{floor<Minutes>(day).time_since_epoch()};
  const Minute day_over = midnight + day_length + widest_offset;

  ZonePeriod period = zone_.period_at(midnight - widest_offset);
  while (true) {
    const Minute local_midnight = midnight - period.offset;
    for (const Range& range : ranges) {
      const Interval hours{std::max(period.start, local_midnight + Minutes{range.open}),
                           std::min(period.end, local_midnight + Minutes{range.close})};
      if (!hours.empty()) open.append(hours);
    }
    if (period.end >= day_over) return open;
    period = zone_.period_at(period.end);
  }
}

Date Schedule::last_date(Instant now) const {
  return Date{local_days{zone_.local_date(floor_minute(now))} + horizon()};
}

std::size_t Schedule::hash() const {
  Hash hash;
  hash.add(std::hash<std::string_view>{}(zone_.name()));
  hash.add(std::uint64_t{step_minutes_} << 48 | std::uint64_t{lead_time_minutes_} << 32 |
           std::uint64_t{horizon_days_} << 16 | buffer_before_minutes_);
  hash.add(std::uint64_t{buffer_after_minutes_} << 32 | std::uint64_t{travel_minutes_} << 16 |
           approval_hours_);
  for (const std::uint8_t first : weekday_first_) hash.add(first);
  for (const Range& range : ranges_) hash.add(std::uint64_t{range.open} << 16 | range.close);
  for (const Exception& exception : exceptions_) {
    hash.add(static_cast<std::uint64_t>(exception.day) << 16 | exception.count);
  }
  for (const Interval& off : time_off_) {
    hash.add(static_cast<std::uint64_t>(count(off.start)));
    hash.add(static_cast<std::uint64_t>(count(off.end)));
  }
  return hash.value();
}

}  // namespace meme::booking
