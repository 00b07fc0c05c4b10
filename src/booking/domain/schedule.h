#pragma once
#include <array>
#include <cstdint>
#include <expected>
#include <memory>
#include <span>
#include <vector>

#include "base/time.h"
#include "base/time_zone.h"
#include "booking/domain/schedule_document.h"

namespace meme::booking {

// The open time of one local date, ascending and disjoint. Twice the hours of a document, for a day
// whose clock is turned back, fit in.
class OpenDay {
 public:
  static constexpr std::size_t capacity = 2 * ranges_per_day_max + 2;

  std::span<const Interval> intervals() const { return {intervals_.data(), count_}; }
  bool empty() const { return count_ == 0; }
  // `interval` must not start before the last one added did; it joins what it touches.
  void append(Interval interval);

 private:
  std::array<Interval, capacity> intervals_;
  std::uint32_t count_ = 0;
};

// The one rule for clocks that change: an artist is open at a moment if and only if the wall clock
// at that moment lies in the hours of the date it shows. So hours in a gap do not exist, and hours
// that the clock passes twice are open twice.
//
// A valid schedule in compact form: about 100 bytes and one small block per list. Immutable,
// equality by value, so that a million artists can share a few (SchedulePool). Any thread.
class Schedule {
 public:
  // Closed on every day.
  Schedule() = default;

  // Refuses with what validate() says.
  static std::expected<Schedule, std::vector<ScheduleProblem>> compile(
      const ScheduleDocument& document);

  TimeZone zone() const { return zone_; }
  Minutes step() const { return Minutes{step_minutes_}; }
  Minutes lead_time() const { return Minutes{lead_time_minutes_}; }
  std::chrono::days horizon() const { return std::chrono::days{horizon_days_}; }
  Minutes buffer_before() const { return Minutes{buffer_before_minutes_}; }
  Minutes buffer_after() const { return Minutes{buffer_after_minutes_}; }
  Minutes travel() const { return Minutes{travel_minutes_}; }
  std::chrono::hours approval() const { return std::chrono::hours{approval_hours_}; }
  // Sorted and disjoint; notes are not kept.
  std::span<const Interval> time_off() const { return time_off_; }

  // Hours of the date, from its exception or its weekday, without time off. No allocation.
  OpenDay open_intervals(Date date) const { return open_intervals(std::chrono::local_days{date}); }
  OpenDay open_intervals(std::chrono::local_days day) const;
  // The last date that may be booked at `now`.
  Date last_date(Instant now) const;

  std::size_t hash() const;
  friend bool operator==(const Schedule&, const Schedule&) = default;

 private:
  struct Range {
    std::uint16_t open;
    std::uint16_t close;
    friend bool operator==(const Range&, const Range&) = default;
  };
  struct Exception {
    std::int32_t day;  // days since 1970
    std::uint16_t first;
    std::uint16_t count;
    friend bool operator==(const Exception&, const Exception&) = default;
  };

  std::span<const Range> ranges_on(std::chrono::local_days day) const;
  std::uint16_t append_ranges(const std::vector<HoursRange>& hours);

  TimeZone zone_;
  std::uint16_t step_minutes_ = 30;
  std::uint16_t lead_time_minutes_ = 0;
  std::uint16_t horizon_days_ = 60;
  std::uint16_t buffer_before_minutes_ = 0;
  std::uint16_t buffer_after_minutes_ = 0;
  std::uint16_t travel_minutes_ = 0;
  std::uint16_t approval_hours_ = 24;
  std::array<std::uint8_t, 8>
      weekday_first_{};                // ranges of weekday d, Monday 0: [first[d], first[d + 1])
  std::vector<Range> ranges_;          // the week's, then the exceptions'
  std::vector<Exception> exceptions_;  // by day
  std::vector<Interval> time_off_;
};

using SharedSchedule = std::shared_ptr<const Schedule>;

}  // namespace meme::booking
