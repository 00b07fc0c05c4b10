#include "booking/search/scan.h"

#include <array>
#include <bit>

namespace meme::booking::search {
namespace {

std::uint64_t load(const std::uint64_t* word) {
  return MappedColumn<std::uint64_t>::load(word);
}

// Reads the cells of a window out of the planes it meets. A word of 64 bits serves windows within
// two planes that leave its last bit for what lies behind the window; a wide one serves the rest.
template <class Word, int Planes>
class DayTest {
 public:
  DayTest(const SearchIndex& index, const DayQuestion& question)
      : columns_(index.columns), question_(question) {
    const int first_plane =
        std::min(question.first_cell / DayPlanes::plane_cells, DayPlanes::planes - Planes);
    for (int i = 0; i < Planes; ++i) {
      const auto at = static_cast<std::size_t>(i);
      planes_[at] = index.planes.plane(question.slot, first_plane + i);
      some_[at] = index.planes.some(question.slot, first_plane + i);
    }
    shift_ = question.first_cell - first_plane * DayPlanes::plane_cells;
    inside_ = low_bits<Word>(question.cells);
    behind_ = question.open_ended ? Word{0} : static_cast<Word>(~inside_);
    for (const Wide starts : question.starts) starts_.push_back(static_cast<Word>(starts));
  }

  // Artists of the block with whom something can start in the planes.
  std::uint64_t some(std::size_t block) const {
    std::uint64_t some = 0;
    for (const std::uint64_t* plane : some_) some |= load(plane + block);
    return some;
  }

  bool passes(Candidate& candidate) const {
    const std::size_t position = candidate.position;
    const Word blocked = blocked_at(position);
    if ((blocked & inside_) == inside_) return false;
    const int least = columns_.cells_least(position);
    const int cells = std::max(std::max(least, question_.cells_asked) - question_.relaxed_cells, 1);
    const Word allowed = allowed_at(position);
    const Word starts = allowed & ~spread(blocked, cells);
    if (starts == 0) return false;
    if (question_.ask_horizon && question_.days_ahead > columns_.horizon_days(position)) {
      return false;
    }
    candidate.blocked = Wide{blocked} | (question_.open_ended ? Wide{0} : ~Wide{inside_});
    candidate.starts = Wide{allowed};
    candidate.first_cell = question_.first_cell;
    candidate.first_start = question_.first_cell + first_bit(Wide{starts});
    candidate.relaxed_cells = question_.relaxed_cells;
    return true;
  }

 private:
  Word blocked_at(std::size_t position) const {
    Word free = 0;
    for (int i = 0; i < Planes; ++i) {
      const std::uint32_t* word = planes_[static_cast<std::size_t>(i)] + position;
      free |= Word{MappedColumn<std::uint32_t>::load(word)} << (32 * i);
    }
    return (~(free >> shift_) & inside_) | behind_;
  }

  Word allowed_at(std::size_t position) const {
    const std::uint8_t grid = columns_.grid(position);
    Word allowed = grid < starts_.size() ? starts_[grid] : inside_;
    if (!question_.ask_lead) return allowed;
    const int earliest = question_.now + columns_.lead_minutes(position);
    const int skipped = cell_floor(std::max(earliest, 0)) - question_.first_cell;
    if (skipped > 0) allowed &= ~low_bits<Word>(skipped);
    return allowed;
  }

  const ArtistColumns& columns_;
  const DayQuestion& question_;
  std::array<const std::uint32_t*, Planes> planes_{};
  std::array<const std::uint64_t*, Planes> some_{};
  std::vector<Word> starts_;
  Word inside_ = 0;
  Word behind_ = 0;
  int shift_ = 0;
};

struct AnyDay {
  std::uint64_t some(std::size_t) const { return ~std::uint64_t{0}; }
  bool passes(Candidate&) const { return true; }
};

std::uint64_t survivors(const Filter& filter, std::size_t block) {
  std::uint64_t left = ~std::uint64_t{0};
  for (const std::uint64_t* plane : filter.all_of) left &= load(plane + block);
  if (filter.any_of.empty() || left == 0) return left;
  std::uint64_t anywhere = 0;
  for (const std::uint64_t* plane : filter.any_of) anywhere |= load(plane + block);
  return left & anywhere;
}

// What the columns say of an artist's key, before anything is known of the day.
bool may_be_below(const SearchIndex& index, const ScanWish& wish, std::uint32_t position) {
  const std::uint32_t price = index.columns.price_least(position);
  if (price > wish.filter.price_most) return false;
  if (wish.bound == nullptr) return true;
  if (wish.order == Order::price) return order_key(price, position) < *wish.bound;
  if (wish.order != Order::rating) return true;
  return order_key(rating_key(index.columns.rating(position)), position) < *wish.bound;
}

bool may_start_below(const ScanWish& wish, const Candidate& candidate) {
  if (wish.bound == nullptr || wish.order != Order::soonest) return true;
  const auto minute = static_cast<std::uint32_t>(candidate.first_start * cell_minutes);
  return order_key(minute, candidate.position) < *wish.bound;
}

template <class Test>
void scan_blocks(const SearchIndex& index, const ScanWish& wish, const Test& test,
                 VisitCandidate visit) {
  const std::size_t blocks = (index.columns.count() + block_artists - 1) / block_artists;
  const bool look_closer = wish.filter.priced() || wish.bound != nullptr;
  std::uint64_t wanted = ~std::uint64_t{0} << (wish.first_position % block_artists);
  for (std::size_t block = wish.first_position / block_artists; block < blocks; ++block) {
    std::uint64_t left = survivors(wish.filter, block) & test.some(block) & wanted;
    wanted = ~std::uint64_t{0};
    for (; left != 0; left &= left - 1) {
      const auto inside = static_cast<std::size_t>(std::countr_zero(left));
      Candidate candidate{.position = static_cast<std::uint32_t>(block * block_artists + inside)};
      if (look_closer && !may_be_below(index, wish, candidate.position)) continue;
      if (!test.passes(candidate) || !may_start_below(wish, candidate)) continue;
      if (!visit(candidate)) return;
    }
  }
}

}  // namespace

void scan(const SearchIndex& index, const ScanWish& wish, VisitCandidate visit) {
  const DayQuestion* day = wish.day;
  if (day == nullptr) return scan_blocks(index, wish, AnyDay{}, visit);
  const int last_cell = day->first_cell + day->cells - 1;
  const int planes =
      last_cell / DayPlanes::plane_cells - day->first_cell / DayPlanes::plane_cells + 1;
  if (planes > 2 || day->cells >= 64 || day->open_ended) {
    scan_blocks(index, wish, DayTest<Wide, 3>(index, *day), visit);
  } else if (planes == 2) {
    scan_blocks(index, wish, DayTest<std::uint64_t, 2>(index, *day), visit);
  } else {
    scan_blocks(index, wish, DayTest<std::uint64_t, 1>(index, *day), visit);
  }
}

}  // namespace meme::booking::search
