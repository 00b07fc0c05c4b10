// Search by real free time: who matches, and can really be booked then, over all artists.
//
// An index of free time in memory rules out nearly everyone (day_planes.h, artist_columns.h); who
// remains is checked against the calendar itself, so an answer is exact at the moment it is given
// and nothing that is bookable before and after the search is missed.
#pragma once
#include <cstddef>
#include <expected>
#include <memory>

#include "base/ids.h"
#include "base/time.h"
#include "booking/calendars.h"
#include "booking/search/search_query.h"
#include "catalogue/api.h"

namespace meme::booking::search {

class SearchIndex;

struct SearchSize {
  std::size_t artists = 0;
  std::size_t unindexed = 0;  // arrivals for whom no place was left; a restart makes room
  std::size_t bytes = 0;      // of memory in use
};

// find() and size() may be called from any thread. All other methods belong to one thread at a
// time, the one that changes calendars and catalogue, and are to be called after each change.
class FreeTimeSearch {
 public:
  // Reads everything there is: for a million artists about two seconds on two `threads`. `utc_date`
  // is today's in UTC; both sources must outlive the search and stay unchanged until it is built.
  FreeTimeSearch(const catalogue::Catalogue& catalogue, const Calendars& calendars, Date utc_date,
                 unsigned threads);
  ~FreeTimeSearch();

  // A date in the past finds nobody. Takes a few milliseconds at worst; does no I/O.
  std::expected<SearchPage, SearchError> find(const SearchQuery& query, Instant now) const;

  // Time was taken or freed within `changed`, margins included.
  void time_changed(ArtistId artist, Interval changed);
  // The artist is new or hidden, has another schedule, or offers something else: all of it is read
  // again.
  void artist_changed(ArtistId artist);

  // Moves the days on, up to `artists_max` artists further. Call it with today's UTC date every now
  // and then until it says true: all days that can be asked for are there.
  bool roll(Date utc_date, std::size_t artists_max);

  SearchSize size() const;

 private:
  std::unique_ptr<SearchIndex> index_;
};

}  // namespace meme::booking::search
