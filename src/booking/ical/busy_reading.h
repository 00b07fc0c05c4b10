// What reading an artist's busy calendar gives: when she is busy, what could not be read, or why
// nothing was.
#pragma once
#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "base/time.h"

namespace meme::booking::ical {

// Hard bounds on one calendar. A file beyond them is refused as a whole.
struct BusyLimits {
  std::size_t bytes_max = 2 << 20;
  std::size_t lines_max = 200'000;
  std::size_t line_bytes_max =
      64 << 10;                         // of an unfolded line that matters; others are passed over
  std::size_t components_max = 20'000;  // events, free/busy lists and time zones together
  std::int64_t work_max = 8'000'000;    // steps of WorkBudget, well under a second
  std::size_t occurrences_max = 200'000;  // inside the window, before merging
  std::size_t intervals_max = 5'000;      // after merging
  std::size_t left_out_max = 20;          // named; the rest is only counted
};

enum class BusyRefusalCode : std::uint8_t {
  too_large,
  not_a_calendar,
  damaged,
  too_many,
  too_much_work
};

// Why a calendar is refused as a whole. `line` is 0 and `uid` empty where no place is to blame.
struct BusyRefusal {
  BusyRefusalCode code = BusyRefusalCode::not_a_calendar;
  int line = 0;
  std::string uid;
  std::string detail;

  // One sentence for the artist, all of it printable ASCII.
  std::string sentence() const;
};

// An event that was passed over because it could not be read; the rest of the calendar counts.
struct LeftOut {
  int line = 0;
  std::string uid;
  std::string why;
};

struct BusyReading {
  std::vector<Interval> busy;   // ascending, disjoint, not touching, inside the window
  std::size_t event_count = 0;  // events and free/busy lists in the file, whether busy or not
  std::vector<LeftOut> left_out;
  std::size_t left_out_count = 0;
};

// "3 entries could not be read: line 12 (uid abc): unknown time zone Foo; …", empty when all were.
// Printable ASCII.
std::string problem_sentence(const BusyReading& reading);

}  // namespace meme::booking::ical
