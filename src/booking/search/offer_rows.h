#pragma once
#include <array>
#include <atomic>
#include <cstdint>
#include <limits>
#include <memory>
#include <span>
#include <vector>

#include "base/ids.h"
#include "catalogue/facts.h"

namespace meme::booking::search {

// A visible portfolio as the search sees it. 16 bytes.
struct Offer {
  std::uint32_t portfolio = 0;  // portfolios are numbered densely
  std::uint32_t price = 0;      // won; prices of 4.29 billion and more are kept as that
  std::uint16_t duration_minutes = 0;
  catalogue::Category category = catalogue::Category::daily;
  catalogue::PlaceSet place = catalogue::PlaceSet::both;

  PortfolioId id() const { return PortfolioId{portfolio}; }
  friend bool operator==(const Offer&, const Offer&) = default;
};

constexpr std::uint32_t clamp_price(std::int64_t won) {
  constexpr std::int64_t most = std::numeric_limits<std::uint32_t>::max();
  return static_cast<std::uint32_t>(won < 0 ? 0 : won > most ? most : won);
}

constexpr Offer offer_row(const catalogue::PortfolioFacts& facts) {
  return {.portfolio = static_cast<std::uint32_t>(facts.id.value),
          .price = clamp_price(facts.price.amount),
          .duration_minutes = static_cast<std::uint16_t>(facts.duration.count()),
          .category = facts.category,
          .place = facts.place};
}

// Where an artist's offers lie. The default is none.
struct OfferRange {
  std::uint32_t first = 0;
  std::uint32_t count = 0;

  constexpr std::uint64_t packed() const { return std::uint64_t{first} << 32 | count; }
  static constexpr OfferRange unpack(std::uint64_t packed) {
    return {static_cast<std::uint32_t>(packed >> 32), static_cast<std::uint32_t>(packed)};
  }
};

// All offers, those of one artist together, the cheapest first. One thread appends and publishes
// the range it got; what a range covers never changes, so readers need no lock. A changed artist
// gets a new range; the old one stays unused until the next start (32 bytes a change).
class OfferRows {
 public:
  static constexpr std::uint32_t chunk_rows = 1U << 16;

  OfferRows() = default;
  ~OfferRows();

  // Of memory in use. Any thread.
  std::size_t bytes() const { return used_.load(std::memory_order_relaxed) * sizeof(Offer); }

  // Sorts by price, then id, and keeps them. At most chunk_rows offers.
  OfferRange append(std::span<Offer> offers);

  std::span<const Offer> at(OfferRange range) const {
    if (range.count == 0) return {};
    const Offer* chunk = chunks_[range.first / chunk_rows].load(std::memory_order_acquire);
    return {chunk + range.first % chunk_rows, range.count};
  }

 private:
  std::array<std::atomic<Offer*>, 1024> chunks_{};
  std::atomic<std::uint32_t> used_{0};
};

}  // namespace meme::booking::search
