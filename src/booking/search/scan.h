#pragma once
#include <limits>

#include "base/function_ref.h"
#include "booking/search/question.h"

namespace meme::booking::search {

// Where an artist stands in an order: its own value first, then the artist's position.
constexpr std::uint64_t order_key(std::uint32_t own, std::uint32_t position) {
  return std::uint64_t{own} << 32 | position;
}
constexpr std::uint32_t position_of(std::uint64_t key) {
  return static_cast<std::uint32_t>(key);
}
// The best rating comes first.
constexpr std::uint32_t rating_key(std::uint16_t hundredths) {
  return std::numeric_limits<std::uint16_t>::max() - std::uint32_t{hundredths};
}

// An artist whom the index cannot rule out, and what it knows of their day; cells count from
// midnight. Without a date everything is free.
struct Candidate {
  std::uint32_t position = 0;
  int relaxed_cells = 0;
  Wide blocked = 0;
  Wide starts = ~Wide{0};  // cells in which something may start

  // Cells in which a service of that length may start.
  Wide starts_for(int minutes) const {
    return starts & ~spread(blocked, std::max(cell_ceil(minutes) - relaxed_cells, 1));
  }
};

struct ScanWish {
  const Filter& filter;
  const DayQuestion* day = nullptr;  // null without a date
  std::uint32_t first_position = 0;
  Order order = Order::recommended;
  const std::uint64_t* bound = nullptr;  // artists whose key is not below are passed over; it may
                                         // fall as the scan goes on
};

// Visits candidates in search order until a visit says false.
using VisitCandidate = FunctionRef<bool(const Candidate&)>;
void scan(const SearchIndex& index, const ScanWish& wish, VisitCandidate visit);

}  // namespace meme::booking::search
