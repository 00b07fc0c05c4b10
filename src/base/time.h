#pragma once
#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace meme {

// A moment on the clock, in milliseconds since 1970-01-01T00:00Z.
using Instant = std::chrono::sys_time<std::chrono::milliseconds>;
// A moment of the calendar. Bookings have minute resolution. The range kept is 1970 to 6053 (32
// bits).
using Minute = std::chrono::sys_time<std::chrono::duration<std::int32_t, std::ratio<60>>>;
using Minutes = Minute::duration;
using Date = std::chrono::year_month_day;
using std::chrono::local_days;
using std::chrono::sys_days;

// Half-open [start, end).
struct Interval {
  Minute start;
  Minute end;

  constexpr bool empty() const { return start >= end; }
  constexpr Minutes length() const { return end - start; }
  constexpr bool contains(Minute at) const { return start <= at && at < end; }
  constexpr bool contains(Interval other) const { return start <= other.start && other.end <= end; }
  constexpr bool overlaps(Interval other) const { return start < other.end && other.start < end; }
  friend constexpr bool operator==(const Interval&, const Interval&) = default;
  friend constexpr auto operator<=>(const Interval&, const Interval&) = default;
};

// The calendar minute that holds the instant (rounded down).
constexpr Minute floor_minute(Instant at) {
  return std::chrono::floor<Minutes>(at);
}
constexpr Minute ceil_minute(Instant at) {
  return std::chrono::ceil<Minutes>(at);
}
constexpr Minute minute_of(std::int64_t since_1970) {
  return Minute{Minutes{static_cast<std::int32_t>(since_1970)}};
}
constexpr std::int64_t count(Minute at) {
  return at.time_since_epoch().count();
}
constexpr std::int64_t count(Instant at) {
  return at.time_since_epoch().count();
}

// RFC 3339. Reading a Minute refuses seconds other than zero and years outside of 1970 to 2199;
// both refuse impossible dates, leap seconds and a missing offset. `offset` is what the caller's
// clock shows ahead of UTC.
std::optional<Instant> parse_instant(std::string_view text);
std::optional<Minute> parse_minute(std::string_view text);
void append_rfc3339(std::string& out, Minute at,
                    std::chrono::seconds offset);   // 2026-12-05T09:30:00+09:00
void append_rfc3339(std::string& out, Instant at);  // 2026-12-05T00:30:00.000Z

// "2026-12-05" and minutes since midnight as "09:30"; reading accepts "24:00" as 1440.
std::optional<Date> parse_date(std::string_view text);
void append_date(std::string& out, Date date);
std::optional<int> parse_time_of_day(std::string_view text);
void append_time_of_day(std::string& out, int minutes);

}  // namespace meme
