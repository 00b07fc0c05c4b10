#include "booking/search/scan.h"

#include <array>
#include <bit>

namespace meme::booking::search {
namespace {

std::uint64_t load(const std::uint64_t* word) {
  return MappedColumn<std::uint64_t>::load(word);
}

// Whether the artist's shortest service can start in the window. Works on 64 cells at a time: two
// planes in a row, of which the second one may be left out (`Planes` 1 or 2). Blocked cells count
// from the first plane's first cell; what ends at midnight may go on.
template <int Planes>
class HalfDay {
 public:
  struct Found {
    std::uint64_t starts = 0;   // of the artist's shortest service
    std::uint64_t allowed = 0;  // for any service
    std::uint64_t blocked = 0;
  };

  HalfDay(const SearchIndex& index, const DayQuestion& question, int first_plane)
      : columns_(index.columns), question_(question), first_cell_(first_plane * 32) {
    for (int i = 0; i < Planes; ++i) {
      const auto at = static_cast<std::size_t>(i);
      planes_[at] = index.planes.plane(question.slot, first_plane + i);
      some_[at] = index.planes.some(question.slot, first_plane + i);
    }
    const int end = question.end_cell == day_cells ? 128 : question.end_cell;
    behind_ = ~low_bits<std::uint64_t>(std::max(end - first_cell_, 0));
    tight_ = end - first_cell_ == 64 && end < day_cells;
    for (const Wide starts : question.starts) {
      starts_.push_back(static_cast<std::uint64_t>(starts >> first_cell_) & window);
    }
    plain_ = question.cells_asked == 1 && question.relaxed_cells == 0;
  }

  // Artists of the block with whom something can start here.
  std::uint64_t some(std::size_t block) const {
    std::uint64_t some = 0;
    for (const std::uint64_t* plane : some_) some |= load(plane + block);
    return some;
  }

  bool test(std::size_t position, Found& found) const {
    const int cells = cells_at(position);
    found.blocked = blocked_at(position);
    found.allowed = allowed_at(position);
    found.starts = found.allowed & ~spread(found.blocked, cells);
    if (tight_) found.starts &= low_bits<std::uint64_t>(65 - cells);
    return found.starts != 0;
  }

  int first_start(const Found& found) const { return first_cell_ + std::countr_zero(found.starts); }

  // Cells that are not looked at count as taken, those after midnight as free.
  void describe(const Found& found, Candidate& candidate) const {
    const Wide seen = Wide{window} << first_cell_;
    candidate.relaxed_cells = question_.relaxed_cells;
    candidate.starts = Wide{found.allowed} << first_cell_;
    candidate.blocked =
        (Wide{found.blocked & window} << first_cell_) | (~seen & low_bits<Wide>(day_cells));
    if (question_.end_cell < day_cells) candidate.blocked |= ~low_bits<Wide>(question_.end_cell);
  }

 private:
  static constexpr std::uint64_t window = low_bits<std::uint64_t>(32 * Planes);

  std::uint64_t blocked_at(std::size_t position) const {
    std::uint64_t free = MappedColumn<std::uint32_t>::load(planes_[0] + position);
    if constexpr (Planes == 2) {
      free |= std::uint64_t{MappedColumn<std::uint32_t>::load(planes_[1] + position)} << 32;
    }
    return (~free & window) | behind_;
  }

  int cells_at(std::size_t position) const {
    const int least = columns_.cells_least(position);
    if (plain_) return least;
    return std::max(std::max(least, question_.cells_asked) - question_.relaxed_cells, 1);
  }

  std::uint64_t allowed_at(std::size_t position) const {
    const std::uint8_t grid = columns_.grid(position);
    std::uint64_t allowed = grid < starts_.size() ? starts_[grid] : window;
    if (!question_.ask_lead) return allowed;
    const int earliest = question_.now + columns_.lead_minutes(position);
    const int skipped = cell_floor(std::max(earliest, 0)) - first_cell_;
    if (skipped > 0) allowed &= ~low_bits<std::uint64_t>(skipped);
    return allowed;
  }

  const ArtistColumns& columns_;
  const DayQuestion& question_;
  int first_cell_;
  std::array<const std::uint32_t*, Planes> planes_{};
  std::array<const std::uint64_t*, Planes> some_{};
  std::vector<std::uint64_t> starts_;
  std::uint64_t behind_ = 0;
  bool tight_ = false;  // the window ends with the word, so that runs could leave it unseen
  bool plain_ = false;
};

// All three planes: the first one's starts as seen in the first two, the others' in the last two.
class WholeDay {
 public:
  struct Found {
    HalfDay<2>::Found early;
    HalfDay<2>::Found late;
  };

  WholeDay(const SearchIndex& index, const DayQuestion& question)
      : early_(index, question, 0), late_(index, question, 1) {}

  std::uint64_t some(std::size_t block) const { return early_.some(block) | late_.some(block); }

  bool test(std::size_t position, Found& found) const {
    early_.test(position, found.early);
    found.early.starts &= first_plane;
    return late_.test(position, found.late) || found.early.starts != 0;
  }

