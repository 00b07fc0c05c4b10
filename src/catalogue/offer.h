// Artists and portfolios in memory: 32 bytes each and their texts in an arena, found by their dense
// ids without a hash.
#pragma once
#include <cstdint>
#include <optional>
#include <shared_mutex>
#include <vector>

#include "base/function_ref.h"
#include "catalogue/facts.h"
#include "catalogue/text_arena.h"

namespace meme::catalogue {

// Ids beyond this are refused when loading: they index the rows directly.
inline constexpr std::uint64_t dense_id_max = 100'000'000;

// Any thread; a change waits for the readers. Replaced texts stay in the arena until the process
// ends, so views handed out earlier keep their meaning.
class Offer {
 public:
  void reserve(std::uint64_t artist_id_max, std::uint64_t portfolio_id_max);

  // Adds or replaces. Throws std::runtime_error when an id is too large, the artist is unknown, or
  // a number does not fit.
  void put(const ArtistFacts& facts);
  void put(const PortfolioFacts& facts);

  std::optional<ArtistFacts> artist(ArtistId id) const;
  std::optional<PortfolioFacts> portfolio(PortfolioId id) const;
  bool visible(PortfolioId id) const;
  std::vector<PortfolioFacts> portfolios_of(ArtistId id) const;  // in order of id
  void for_each_artist(FunctionRef<void(const ArtistFacts&)> visit) const;
  void for_each_portfolio(FunctionRef<void(const PortfolioFacts&)> visit) const;
  std::size_t artist_count() const;
  std::size_t portfolio_count() const;
  std::size_t bytes() const;

 private:
  struct Artist {
    const char* name = nullptr;  // null: there is no such artist
    std::uint32_t member = 0;
    std::uint32_t rank = 0;
    std::uint32_t review_count = 0;
    std::uint32_t first_portfolio = 0;  // 0: none; the rest follow by Portfolio::next
    std::uint16_t rating_hundredths = 0;
    std::uint8_t name_bytes = 0;
    DistrictIndex district = 0;
    PlaceSet place = PlaceSet::both;
    std::uint8_t experience_years = 0;
    bool hidden = false;
  };
  struct Portfolio {
    const char* title = nullptr;  // null: there is no such portfolio
    std::uint32_t artist = 0;
    std::uint32_t next = 0;  // the artist's next one by id
    std::uint32_t price = 0;
    std::uint32_t picture_seed = 0;
    std::uint16_t duration_minutes = 0;
    std::uint16_t cancellation_policy = 0;
    std::uint8_t title_bytes = 0;
    Category category = Category::daily;
    PlaceSet place : 6 = PlaceSet::both;
    BookingMode mode : 1 = BookingMode::instant;
    bool hidden : 1 = false;
  };
  static_assert(sizeof(Artist) == 32 && sizeof(Portfolio) == 32);

  const Artist* find(ArtistId id) const;
  const Portfolio* find(PortfolioId id) const;
  static ArtistFacts facts_of(std::size_t index, const Artist& row);
  static PortfolioFacts facts_of(std::size_t index, const Portfolio& row);
  void link(std::uint32_t portfolio, Artist& owner);

  mutable std::shared_mutex mutex_;
  std::vector<Artist> artists_;  // by id; 0 is empty
  std::vector<Portfolio> portfolios_;
  std::size_t artist_count_ = 0;
  std::size_t portfolio_count_ = 0;
  TextArena texts_;
};

}  // namespace meme::catalogue
