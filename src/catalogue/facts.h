// What is on offer, as plain values: artists, portfolios, districts, cancellation policies. Part of
// catalogue/api.h. The texts are views into the catalogue's arena and live as long as the Catalogue
// does.
#pragma once
#include <array>
#include <chrono>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/ids.h"
#include "base/money.h"

namespace meme::catalogue {

// The numbers are stored in the database and never change meaning.
enum class Category : std::uint8_t {
  daily,
  interview,
  actor,
  party,
  wedding,
  prosthetic,
  studio,
  etc
};
inline constexpr std::size_t category_count = 8;
constexpr auto enum_names(Category) {
  using enum Category;
  return std::to_array<std::pair<Category, std::string_view>>({{daily, "daily"},
                                                               {interview, "interview"},
                                                               {actor, "actor"},
                                                               {party, "party"},
                                                               {wedding, "wedding"},
                                                               {prosthetic, "prosthetic"},
                                                               {studio, "studio"},
                                                               {etc, "etc"}});
}

// Where one booking takes place: in the artist's shop, or as a visit to the customer.
enum class Place : std::uint8_t { shop = 1, visit = 2 };
constexpr auto enum_names(Place) {
  return std::to_array<std::pair<Place, std::string_view>>(
      {{Place::shop, "shop"}, {Place::visit, "visit"}});
}

// Where an artist or a portfolio can be booked: the bits of Place.
enum class PlaceSet : std::uint8_t { shop = 1, visit = 2, both = 3 };
constexpr auto enum_names(PlaceSet) {
  return std::to_array<std::pair<PlaceSet, std::string_view>>(
      {{PlaceSet::shop, "shop"}, {PlaceSet::visit, "visit"}, {PlaceSet::both, "both"}});
}

constexpr bool offers(PlaceSet set, Place place) {
  return (static_cast<std::uint8_t>(set) & static_cast<std::uint8_t>(place)) != 0;
}

// instant: a booking is approved at once; approve: the artist answers by a deadline.
enum class BookingMode : std::uint8_t { instant = 0, approve = 1 };
constexpr auto enum_names(BookingMode) {
  return std::to_array<std::pair<BookingMode, std::string_view>>(
      {{BookingMode::instant, "instant"}, {BookingMode::approve, "approve"}});
}

// An index into Catalogue::districts().
using DistrictIndex = std::uint8_t;

struct District {
  std::string code;    // romanised, lower case: "mapo"
  std::string region;  // code of its region: "seoul"
  std::string name_ko;
  std::string name_en;
};

struct Region {
  std::string code;
  std::string name_ko;
  std::string name_en;
  std::string time_zone;  // IANA
};

// From `hours_before` the start on, canceling gives back `refund_percent` of the price.
struct CancellationRule {
  int hours_before = 0;
  int refund_percent = 0;
  friend bool operator==(const CancellationRule&, const CancellationRule&) = default;
};

// Rules from the longest notice to the shortest; under the last one nothing is given back.
struct CancellationPolicy {
  std::uint16_t id = 0;
  std::vector<CancellationRule> rules;
};

struct ArtistFacts {
  ArtistId id{};
  MemberId member{};
  DistrictIndex district = 0;
  PlaceSet place = PlaceSet::both;
  bool hidden = false;
  std::uint8_t experience_years = 0;
  std::uint16_t rating_hundredths = 0;  // 487 is 4.87; 0 without reviews
  std::uint32_t review_count = 0;
  std::uint32_t rank = 0;  // 0 is recommended first
  std::string_view name;
};

struct PortfolioFacts {
  PortfolioId id{};
  ArtistId artist{};
  Category category = Category::daily;
  PlaceSet place = PlaceSet::both;
  BookingMode mode = BookingMode::instant;
  bool hidden = false;  // its own flag; a hidden artist hides all of theirs, see Catalogue::visible
  std::uint16_t cancellation_policy = 0;
  std::chrono::minutes duration{};
  Money price{};
  std::uint32_t picture_seed = 0;
  std::string_view title;
};

}  // namespace meme::catalogue