  int first_start(const Found& found) const {
    return found.early.starts != 0 ? early_.first_start(found.early)
                                   : late_.first_start(found.late);
  }

  void describe(const Found& found, Candidate& candidate) const {
    late_.describe(found.late, candidate);
    candidate.starts |= found.early.allowed & first_plane;
    candidate.blocked &= ~Wide{first_plane};
    candidate.blocked |= found.early.blocked & first_plane;
  }

 private:
  static constexpr std::uint64_t first_plane = low_bits<std::uint64_t>(DayPlanes::plane_cells);

  HalfDay<2> early_;
  HalfDay<2> late_;
};

struct AnyDay {
  struct Found {};
  std::uint64_t some(std::size_t) const { return ~std::uint64_t{0}; }
  bool test(std::size_t, Found&) const { return true; }
  int first_start(const Found&) const { return 0; }
  void describe(const Found&, Candidate&) const {}
};

std::uint64_t survivors(const Filter& filter, std::size_t block) {
  std::uint64_t left = ~std::uint64_t{0};
  for (const std::uint64_t* plane : filter.all_of) left &= load(plane + block);
  if (filter.any_of.empty() || left == 0) return left;
  std::uint64_t anywhere = 0;
  for (const std::uint64_t* plane : filter.any_of) anywhere |= load(plane + block);
  return left & anywhere;
}

// Passes over artists of whom the columns, or the first start, say that their key cannot be below
// the bound.
class Bounds {
 public:
  Bounds(const ArtistColumns& columns, const ScanWish& wish)
      : columns_(columns),
        wish_(wish),
        by_price_(wish.bound != nullptr && wish.order == Order::price),
        by_rating_(wish.bound != nullptr && wish.order == Order::rating),
        by_start_(wish.bound != nullptr && wish.order == Order::soonest) {}

  bool block_may_hold_some(std::size_t block) const {
    const auto first = static_cast<std::uint32_t>(block * block_artists);
    if (by_price_) return order_key(columns_.block_price_least(block), first) < *wish_.bound;
    if (!by_rating_) return columns_.block_price_least(block) <= wish_.filter.price_most;
    return order_key(rating_key(columns_.block_rating_most(block)), first) < *wish_.bound;
  }

  bool artist_may_be_one(std::uint32_t position) const {
    if (by_price_ || wish_.filter.priced()) {
      const std::uint32_t price = columns_.price_least(position);
      if (price > wish_.filter.price_most) return false;
      if (by_price_) return order_key(price, position) < *wish_.bound;
    }
    if (!by_rating_) return true;
    return order_key(rating_key(columns_.rating(position)), position) < *wish_.bound;
  }

  bool start_may_be_one(int first_start, std::uint32_t position) const {
    if (!by_start_) return true;
    const auto minute = static_cast<std::uint32_t>(first_start * cell_minutes);
    return order_key(minute, position) < *wish_.bound;
  }

 private:
  const ArtistColumns& columns_;
  const ScanWish& wish_;
  bool by_price_;
  bool by_rating_;
  bool by_start_;
};

template <class Test>
void scan_blocks(const SearchIndex& index, const ScanWish& wish, const Test& test,
                 VisitCandidate visit) {
  const std::size_t blocks = (index.columns.count() + block_artists - 1) / block_artists;
  const Bounds bounds(index.columns, wish);
  std::uint64_t wanted = ~std::uint64_t{0} << (wish.first_position % block_artists);
  for (std::size_t block = wish.first_position / block_artists; block < blocks; ++block) {
    std::uint64_t left = survivors(wish.filter, block) & test.some(block) & wanted;
    wanted = ~std::uint64_t{0};
    if (left == 0 || !bounds.block_may_hold_some(block)) continue;
    for (; left != 0; left &= left - 1) {
      const auto inside = static_cast<std::size_t>(std::countr_zero(left));
      const auto position = static_cast<std::uint32_t>(block * block_artists + inside);
      typename Test::Found found;
      if (!bounds.artist_may_be_one(position) || !test.test(position, found)) continue;
      if (!bounds.start_may_be_one(test.first_start(found), position)) continue;
      Candidate candidate{.position = position};
      test.describe(found, candidate);
      if (!visit(candidate)) return;
    }
  }
}

}  // namespace

void scan(const SearchIndex& index, const ScanWish& wish, VisitCandidate visit) {
  if (wish.day == nullptr) return scan_blocks(index, wish, AnyDay{}, visit);
  const DayQuestion& day = *wish.day;
  const int first_plane = first_bit(day.any_start) / DayPlanes::plane_cells;
  const int last_plane = (day.end_cell - 1) / DayPlanes::plane_cells;
  switch (last_plane - first_plane) {
    case 0:
      return scan_blocks(index, wish, HalfDay<1>(index, day, first_plane), visit);
    case 1:
      return scan_blocks(index, wish, HalfDay<2>(index, day, first_plane), visit);
    default:
      return scan_blocks(index, wish, WholeDay(index, day), visit);
  }
}

}  // namespace meme::booking::search
