#pragma once
// What a search asks for and what it finds. Part of free_time_search.h.
#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/ids.h"
#include "base/money.h"
#include "base/time.h"
#include "booking/values.h"
#include "catalogue/facts.h"

namespace meme::booking::search {

// recommended: by the artist's rank; artists that came after the start are last. price: cheapest
// first. rating: best first. soonest: earliest start on the date's wall clock first. Equal ones are
// in the recommended order.
enum class Order : std::uint8_t { recommended, price, rating, soonest };

// A portfolio matches when it is visible and fits all that is given; an artist, when one of their
// portfolios matches and, with a date, can be booked then: it starts on that date at `from` or
// later and, if `to` is given, ends on that date by `to`, both in minutes since midnight on the
// venue's wall clock. Found is each matching artist once, with the cheapest matching portfolio (by
// `soonest`: the one that can start first).
struct SearchQuery {
  std::optional<Date> date;
  int from = 0;           // 0 to 1440
  std::optional<int> to;  // greater than `from`, to 1440
  std::optional<catalogue::Category> category;
  std::vector<catalogue::DistrictIndex> districts;  // empty: anywhere
  std::optional<Place> place;
  Minutes duration_least{0};
  std::optional<Money> price_least;
  std::optional<Money> price_most;
  Order order = Order::recommended;
  std::string cursor;  // empty: from the beginning
  int limit = 20;      // at least 1
};

inline constexpr std::size_t free_times_max = 3;

struct SearchHit {
  ArtistId artist{};
  PortfolioId portfolio{};
  Place place = Place::shop;       // asked for, else the shop if it is offered there
  std::vector<Slot> free_times{};  // the first ones in the window; none without a date
};

// What the search cost, for metrics and benchmarks.
struct SearchCost {
  std::uint64_t candidates = 0;  // artists the bitmaps could not rule out
  std::uint64_t checked = 0;     // artists whose calendar was asked
  std::uint32_t passes = 1;      // over the index
};

struct SearchPage {
  std::vector<SearchHit> hits;
  std::optional<std::string> next_cursor;  // there may be more behind it
  SearchCost cost;
};

enum class SearchError : std::uint8_t {
  bad_cursor,        // not from here, or from another query
  date_too_far,      // beyond the days the index holds
  order_needs_date,  // soonest, without a date
};

}  // namespace meme::booking::search
