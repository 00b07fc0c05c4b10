#include "shop.h"

namespace meme::simulation {

using catalogue::BookingMode;

Shop::Shop() {
  for (std::uint64_t n = 1; n <= 2; ++n) {
    catalogue::ArtistFacts artist;
    artist.id = ArtistId{n};
    artist.member = MemberId{10 + n};
    artist.name = n == 1 ? "Ara" : "Bora";
    artists_.push_back(artist);
  }
  const auto add = [&](ArtistId artist, BookingMode mode, int minutes) {
    catalogue::PortfolioFacts portfolio;
    portfolio.id = PortfolioId{portfolios_.size() + 1};
    portfolio.artist = artist;
    portfolio.mode = mode;
    portfolio.duration = std::chrono::minutes(minutes);
    portfolio.price = Money{90'000};
    portfolio.title = "Look";
    portfolios_.push_back(portfolio);
  };
  add(first_artist, BookingMode::instant, 60);
  add(first_artist, BookingMode::approve, 90);
  add(second_artist, BookingMode::approve, 60);
}

std::optional<catalogue::ArtistFacts> Shop::artist(ArtistId id) const {
  if (id.value == 0 || id.value > artists_.size()) return std::nullopt;
  return artists_[id.value - 1];
}

std::optional<catalogue::PortfolioFacts> Shop::portfolio(PortfolioId id) const {
  if (id.value == 0 || id.value > portfolios_.size()) return std::nullopt;
  return portfolios_[id.value - 1];
}

std::vector<catalogue::PortfolioFacts> Shop::portfolios_of(ArtistId id) const {
  std::vector<catalogue::PortfolioFacts> own;
  for (const auto& portfolio : portfolios_) {
    if (portfolio.artist == id) own.push_back(portfolio);
  }
  return own;
}

void Shop::for_each_artist(FunctionRef<void(const catalogue::ArtistFacts&)> visit) const {
  for (const auto& artist : artists_) visit(artist);
}

void Shop::for_each_portfolio(FunctionRef<void(const catalogue::PortfolioFacts&)> visit) const {
  for (const auto& portfolio : portfolios_) visit(portfolio);
}

}  // namespace meme::simulation
