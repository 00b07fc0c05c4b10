#include "booking/search/search_http.h"

#include "booking/json.h"
#include "catalogue/cards.h"

namespace meme::booking::search {

constexpr auto enum_names(Order) {
  using enum Order;
  return std::to_array<EnumName<Order>>(
      {{recommended, "recommended"}, {price, "price"}, {rating, "rating"}, {soonest, "soonest"}});
}

namespace {

// The parameters as they stand in the URL.
struct Wanted {
  std::optional<catalogue::Category> category;
  std::vector<std::string> districts;
  std::optional<Place> place;
  std::optional<Date> date;
  std::optional<TimeOfDay> from;
  std::optional<TimeOfDay> to;
  std::optional<std::int32_t> duration_least;
  std::optional<std::int64_t> price_least;
  std::optional<std::int64_t> price_most;
  Order sort = Order::recommended;
  std::string cursor;
  std::int32_t limit = 20;
};
void describe(json::Describe<Wanted>& d) {
  constexpr std::int64_t won_max = 100'000'000;
  d.field("category", &Wanted::category, "Kind of make-up.");
  d.field("district", &Wanted::districts, "Districts, any of them.",
          {.max_length = 40, .max_items = 25, .required = false});
  d.field("place", &Wanted::place, "Where it takes place.");
  d.field("date", &Wanted::date,
          "Free on this date of the venue. Without it, free time does not matter.");
  d.field("from", &Wanted::from, "Earliest start; needs a date.");
  d.field("to", &Wanted::to, "Latest end; needs a date.");
  d.field("durationMin", &Wanted::duration_least, "At least so many minutes.",
          {.min = 5, .max = 1440});
  d.field("priceMin", &Wanted::price_least, "At least so many won.", {.min = 0, .max = won_max});
  d.field("priceMax", &Wanted::price_most, "At most so many won.", {.min = 0, .max = won_max});
  d.field("sort", &Wanted::sort, "Order; soonest needs a date.", {.required = false});
  d.field("cursor", &Wanted::cursor, "nextCursor of the page before.",
          {.max_length = 200, .required = false});
  d.field("limit", &Wanted::limit, "Items on a page.", {.min = 1, .max = 50, .required = false});
}

struct Found {
  catalogue::PortfolioCard portfolio;
  catalogue::ArtistCard artist;
  std::vector<Slot> free_times;
  std::optional<Date> free_date;
};
void describe(json::Describe<Found>& d) {
  d.name("SearchItem").summary("An artist's matching portfolio, with free times on the date.");
  d.field("portfolio", &Found::portfolio, "The portfolio.");
  d.field("artist", &Found::artist, "Its artist.");
  d.field("freeTimes", &Found::free_times, "The first free times in the window.");
  d.field("freeDate", &Found::free_date, "Their date.");
}

struct FoundPage {
  std::vector<Found> items;
  std::optional<std::string> next_cursor;
};
void describe(json::Describe<FoundPage>& d) {
  d.name("SearchPage").summary("A page of search results.");
  d.field("items", &FoundPage::items, "In the order asked for.");
  d.field("nextCursor", &FoundPage::next_cursor, "Where to go on; absent on the last page.");
}

http::Response refuse_parameter(std::string_view name, std::string_view detail) {
  json::Problems problems;
  problems.push_back(
      {"/" + std::string(name), std::string(json::code::out_of_range), std::string(detail)});
  return http::refuse_query(problems);
}

std::expected<SearchQuery, http::Response> query_of(const Wanted& wanted,
                                                    const catalogue::Catalogue& catalogue) {
  SearchQuery query;
  query.date = wanted.date;
  if ((wanted.from || wanted.to) && !wanted.date) {
    return std::unexpected(refuse_parameter("date", "Must be given with from and to."));
  }
  if (wanted.from) query.from = wanted.from->since_midnight.count();
  if (wanted.to) query.to = wanted.to->since_midnight.count();
  if (query.to && *query.to <= query.from) {
    return std::unexpected(refuse_parameter("to", "Must be later than from."));
  }
  for (const std::string& code : wanted.districts) {
    const auto district = catalogue.district(code);
    if (!district)
      return std::unexpected(refuse_parameter("district", "Must be a code of GET /v1/reference."));
    query.districts.push_back(*district);
  }
  query.category = wanted.category;
  query.place = wanted.place;
  query.duration_least = Minutes{wanted.duration_least.value_or(0)};
  if (wanted.price_least) query.price_least = Money{*wanted.price_least};
  if (wanted.price_most) query.price_most = Money{*wanted.price_most};
  query.order = wanted.sort;
  query.cursor = wanted.cursor;
  query.limit = wanted.limit;
  return query;
}

http::Response refuse(SearchError error) {
  switch (error) {
    case SearchError::bad_cursor:
      return refuse_parameter("cursor", "Must be the nextCursor of the same search.");
    case SearchError::date_too_far:
      return refuse_parameter("date", "Must be within the next 90 days.");
    case SearchError::order_needs_date:
      return refuse_parameter("sort", "soonest needs a date.");
  }
  MEME_ASSERT(false);
}

}  // namespace

void add_search_routes(http::Router& router, const FreeTimeSearch& search,
                       const catalogue::Catalogue& catalogue, const Clock& clock) {
  router.add({.pattern = "/v1/search",
              .policy = http::Policy::anyone,
              .operation_id = "search",
              .summary = "Artists by look, place, price and real free time",
              .tag = "availability",
              .query = http::query_of<Wanted>(),
              .answers = {http::answer<FoundPage>(200, "A page.")}},
             [&search, &catalogue, &clock](http::Request& request) {
               const auto wanted = request.query<Wanted>();
               if (!wanted) return wanted.error();
               const auto query = query_of(*wanted, catalogue);
               if (!query) return query.error();
               const auto page = search.find(*query, clock.now());
               if (!page) return refuse(page.error());
               FoundPage shown;
               shown.next_cursor = page->next_cursor;
               for (const SearchHit& hit : page->hits) {
                 auto portfolio = catalogue.portfolio_card(hit.portfolio);
                 auto artist = catalogue.artist_card(hit.artist);
                 if (!portfolio || !artist) continue;
                 shown.items.push_back(
                     {std::move(*portfolio), std::move(*artist), hit.free_times, wanted->date});
               }
               return http::Response::json(shown);
             });
}

}  // namespace meme::booking::search
