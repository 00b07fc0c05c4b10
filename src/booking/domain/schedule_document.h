// An artist's schedule as people write and edit it. Nothing here is known to be valid; see
// schedule.h for what is.
#pragma once
#include <compare>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/time.h"

namespace meme::booking {

// A reading of the wall clock, 00:00 to 24:00; the latter only as an end.
struct TimeOfDay {
  Minutes since_midnight{0};
  friend constexpr auto operator<=>(TimeOfDay, TimeOfDay) = default;
};

// Open from `open` until `close`, exclusive. Hours past midnight are written as two ranges:
// 22:00–24:00 and, on the next day, 00:00–02:00.
struct HoursRange {
  TimeOfDay open;
  TimeOfDay close;
  friend constexpr bool operator==(const HoursRange&, const HoursRange&) = default;
};

// Replaces the weekly hours of one date; no hours means closed.
struct ExceptionDay {
  Date date{};
  std::vector<HoursRange> hours;
  std::string note;
};

struct TimeOff {
  Interval interval;
  std::string note;
};

struct ScheduleDocument {
  std::string time_zone = "Asia/Seoul";
  std::vector<std::vector<HoursRange>> weekly =
      std::vector<std::vector<HoursRange>>(7);  // Monday first
  std::vector<ExceptionDay> exceptions;
  std::vector<TimeOff> time_off;
  std::int32_t step_minutes = 30;
  std::int32_t lead_time_minutes = 120;
  std::int32_t horizon_days = 60;
  std::int32_t buffer_before_minutes = 0;
  std::int32_t buffer_after_minutes = 0;
  std::int32_t travel_minutes = 30;
  std::int32_t approval_hours = 24;
};

// Bounds of a document, all inclusive.
struct Bounds {
  std::int32_t least;
  std::int32_t most;
  constexpr bool hold(std::int64_t value) const { return least <= value && value <= most; }
};
inline constexpr Bounds step_minutes_bounds{5, 240};
inline constexpr Bounds lead_time_minutes_bounds{0, 30 * 24 * 60};
inline constexpr Bounds horizon_days_bounds{1, 366};
inline constexpr Bounds buffer_minutes_bounds{0, 240};
inline constexpr Bounds travel_minutes_bounds{0, 240};
inline constexpr Bounds approval_hours_bounds{1, 7 * 24};
inline constexpr Bounds service_minutes_bounds{5, 24 * 60};
inline constexpr std::size_t ranges_per_day_max = 8;
inline constexpr std::size_t exceptions_max = 400;
inline constexpr std::size_t time_off_max = 200;
inline constexpr std::size_t note_bytes_max = 800;
inline constexpr Date calendar_first{std::chrono::year{1970}, std::chrono::January,
                                     std::chrono::day{2}};
inline constexpr Date calendar_last{std::chrono::year{2199}, std::chrono::December,
                                    std::chrono::day{30}};

struct ScheduleProblem {
  std::string pointer;    // JSON pointer into the document: "/weekly/0/1/open"
  std::string_view code;  // "overlapping_hours"; static text
  std::string detail;     // a sentence for the artist
};

// Everything that is wrong with the document; empty when it can be compiled. Codes: out_of_bounds,
// unknown_time_zone, seven_days_expected, too_many, reversed, overlapping_hours, duplicate_date,
// time_in_gap, bad_date, too_long, lead_time_beyond_horizon.
std::vector<ScheduleProblem> validate(const ScheduleDocument& document);

}  // namespace meme::booking
