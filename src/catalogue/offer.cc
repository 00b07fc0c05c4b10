#include "catalogue/offer.h"

#include <fmt/format.h>

#include <limits>
#include <mutex>
#include <stdexcept>
#include <string_view>

namespace meme::catalogue {
namespace {

// A number that the database's own checks let through but that has no place here is damage, not a
// refusal.
template <class Narrow>
Narrow narrow(std::uint64_t value, std::string_view what) {
  if (value > std::numeric_limits<Narrow>::max()) {
    throw std::runtime_error(fmt::format("{} {} does not fit", what, value));
  }
  return static_cast<Narrow>(value);
}

std::uint32_t index_of(std::uint64_t id, std::string_view what) {
  if (id == 0 || id > dense_id_max) {
    throw std::runtime_error(
        fmt::format("{} id {} is not dense (1 to {})", what, id, dense_id_max));
  }
  return static_cast<std::uint32_t>(id);
}

template <class Row>
Row& row_at(std::vector<Row>& rows, std::uint32_t index) {
  if (index >= rows.size()) rows.resize(index + 1);
  return rows[index];
}

// Keeps the old text when it is the same, so that changing a price does not use up the arena.
void keep_text(TextArena& arena, const char*& at, std::uint8_t& bytes, std::string_view text) {
  const auto length = narrow<std::uint8_t>(text.size(), "text of length");
  if (at != nullptr && std::string_view(at, bytes) == text) return;
  at = arena.keep(text);
  bytes = length;
}

}  // namespace

void Offer::reserve(std::uint64_t artist_id_max, std::uint64_t portfolio_id_max) {
  const std::unique_lock lock(mutex_);
  if (artist_id_max > 0) artists_.reserve(index_of(artist_id_max, "artist") + std::size_t{1});
  if (portfolio_id_max > 0) {
    portfolios_.reserve(index_of(portfolio_id_max, "portfolio") + std::size_t{1});
  }
}

void Offer::put(const ArtistFacts& facts) {
  const std::unique_lock lock(mutex_);
  Artist& row = row_at(artists_, index_of(facts.id.value, "artist"));
  const bool added = row.name == nullptr;
  row.member = narrow<std::uint32_t>(facts.member.value, "member id");
  keep_text(texts_, row.name, row.name_bytes, facts.name);
  row.rank = facts.rank;
  row.review_count = facts.review_count;
  row.rating_hundredths = facts.rating_hundredths;
  row.district = facts.district;
  row.place = facts.place;
  row.experience_years = facts.experience_years;
  row.hidden = facts.hidden;
  if (added) ++artist_count_;
}

void Offer::put(const PortfolioFacts& facts) {
  const std::unique_lock lock(mutex_);
  if (find(facts.artist) == nullptr) {
    throw std::runtime_error(fmt::format("portfolio {} belongs to artist {}, who does not exist",
                                         facts.id.value, facts.artist.value));
  }
  const auto index = index_of(facts.id.value, "portfolio");
  Portfolio& row = row_at(portfolios_, index);
  const bool added = row.title == nullptr;
  if (!added && row.artist != facts.artist.value) {
    throw std::runtime_error(fmt::format("portfolio {} cannot change hands", facts.id.value));
  }
  row.artist = static_cast<std::uint32_t>(facts.artist.value);
  row.price = narrow<std::uint32_t>(static_cast<std::uint64_t>(facts.price.amount), "price");
  row.duration_minutes =
      narrow<std::uint16_t>(static_cast<std::uint64_t>(facts.duration.count()), "duration");
  row.cancellation_policy = facts.cancellation_policy;
  row.picture_seed = facts.picture_seed;
  keep_text(texts_, row.title, row.title_bytes, facts.title);
  row.category = facts.category;
  row.place = facts.place;
  row.mode = facts.mode;
  row.hidden = facts.hidden;
  if (!added) return;
  ++portfolio_count_;
  link(index, artists_[row.artist]);
}

// Portfolios mostly arrive in order of id, so the walk ends at once when the artist has few.
void Offer::link(std::uint32_t portfolio, Artist& owner) {
  std::uint32_t* at = &owner.first_portfolio;
  while (*at != 0 && *at < portfolio) at = &portfolios_[*at].next;
  portfolios_[portfolio].next = *at;
  *at = portfolio;
}

const Offer::Artist* Offer::find(ArtistId id) const {
  if (id.value >= artists_.size() || artists_[id.value].name == nullptr) return nullptr;
  return &artists_[id.value];
}

const Offer::Portfolio* Offer::find(PortfolioId id) const {
  if (id.value >= portfolios_.size() || portfolios_[id.value].title == nullptr) return nullptr;
  return &portfolios_[id.value];
}

ArtistFacts Offer::facts_of(std::size_t index, const Artist& row) {
  return {.id = ArtistId{index},
          .member = MemberId{row.member},
          .district = row.district,
          .place = row.place,
          .hidden = row.hidden,
          .experience_years = row.experience_years,
          .rating_hundredths = row.rating_hundredths,
          .review_count = row.review_count,
          .rank = row.rank,
          .name = {row.name, row.name_bytes}};
}

PortfolioFacts Offer::facts_of(std::size_t index, const Portfolio& row) {
  return {.id = PortfolioId{index},
          .artist = ArtistId{row.artist},
          .category = row.category,
          .place = row.place,
          .mode = row.mode,
          .hidden = row.hidden,
          .cancellation_policy = row.cancellation_policy,
          .duration = std::chrono::minutes(row.duration_minutes),
          .price = Money{row.price},
          .picture_seed = row.picture_seed,
          .title = {row.title, row.title_bytes}};
}

std::optional<ArtistFacts> Offer::artist(ArtistId id) const {
  const std::shared_lock lock(mutex_);
  const Artist* row = find(id);
  return row ? std::optional(facts_of(id.value, *row)) : std::nullopt;
}

std::optional<PortfolioFacts> Offer::portfolio(PortfolioId id) const {
  const std::shared_lock lock(mutex_);
  const Portfolio* row = find(id);
  return row ? std::optional(facts_of(id.value, *row)) : std::nullopt;
}

bool Offer::visible(PortfolioId id) const {
  const std::shared_lock lock(mutex_);
  const Portfolio* row = find(id);
  return row != nullptr && !row->hidden && !artists_[row->artist].hidden;
}

std::vector<PortfolioFacts> Offer::portfolios_of(ArtistId id) const {
  const std::shared_lock lock(mutex_);
  std::vector<PortfolioFacts> all;
  const Artist* owner = find(id);
  if (owner == nullptr) return all;
  for (auto at = owner->first_portfolio; at != 0; at = portfolios_[at].next) {
    all.push_back(facts_of(at, portfolios_[at]));
  }
  return all;
}

void Offer::for_each_artist(FunctionRef<void(const ArtistFacts&)> visit) const {
  const std::shared_lock lock(mutex_);
  for (std::size_t i = 1; i < artists_.size(); ++i) {
    if (artists_[i].name != nullptr) visit(facts_of(i, artists_[i]));
  }
}

void Offer::for_each_portfolio(FunctionRef<void(const PortfolioFacts&)> visit) const {
  const std::shared_lock lock(mutex_);
  for (std::size_t i = 1; i < portfolios_.size(); ++i) {
    if (portfolios_[i].title != nullptr) visit(facts_of(i, portfolios_[i]));
  }
}

std::size_t Offer::artist_count() const {
  const std::shared_lock lock(mutex_);
  return artist_count_;
}

std::size_t Offer::portfolio_count() const {
  const std::shared_lock lock(mutex_);
  return portfolio_count_;
}

std::size_t Offer::bytes() const {
  const std::shared_lock lock(mutex_);
  return artists_.capacity() * sizeof(Artist) + portfolios_.capacity() * sizeof(Portfolio) +
         texts_.bytes();
}

}  // namespace meme::catalogue
