#include "booking/search/day_planes.h"

#include "base/check.h"

namespace meme::booking::search {
namespace {

// Planes begin on a page of their own.
std::size_t rounded(std::size_t artists) {
  return (artists + 1023) / 1024 * 1024;
}

bool starts_in(const ArtistDay& day, std::size_t plane) {
  return static_cast<std::uint32_t>(day.starts >> (plane * DayPlanes::plane_cells)) != 0;
}

}  // namespace

DayPlanes::DayPlanes(std::size_t artists_max)
    : artists_max_(rounded(artists_max)),
      blocks_max_(rounded(artists_max) / block_artists),
      words_(artists_max_ * planes * ring_days),
      some_(blocks_max_ * planes * ring_days) {}

void DayPlanes::store(std::size_t slot, std::size_t position, const ArtistDay& day) {
  const std::uint64_t bit = std::uint64_t{1} << (position % block_artists);
  for (std::size_t plane = 0; plane < planes; ++plane) {
    MappedColumn<std::uint32_t>::store(word(slot, plane, position), day.free.words[plane]);
    const std::size_t block = some_at(slot, plane) + position / block_artists;
    const std::uint64_t old = some_[block];
    some_.set(block, starts_in(day, plane) ? old | bit : old & ~bit);
  }
}

void DayPlanes::store_block(std::size_t slot, std::size_t first_position,
                            std::span<const ArtistDay> days) {
  MEME_ASSERT(first_position % block_artists == 0 && days.size() <= block_artists);
  for (std::size_t plane = 0; plane < planes; ++plane) {
    std::uint32_t* to = word(slot, plane, first_position);
    std::uint64_t some = 0;
    for (std::size_t i = 0; i < days.size(); ++i) {
      MappedColumn<std::uint32_t>::store(to + i, days[i].free.words[plane]);
      some |= std::uint64_t{starts_in(days[i], plane)} << i;
    }
    some_.set(some_at(slot, plane) + first_position / block_artists, some);
  }
}

void DayPlanes::prefer_huge(std::size_t artists) {
  for (std::size_t plane = 0; plane < planes * ring_days; ++plane) {
    words_.pages().prefer_huge(plane * artists_max_ * sizeof(std::uint32_t),
                               artists * sizeof(std::uint32_t));
  }
}

}  // namespace meme::booking::search
