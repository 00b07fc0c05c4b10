#pragma once
#include <array>
#include <span>
#include <unordered_map>

#include "booking/calendars.h"
#include "booking/domain/claim.h"
#include "booking/domain/free_bits.h"
#include "booking/domain/schedule.h"
#include "booking/search/cells.h"
#include "booking/search/day_planes.h"

namespace meme::booking::search {

// The bits of some days in a row.
struct DaySpan {
  DayNumber first = 0;
  int count = 0;  // at most ring_days
};

// The hours of one schedule on the days of a span, nothing taken. `plain` when its clock does not
// change on them: then a moment's cell follows from the offset alone.
struct Hours {
  DaySpan span;
  bool plain = false;
  Minutes offset{0};
  std::array<DayBits, ring_days> days{};
};
Hours hours_of(const Schedule& schedule, DaySpan span);

// Clears cells that are taken. Free means here: a service could run in it. So what is taken reaches
// `margins` further out on both sides, those that every service of the artist keeps (in the shop,
// if any of the offers is there); that rules out most gaps that are too short. Misses nothing that
// day_bits() would keep and that is bookable.
//
// `days` holds the hours of the span and becomes its free time.
void take_away(const ArtistCalendar& calendar, const Margins& margins, const Hours& hours,
               std::span<DayBits> days);

// The cells in which a service can start on the span's days: on the step, counted from an opening.
// All cells unless `plain`.
Wide start_cells(const Schedule& schedule, const Hours& hours);

// What many artists share, for one span. Keeps the first 4,096 schedules. One thread.
class HoursCache {
 public:
  struct Entry {
    Hours hours;
    Wide starts = 0;
  };

  explicit HoursCache(DaySpan span) : span_(span) {}
  // Valid until the next call.
  const Entry& of(const SharedSchedule& schedule);

 private:
  DaySpan span_;
  std::unordered_map<SharedSchedule, Entry> kept_;
  Entry passing_;
};

}  // namespace meme::booking::search
