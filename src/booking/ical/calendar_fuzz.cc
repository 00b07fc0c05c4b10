// Any text as an artist's busy calendar: reading ends within its budget, and what it takes lies in
// the window, in order and apart. Refusals are fit to be shown.
//
// Parsers: booking/ical/busy_reader.cc booking/ical/content_lines.cc booking/ical/event.cc
// Parsers: booking/ical/event_group.cc booking/ical/properties.cc booking/ical/vtimezone.cc
// Parsers: booking/ical/wall_clock.cc booking/ical/wall_value.cc booking/ical/zones.cc
// Seeds: booking/ical/corpus
#include <algorithm>
#include <cstdint>

#include "base/check.h"
#include "booking/ical/busy_reader.h"

namespace {

using namespace meme;
using namespace meme::booking::ical;

bool printable(std::string_view text) {
  return std::ranges::all_of(text, [](char c) { return c >= ' ' && c <= '~'; });
}

void check(const BusyReading& reading, Interval window) {
  MEME_ASSERT(printable(problem_sentence(reading)));
  MEME_ASSERT(reading.left_out.size() <= reading.left_out_count);
  Minute end = Minute::min();
  for (const Interval& busy : reading.busy) {
    MEME_ASSERT(!busy.empty() && window.contains(busy) && busy.start > end);
    end = busy.end;
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
  using namespace std::chrono;
  constexpr BusyLimits limits{.bytes_max = 8 << 10,
                              .lines_max = 300,
                              .line_bytes_max = 400,
                              .components_max = 20,
                              .work_max = 100'000,
                              .occurrences_max = 1'000,
                              .intervals_max = 200,
                              .left_out_max = 5};
  static const TimeZone zone = *TimeZone::find("Europe/Berlin");
  const BusyWindow window{{Minute{sys_days{2026y / March / 1}}, Minute{sys_days{2026y / May / 1}}},
                          zone};
  const std::string_view text{reinterpret_cast<const char*>(bytes), size};
  if (const auto reading = read_busy(text, window, limits)) {
    check(*reading, window.interval);
  } else {
    MEME_ASSERT(!reading.error().detail.empty() && printable(reading.error().sentence()));
  }
  return 0;
}
