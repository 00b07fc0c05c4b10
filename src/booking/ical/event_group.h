// All VEVENTs of one UID: a series, the instances that were changed, and what time they take
// together.
#pragma once
#include <expected>
#include <vector>

#include "booking/ical/busy_reading.h"
#include "booking/ical/event.h"

namespace meme::booking::ical {

// Busy spans found so far, in seconds, unsorted.
struct BusySpan {
  Utc start;
  Utc end;
};

// Appends what the group takes of [from, to). False when the budget ran out.
struct SpanRange {
  Utc from;
  Utc to;
};
[[nodiscard]] bool append_busy(std::vector<Event> group, SpanRange range, WorkBudget& budget,
                               std::vector<BusySpan>& out);

}  // namespace meme::booking::ical
