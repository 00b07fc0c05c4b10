#include "booking/search/day_planes.h"

#include "base/check.h"

namespace meme::booking::search {
namespace {

// Planes begin on a page of their own.
std::size_t rounded(std::size_t artists) {
  return (artists + 1023) / 1024 * 1024;
}

}  // namespace

DayPlanes::DayPlanes(std::size_t artists_max)
    : artists_max_(rounded(artists_max)),
      blocks_max_(rounded(artists_max) / block_artists),
      words_(artists_max_ * planes * ring_days),
      some_(blocks_max_ * ring_days) {}

DayBits DayPlanes::load(std::size_t slot, std::size_t position) const {
  DayBits bits;
  for (std::size_t plane = 0; plane < planes; ++plane) {
    bits.words[plane] = MappedColumn<std::uint32_t>::load(word(slot, plane, position));
  }
  return bits;
}

void DayPlanes::store(std::size_t slot, std::size_t position, const DayBits& bits) {
  for (std::size_t plane = 0; plane < planes; ++plane) {
    MappedColumn<std::uint32_t>::store(word(slot, plane, position), bits.words[plane]);
  }
  const std::size_t block = slot * blocks_max_ + position / block_artists;
  const std::uint64_t bit = std::uint64_t{1} << (position % block_artists);
  some_.set(block, bits.any() ? some_[block] | bit : some_[block] & ~bit);
}

void DayPlanes::store_block(std::size_t slot, std::size_t first_position,
                            std::span<const DayBits> bits) {
  MEME_ASSERT(first_position % block_artists == 0 && bits.size() <= block_artists);
  for (std::size_t plane = 0; plane < planes; ++plane) {
    std::uint32_t* to = word(slot, plane, first_position);
    for (std::size_t i = 0; i < bits.size(); ++i) {
      MappedColumn<std::uint32_t>::store(to + i, bits[i].words[plane]);
    }
  }
  std::uint64_t some = 0;
  for (std::size_t i = 0; i < bits.size(); ++i) {
    some |= std::uint64_t{bits[i].any()} << i;
  }
  some_.set(slot * blocks_max_ + first_position / block_artists, some);
}

void DayPlanes::prefer_huge(std::size_t artists) {
  for (std::size_t plane = 0; plane < planes * ring_days; ++plane) {
    words_.pages().prefer_huge(plane * artists_max_ * sizeof(std::uint32_t),
                               artists * sizeof(std::uint32_t));
  }
}

}  // namespace meme::booking::search
