#pragma once
#include "base/function_ref.h"
#include "booking/search/question.h"

namespace meme::booking::search {

// An artist whom the index cannot rule out, and what it knows of their day, the first cell asked
// for in bit 0. Without a date everything is free.
struct Candidate {
  std::uint32_t position = 0;
  Wide blocked = 0;
  Wide starts = ~Wide{0};
  int first_cell = 0;
  int relaxed_cells = 0;

  int cells_of(int minutes) const { return std::max(cell_ceil(minutes) - relaxed_cells, 1); }
  // Cells in which a service of that length may start.
  Wide starts_for(int minutes) const { return starts & ~spread(blocked, cells_of(minutes)); }
};

struct ScanWish {
  const Filter& filter;
  const DayQuestion* day = nullptr;  // null without a date
  std::uint32_t first_position = 0;
};

// Visits candidates in search order until a visit says false.
using VisitCandidate = FunctionRef<bool(const Candidate&)>;
void scan(const SearchIndex& index, const ScanWish& wish, VisitCandidate visit);

}  // namespace meme::booking::search
