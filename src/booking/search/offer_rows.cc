#include "booking/search/offer_rows.h"

#include <algorithm>
#include <tuple>

#include "base/check.h"

namespace meme::booking::search {

OfferRows::~OfferRows() {
  for (auto& chunk : chunks_) delete[] chunk.load(std::memory_order_relaxed);
}

OfferRange OfferRows::append(std::span<Offer> offers) {
  if (offers.empty()) return {};
  MEME_ASSERT(offers.size() <= chunk_rows);
  std::ranges::sort(offers, {}, [](const Offer& o) { return std::tuple(o.price, o.portfolio); });
  const auto count = static_cast<std::uint32_t>(offers.size());
  std::uint32_t first = used_.load(std::memory_order_relaxed);
  const std::uint32_t left = chunk_rows - first % chunk_rows;
  if (count > left) first += left;
  auto& chunk = chunks_.at(first / chunk_rows);
  Offer* rows = chunk.load(std::memory_order_relaxed);
  if (rows == nullptr) {
    rows = new Offer[chunk_rows];
    chunk.store(rows, std::memory_order_release);
  }
  std::ranges::copy(offers, rows + first % chunk_rows);
  used_.store(first + count, std::memory_order_relaxed);
  return {first, count};
}

}  // namespace meme::booking::search
