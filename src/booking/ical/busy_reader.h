// Reads an artist's busy calendar: which times of a window it takes.
#pragma once
#include <expected>
#include <string_view>

#include "base/time.h"
#include "base/time_zone.h"
#include "booking/ical/busy_reading.h"

namespace meme::booking::ical {

struct BusyWindow {
  Interval interval;  // shorter than 1000 days
  TimeZone zone;      // of all-day events and floating times
};

// Takes iCalendar text (RFC 5545) from anywhere: the text may be hostile. Transparent and cancelled
// events take no time. Time and memory are bounded by `limits`; without I/O but for the system's
// time zone files. Any thread.
std::expected<BusyReading, BusyRefusal> read_busy(std::string_view text, const BusyWindow& window,
                                                  const BusyLimits& limits = {});

}  // namespace meme::booking::ical
