#include "booking/search/free_time_search.h"

#include "booking/search/cursor.h"
#include "booking/search/finder.h"

namespace meme::booking::search {

FreeTimeSearch::FreeTimeSearch(const catalogue::Catalogue& catalogue, const Calendars& calendars,
                               Date utc_date, unsigned threads)
    : index_(std::make_unique<SearchIndex>(catalogue, calendars, day_number(utc_date))) {
  index_->build(threads);
}

FreeTimeSearch::~FreeTimeSearch() = default;

std::expected<SearchPage, SearchError> FreeTimeSearch::find(const SearchQuery& query,
                                                            Instant now) const {
  if (query.order == Order::soonest && !query.date) {
    return std::unexpected(SearchError::order_needs_date);
  }
  std::optional<std::uint64_t> after;
  if (!query.cursor.empty()) {
    const auto cursor = read_cursor(query, query.cursor);
    if (!cursor) return std::unexpected(cursor.error());
    const std::uint32_t position = index_->columns.position_of(cursor->artist);
    if (position == nowhere) return std::unexpected(SearchError::bad_cursor);
    after = order_key(cursor->own_key, position);
  }
  if (query.date) {
    const DayNumber day = day_number(*query.date);
    if (day < index_->planes.first_day()) return SearchPage{};
    if (day >= index_->planes.end_day()) return std::unexpected(SearchError::date_too_far);
  }
  return Finder(query, *index_, now).find(after);
}

void FreeTimeSearch::time_changed(ArtistId artist, Interval changed) {
  index_->time_changed(artist, changed);
}

void FreeTimeSearch::artist_changed(ArtistId artist) {
  index_->artist_changed(artist);
}

bool FreeTimeSearch::roll(Date utc_date, std::size_t artists_max) {
  return index_->roll(day_number(utc_date), artists_max);
}

SearchSize FreeTimeSearch::size() const {
  return {.artists = index_->columns.count(),
          .unindexed = index_->unindexed(),
          .bytes = index_->bytes()};
}

}  // namespace meme::booking::search
