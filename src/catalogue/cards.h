// The short JSON shapes of artists and portfolios that other modules embed in their answers. Part
// of catalogue/api.h.
#pragma once
#include <cstdint>
#include <string>
#include <string_view>

#include "catalogue/facts.h"
#include "json/json.h"

namespace meme::catalogue {

// Names and titles are views into the catalogue's arena: cards are written, never read.
struct ArtistCard {
  ArtistId id{};
  std::string_view name;
  std::string_view district;
  PlaceSet place = PlaceSet::both;
  double rating = 0;  // 0 without reviews
  std::uint32_t review_count = 0;
  std::int32_t experience_years = 0;
  std::string picture_url;
};

struct PortfolioCard {
  PortfolioId id{};
  ArtistId artist{};
  std::string_view title;
  Category category = Category::daily;
  PlaceSet place = PlaceSet::both;
  Money price{};
  std::int32_t duration_minutes = 0;
  BookingMode mode = BookingMode::instant;
  std::string picture_url;
  bool hidden = false;
};

// "/media/portfolios/pf_1k/1.svg"; pictures are numbered from 1.
std::string picture_url(PortfolioId portfolio, int number);

void describe(json::Describe<ArtistCard>& d);
void describe(json::Describe<PortfolioCard>& d);
void describe(json::Describe<CancellationRule>& d);

}  // namespace meme::catalogue
