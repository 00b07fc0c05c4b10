#pragma once
// A query made ready for the scan.
#include <optional>
#include <vector>

#include "booking/search/cells.h"
#include "booking/search/search_index.h"
#include "booking/search/search_query.h"

namespace meme::booking::search {

// What can be read off the columns. A price of nobody's leaves price_least > price_most.
struct Filter {
  std::vector<const std::uint64_t*> all_of;  // planes an artist must be in
  std::vector<const std::uint64_t*> any_of;  // districts; empty: no matter
  std::optional<catalogue::Category> category;
  std::optional<Place> place;
  Minutes duration_least{0};
  std::uint32_t price_least = 0;
  std::uint32_t price_most = ~std::uint32_t{0};

  bool priced() const { return price_most != ~std::uint32_t{0}; }
  bool matches(const Offer& offer) const {
    return offer.price >= price_least && offer.price <= price_most &&
           (!category || offer.category == *category) &&
           (!place || catalogue::offers(offer.place, *place)) &&
           offer.duration_minutes >= duration_least.count();
  }
};
Filter filter_of(const SearchQuery& query, const ArtistColumns& columns);

// The part of a query about one day: in which cells a service may start and run, and which artists
// cannot be booked then whatever their calendar says. Cells count from midnight.
struct DayQuestion {
  std::size_t slot = 0;
  int end_cell = day_cells;  // where services must have ended; at midnight they may go on
  int relaxed_cells = 0;     // when a clock changes, services cover fewer cells than they last
  int cells_asked = 1;       // of the shortest service that is asked for
  // Minutes from the date's midnight to now, on the clock that is furthest behind; lead times
  // count from there.
  int now = 0;
  bool ask_lead = false;
  int days_ahead = 0;  // of today, where the date is furthest along
  bool ask_horizon = false;
  std::vector<Wide> starts;  // by StartGrids number: cells asked for that services may start in
  Wide any_start = 0;        // all of these together; not empty
};

// Nothing when nobody could start in the window, which may lie in the past for everyone.
std::optional<DayQuestion> day_question(const SearchQuery& query, Instant now,
                                        const SearchIndex& index);

}  // namespace meme::booking::search
