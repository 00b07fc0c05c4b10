// What instant a time on a wall clock means: for an IANA zone, for UTC, and for a VTIMEZONE that a
// calendar brings along.
#pragma once
#include <chrono>
#include <vector>

#include "base/time_zone.h"
#include "booking/ical/recurrence.h"

namespace meme::booking::ical {

using Utc = std::chrono::sys_seconds;

// One policy for both directions (RFC 5545, 3.3.5): a time that the clock skipped is read with the
// offset before the jump, a time that it showed twice is the first one. Immutable; any thread.
class WallClock {
 public:
  virtual ~WallClock() = default;
  virtual Utc instant(Wall at) const = 0;
  virtual Wall wall(Utc at) const = 0;
};

class UtcClock final : public WallClock {
 public:
  Utc instant(Wall at) const override { return Utc{at.time_since_epoch()}; }
  Wall wall(Utc at) const override { return Wall{at.time_since_epoch()}; }
};

// Times must lie between the years 1600 and 5000.
class ZoneClock final : public WallClock {
 public:
  explicit ZoneClock(TimeZone zone) : zone_(zone) {}
  Utc instant(Wall at) const override;
  Wall wall(Utc at) const override;

 private:
  TimeZone zone_;
};

// A moment from which a clock is `to` ahead of UTC instead of `from`.
struct Onset {
  Utc at;
  std::chrono::seconds from;
  std::chrono::seconds to;
};

class ObservedClock final : public WallClock {
 public:
  // At least one onset, in any order. Before the first the clock is that one's `from` ahead.
  explicit ObservedClock(std::vector<Onset> onsets);
  Utc instant(Wall at) const override;
  Wall wall(Utc at) const override;

 private:
  std::vector<Onset> onsets_;  // ascending
};

}  // namespace meme::booking::ical
