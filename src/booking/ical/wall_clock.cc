#include "booking/ical/wall_clock.h"

#include <algorithm>
#include <ranges>

#include "base/check.h"

namespace meme::booking::ical {

using namespace std::chrono;

Utc ZoneClock::instant(Wall at) const {
  const auto local = floor<Minutes>(at);
  const LocalMoments moments = zone_.moments_of(local);
  if (moments.kind == LocalMoments::Kind::gap) {
    const Minutes before = zone_.offset_at(moments.earliest - Minutes{1});
    return Utc{at.time_since_epoch() - before};
  }
  return Utc{moments.earliest} + (at - local);
}

Wall ZoneClock::wall(Utc at) const {
  return Wall{at.time_since_epoch() + zone_.offset_at(floor<Minutes>(at))};
}

ObservedClock::ObservedClock(std::vector<Onset> onsets) : onsets_(std::move(onsets)) {
  MEME_ASSERT(!onsets_.empty());
  std::ranges::sort(onsets_, {}, &Onset::at);
}

// The old offset reaches to the later of the two readings of the onset: over a gap, and over the
// first of two passes.
Utc ObservedClock::instant(Wall at) const {
  for (const Onset& onset : std::views::reverse(onsets_)) {
    if (at.time_since_epoch() >= onset.at.time_since_epoch() + std::max(onset.from, onset.to)) {
      return Utc{at.time_since_epoch() - onset.to};
    }
  }
  return Utc{at.time_since_epoch() - onsets_.front().from};
}

Wall ObservedClock::wall(Utc at) const {
  const auto after = std::ranges::upper_bound(onsets_, at, {}, &Onset::at);
  const seconds offset = after == onsets_.begin() ? after->from : std::prev(after)->to;
  return Wall{at.time_since_epoch() + offset};
}

}  // namespace meme::booking::ical
