#pragma once
#include <array>
#include <atomic>
#include <cstdint>
#include <vector>

#include "base/time_zone.h"
#include "booking/search/day_planes.h"

namespace meme::booking::search {

// How the clocks of all artists' zones stand on one date. In minutes; `shift` is the largest change
// of a clock on that date, 0 on nearly all.
struct ZoneDay {
  int offset_least = 0;
  int offset_most = 0;
  int shift = 0;
};

// The zones of all artists, day by day of the ring. One thread writes, any may read.
class ZoneDays {
 public:
  // Takes in a zone for the days [first, end); nothing to do when it is known.
  void add(TimeZone zone, DayNumber first, DayNumber end);
  // Replaces what was kept in the day's ring slot.
  void renew(DayNumber day);
  ZoneDay day(DayNumber day) const;

 private:
  void widen(DayNumber day, TimeZone zone);

  std::vector<TimeZone> zones_;
  std::array<std::atomic<std::uint64_t>, ring_days>
      days_{};  // present, shift, most, least: 16 bits each
};

}  // namespace meme::booking::search
