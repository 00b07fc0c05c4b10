#pragma once
#include <atomic>
#include <cstdint>
#include <span>

#include "booking/domain/free_bits.h"
#include "booking/search/cells.h"
#include "booking/search/mapped_column.h"

namespace meme::booking::search {

// Days since 1970 of a local date.
using DayNumber = std::int32_t;
constexpr DayNumber day_number(Date date) {
  return static_cast<DayNumber>(local_days{date}.time_since_epoch().count());
}
constexpr Date date_of(DayNumber day) {
  return Date{local_days{std::chrono::days{day}}};
}

// The days a search can ask for, from the UTC date on, and the ring that holds them: yesterday (it
// is still yesterday somewhere) and one day more, for it may be tomorrow already.
inline constexpr int search_days = 90;
inline constexpr int ring_days = search_days + 2;

// One bit for each artist.
inline constexpr std::size_t block_artists = 64;

// What is kept of one artist on one day.
struct ArtistDay {
  DayBits free;
  Wide starts = 0;  // the cells in which the artist's shortest service can start
};

// The free time of all artists on the days of the ring, day by day:
//
//   ring slot s (day % 92)                        a query reads the planes its window meets
//   ├─ plane 0   cells  0…31  00:00–08:00   [word of artist 0][artist 1] … 4 bytes each
//   ├─ plane 1   cells 32…63  08:00–16:00   in search order
//   ├─ plane 2   cells 64…95  16:00–24:00
//   └─ some 0…2  one bit for each artist: can something start in the plane's cells
//
// 12 bytes an artist and day: 1.1 GB for a million. One thread writes; any may read at the same
// time. A reader that overlaps a change sees each word either way, so whatever is free before and
// after it is never missed.
class DayPlanes {
 public:
  static constexpr int planes = 3;
  static constexpr int plane_cells = 32;

  explicit DayPlanes(std::size_t artists_max);

  static std::size_t slot_of(DayNumber day) { return static_cast<std::size_t>(day) % ring_days; }

  const std::uint32_t* plane(std::size_t slot, int plane) const {
    return words_.begin() + (slot * planes + static_cast<std::size_t>(plane)) * artists_max_;
  }
  const std::uint64_t* some(std::size_t slot, int plane) const {
    return some_.begin() + some_at(slot, static_cast<std::size_t>(plane));
  }

  void store(std::size_t slot, std::size_t position, const ArtistDay& day);
  // The bits of up to 64 artists in a row, the first of which begins a block. Blocks may be stored
  // The days of up to 64 artists in a row, the first of which begins a block. Blocks may be stored
  // by several threads.
  void store_block(std::size_t slot, std::size_t first_position, std::span<const ArtistDay> days);

  // Asks for large pages under the first `artists` of every plane.
  void prefer_huge(std::size_t artists);

  // Days that can be asked for, [first, end). The writer moves both.
  DayNumber first_day() const { return first_day_.load(std::memory_order_acquire); }
  DayNumber end_day() const { return end_day_.load(std::memory_order_acquire); }
  void set_first_day(DayNumber day) { first_day_.store(day, std::memory_order_release); }
  void set_end_day(DayNumber day) { end_day_.store(day, std::memory_order_release); }

 private:
  std::uint32_t* word(std::size_t slot, std::size_t plane, std::size_t position) const {
    return words_.begin() + (slot * planes + plane) * artists_max_ + position;
  }

  std::size_t some_at(std::size_t slot, std::size_t plane) const {
    return (slot * planes + plane) * blocks_max_;
  }

  std::size_t artists_max_;
  std::size_t blocks_max_;
  MappedColumn<std::uint32_t> words_;
  MappedColumn<std::uint64_t> some_;
  std::atomic<DayNumber> first_day_{0};
  std::atomic<DayNumber> end_day_{0};
};

}  // namespace meme::booking::search
