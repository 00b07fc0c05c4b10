#pragma once
#include <chrono>
#include <optional>
#include <string_view>

namespace meme {

// The zone rule of POSIX with the extensions of RFC 8536 section 3.3.1, as found in the footer of
// TZif files: "EST5EDT,M3.2.0,M11.1.0", "<-02>2<-01>,M3.5.0/-1,M10.5.0/0".
struct PosixZone {
  // A day of the year and a time on it, in local time as it is before the change.
  struct Switch {
    enum class Kind : std::uint8_t {
      month_week_day,    // Mm.w.d
      day_without_leap,  // Jn, 1 to 365, February 29 is never counted
      day_of_year,       // n, 0 to 365
    };
    Kind kind = Kind::day_of_year;
    int month = 0;
    int week = 0;  // 5 is the last
    int day = 0;   // of the week (0 Sunday) or of the year
    std::chrono::seconds time{2 * 3600};

    // Without an offset: as if the clock showed UTC.
    std::chrono::sys_seconds in(std::chrono::year year) const;
  };
  struct Summer {
    std::chrono::seconds offset;
    Switch starts;
    Switch ends;
  };

  std::chrono::seconds offset{};  // ahead of UTC
  std::optional<Summer> summer;
};

// Nothing when the text is malformed or out of bounds. A rule without dates for its summer time is
// refused.
std::optional<PosixZone> parse_posix_zone(std::string_view text);

}  // namespace meme
