#pragma once
#include <atomic>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "base/ids.h"
#include "booking/domain/free_bits.h"
#include "booking/search/cells.h"
#include "booking/search/day_planes.h"
#include "booking/search/mapped_column.h"
#include "booking/search/offer_rows.h"
#include "catalogue/facts.h"

namespace meme::booking::search {

// What a query can rule an artist out by without looking at the calendar. Bounds of all the
// artist's offers; an artist without visible offers is not visible.
struct Glance {
  bool visible = false;
  catalogue::DistrictIndex district = 0;
  std::uint16_t rating_hundredths = 0;
  std::uint16_t lead_minutes = 0;
  std::uint16_t horizon_days = 0;
  std::uint8_t grid = 0;  // StartGrids: where services can start
};

inline constexpr std::uint32_t nowhere = 0xFFFF'FFFF;

// Sets of cells in which services can start. Most artists share a few; number 0 is every cell and
// stands for all sets that no longer fit in. One thread adds, any may read.
class StartGrids {
 public:
  static constexpr std::size_t count_max = 256;

  StartGrids();
  // The number of this set.
  std::uint8_t intern(Wide cells);
  std::size_t count() const { return count_.load(std::memory_order_acquire); }
  Wide cells(std::size_t number) const { return cells_[number]; }
  // Whether number 0 was ever given out.
  bool all_in_use() const { return all_in_use_.load(std::memory_order_relaxed); }

 private:
  std::array<Wide, count_max> cells_{};
  std::atomic<std::size_t> count_{1};
  std::atomic<bool> all_in_use_{false};
};

// Columns over artists in search order: by rank, later arrivals at the end. District, category and
// place are planes of one bit for each artist, so that a filter rules out 64 of them at a time. One
// thread writes, any may read.
class ArtistColumns {
 public:
  // Throws std::bad_alloc. `ids_max` bounds the artists' ids.
  ArtistColumns(std::size_t artists_max, std::size_t ids_max);

  // Of all columns but the offers and the planes of one bit.
  static constexpr std::size_t bytes_per_artist = 33;
  std::size_t offer_bytes() const { return rows_.bytes(); }

  std::size_t count() const { return count_.load(std::memory_order_acquire); }

  // The artist's place in the order, or `nowhere`.
  std::uint32_t position_of(ArtistId id) const {
    return id.value < positions_.size() ? positions_[id.value] - 1 : nowhere;
  }
  ArtistId artist_at(std::size_t position) const { return ArtistId{artists_[position]}; }

  // A place at the end; nothing when all places are taken or the id is too large.
  std::optional<std::uint32_t> append(ArtistId id);
  void store(std::uint32_t position, const Glance& glance, std::span<Offer> offers);

  std::span<const Offer> offers(std::size_t position) const {
    return rows_.at(OfferRange::unpack(offers_.acquire(position)));
  }
  std::uint32_t price_least(std::size_t position) const { return price_least_[position]; }
  // Over the artists of a block.
  std::uint32_t block_price_least(std::size_t block) const { return block_price_least_[block]; }
  std::uint16_t block_rating_most(std::size_t block) const { return block_rating_most_[block]; }
  std::uint16_t rating(std::size_t position) const { return rating_[position]; }
  int cells_least(std::size_t position) const { return cells_least_[position]; }
  std::uint8_t grid(std::size_t position) const { return grid_.acquire(position); }
  int lead_minutes(std::size_t position) const { return lead_[position]; }
  int horizon_days(std::size_t position) const { return horizon_[position]; }
  void set_grid(std::size_t position, std::uint8_t number) { grid_.release(position, number); }
  const StartGrids& grids() const { return grids_; }
  StartGrids& grids() { return grids_; }

  const std::uint64_t* visible() const { return visible_.begin(); }
  const std::uint64_t* district(catalogue::DistrictIndex index) const {
    return districts_.begin() + index * blocks_;
  }
  const std::uint64_t* category(catalogue::Category category) const {
    return categories_.begin() + static_cast<std::size_t>(category) * blocks_;
  }
  const std::uint64_t* place(catalogue::Place place) const {
    return places_.begin() + static_cast<std::size_t>(place) / 2 * blocks_;
  }

  // Over all artists ever stored: no lead time is longer, no horizon shorter.
  int lead_minutes_most() const { return lead_most_.load(std::memory_order_relaxed); }
  int horizon_days_least() const { return horizon_least_.load(std::memory_order_relaxed); }

 private:
  void store_facets(std::uint32_t position, const Glance& glance, std::span<const Offer> offers);
  void store_bounds(std::uint32_t position, std::uint32_t price, std::uint16_t rating);

  std::size_t artists_max_;
  std::size_t blocks_;
  std::atomic<std::size_t> count_{0};
  std::atomic<int> lead_most_{0};
  std::atomic<int> horizon_least_{1 << 16};
  MappedColumn<std::uint32_t> positions_;  // by id: position + 1
  MappedColumn<std::uint64_t> artists_;
  MappedColumn<std::uint64_t> visible_;
  MappedColumn<std::uint64_t> districts_;
  MappedColumn<std::uint64_t> categories_;
  MappedColumn<std::uint64_t> places_;
  MappedColumn<std::uint64_t> offers_;
  MappedColumn<std::uint32_t> price_least_;
  MappedColumn<std::uint32_t> block_price_least_;
  MappedColumn<std::uint16_t> block_rating_most_;
  MappedColumn<std::uint16_t> rating_;
  MappedColumn<std::uint16_t> lead_;
  MappedColumn<std::uint16_t> horizon_;
  MappedColumn<std::uint8_t> cells_least_;
  MappedColumn<std::uint8_t> grid_;
  MappedColumn<std::uint8_t> district_;
  StartGrids grids_;
  OfferRows rows_;
};

}  // namespace meme::booking::search
