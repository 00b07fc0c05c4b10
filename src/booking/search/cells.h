#pragma once
// Arithmetic on the cells of one day: a word has one bit for each cell of 15 minutes, set when the
// cell is blocked, the first cell of the wanted window in bit 0. Pure functions.
#include <algorithm>
#include <array>
#include <cstdint>

#include "booking/domain/free_bits.h"

namespace meme::booking::search {

__extension__ typedef unsigned __int128 Wide;

inline constexpr int cell_minutes = 15;
inline constexpr int day_cells = DayBits::cells;
static_assert(DayBits::cell == Minutes{cell_minutes});

constexpr int cell_floor(int minutes) {
  return minutes / cell_minutes;
}
constexpr int cell_ceil(int minutes) {
  return (minutes + cell_minutes - 1) / cell_minutes;
}

// Shifts that together carry a blocked bit to every start it spoils: a run of n cells that begins
// at c meets a blocked cell iff one of c … c + n - 1 is blocked. Four shifts do for runs of up to
// 16 cells (4 hours) and need no branch.
struct SpreadSteps {
  std::array<std::uint8_t, 4> shift{};
};
inline constexpr int spread_cells_max = 16;

consteval std::array<SpreadSteps, spread_cells_max + 1> spread_table() {
  std::array<SpreadSteps, spread_cells_max + 1> table{};
  for (int cells = 1; cells <= spread_cells_max; ++cells) {
    int reach = 1;
    for (auto& shift : table[static_cast<std::size_t>(cells)].shift) {
      const int step = std::min(reach, cells - reach);
      shift = static_cast<std::uint8_t>(step);
      reach += step;
    }
  }
  return table;
}
inline constexpr auto spread_steps = spread_table();

// The starts at which a run of `cells` meets a blocked cell. Cells beyond the word count as free.
template <class Word>
constexpr Word spread(Word blocked, int cells) {
  if (cells <= spread_cells_max) {
    const SpreadSteps& steps = spread_steps[static_cast<std::size_t>(cells)];
    for (const std::uint8_t shift : steps.shift) blocked |= blocked >> (shift & 63);
    return blocked;
  }
  for (int reach = 1; reach < cells;) {
    const int step = std::min({reach, cells - reach, 63});
    blocked |= blocked >> step;
    reach += step;
  }
  return blocked;
}

template <class Word>
constexpr Word low_bits(int count) {
  return count >= static_cast<int>(sizeof(Word) * 8) ? ~Word{0} : (Word{1} << count) - 1;
}

constexpr int first_bit(Wide word) {
  const auto low = static_cast<std::uint64_t>(word);
  return low != 0 ? __builtin_ctzll(low)
                  : 64 + __builtin_ctzll(static_cast<std::uint64_t>(word >> 64));
}

constexpr Wide widen(const DayBits& bits) {
  return Wide{bits.words[0]} | Wide{bits.words[1]} << 32 | Wide{bits.words[2]} << 64;
}

}  // namespace meme::booking::search
