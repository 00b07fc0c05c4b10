// The short JSON shapes of artists and portfolios that other modules embed in their answers. Part of catalogue/api.h.
#pragma once
#include <cstdint>
#include <string>

#include "catalogue/facts.h"
#include "json/json.h"

namespace meme::catalogue {

struct ArtistCard {
  ArtistId id{};
  std::string name;
  std::string district;
  PlaceSet place = PlaceSet::both;
  double rating = 0;
  std::int32_t review_count = 0;
  std::int32_t experience_years = 0;
  std::string picture_url;
};

struct PortfolioCard {
  PortfolioId id{};
  ArtistId artist{};
  std::string title;
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

}  // namespace meme::catalogue
