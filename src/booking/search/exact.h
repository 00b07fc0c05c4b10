#pragma once
#include <optional>

#include "booking/calendars.h"
#include "booking/search/scan.h"

namespace meme::booking::search {

// A hit and where it stands in the order: `key` first, then the artist's position.
struct KeyedHit {
  std::uint64_t key = 0;
  SearchHit hit;
};

// Asks the calendars what the index only suspects.
class ExactCheck {
 public:
  ExactCheck(const SearchQuery& query, const Filter& filter, const SearchIndex& index, Instant now)
      : query_(query), filter_(filter), index_(index), now_(now) {}

  // The least key hit() can give for the candidate; nothing when the index rules out every offer.
  std::optional<std::uint64_t> least_key(const Candidate& candidate) const;

  // Nothing when the artist does not match.
  std::optional<KeyedHit> hit(std::uint32_t position) const;

 private:
  std::uint32_t own_key(std::uint32_t position, const Offer& offer, int start_minute) const;
  Place place_of(const Offer& offer) const;
  // The bookable times of the offer in the window; false when there is none. Sets the first one's
  // minute of the day.
  bool find_times(const ArtistCalendar& calendar, const Offer& offer, SearchHit& hit,
                  int& start_minute) const;

  const SearchQuery& query_;
  const Filter& filter_;
  const SearchIndex& index_;
  Instant now_;
};

}  // namespace meme::booking::search
