#pragma once
#include <cstdint>

#include "base/time.h"
#include "booking/domain/claim.h"
#include "booking/domain/schedule.h"

namespace meme::booking {

// The free time of one local day in 96 cells of 15 minutes on the wall clock: cell c is bit c % 32
// of words[c / 32].
struct DayBits {
  static constexpr int cells = 96;
  static constexpr Minutes cell{15};
  std::uint32_t words[3] = {0, 0, 0};

  bool test(int index) const { return (words[index / 32] >> (index % 32) & 1U) != 0; }
  bool any() const { return (words[0] | words[1] | words[2]) != 0; }
  friend bool operator==(const DayBits&, const DayBits&) = default;
};

// A filter that never misses: if a service of any length can start on `date`, then all cells its
// time covers on the wall clock, up to midnight, are set. A set cell promises only that some minute
// of it is free. Free means open, no time off, no claim, no busy time; margins, steps, lead time
// and horizon are left to availability.h. On a date when the clock changes, cells are set as read
// on the clock before and after the change, since a service runs on through it.
DayBits day_bits(const Schedule& schedule, const Occupied& occupied, Date date);

}  // namespace meme::booking
