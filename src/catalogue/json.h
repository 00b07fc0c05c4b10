// The full JSON shapes of artists and portfolios.
#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "catalogue/cards.h"
#include "catalogue/service.h"

namespace meme::catalogue {

struct ArtistView {
  ArtistId id{};
  std::string_view name;
  std::string_view district;
  PlaceSet place = PlaceSet::both;
  double rating = 0;
  std::uint32_t review_count = 0;
  std::int32_t experience_years = 0;
  std::string picture_url;
  std::string bio;
  std::string time_zone;
  std::vector<PortfolioCard> portfolios;
};

struct PortfolioView {
  PortfolioId id{};
  ArtistId artist_id{};
  std::string_view title;
  Category category = Category::daily;
  PlaceSet place = PlaceSet::both;
  Money price{};
  std::int32_t duration_minutes = 0;
  BookingMode mode = BookingMode::instant;
  std::string picture_url;
  bool hidden = false;
  std::string description;
  std::vector<CancellationRule> cancellation;
  ArtistCard artist;
  std::vector<std::string> pictures;
  std::string time_zone;
};

ArtistView make_view(const ArtistCard& card);
PortfolioView make_view(const PortfolioCard& card);

void describe(json::Describe<ArtistView>& d);
void describe(json::Describe<PortfolioView>& d);
void describe(json::Describe<PortfolioEdit>& d);

}  // namespace meme::catalogue
