#include "booking/search/exact.h"

#include <algorithm>
#include <limits>

#include "booking/domain/availability.h"

namespace meme::booking::search {
std::uint32_t ExactCheck::own_key(std::uint32_t position, const Offer& offer,
                                  int start_minute) const {
  switch (query_.order) {
    case Order::recommended:
      return 0;
    case Order::price:
      return offer.price;
    case Order::rating:
      return rating_key(index_.columns.rating(position));
    case Order::soonest:
      return static_cast<std::uint32_t>(start_minute);
  }
  return 0;
}

std::optional<std::uint64_t> ExactCheck::least_key(const Candidate& candidate) const {
  std::uint64_t least = std::numeric_limits<std::uint64_t>::max();
  for (const Offer& offer : index_.columns.offers(candidate.position)) {
    if (!filter_.matches(offer)) continue;
    const Wide starts = candidate.starts_for(offer.duration_minutes);
    if (starts == 0) continue;
    const int start = first_bit(starts) * cell_minutes;
    const std::uint32_t own = own_key(candidate.position, offer, std::max(start, query_.from));
    least = std::min(least, order_key(own, candidate.position));
    if (query_.order != Order::soonest) break;  // offers are in order of price
  }
  if (least == std::numeric_limits<std::uint64_t>::max()) return std::nullopt;
  return least;
}

Place ExactCheck::place_of(const Offer& offer) const {
  if (query_.place) return *query_.place;
  return catalogue::offers(offer.place, Place::shop) ? Place::shop : Place::visit;
}

std::optional<KeyedHit> ExactCheck::hit(std::uint32_t position) const {
  const ArtistId artist = index_.columns.artist_at(position);
  const std::span<const Offer> offers = index_.columns.offers(position);
  std::optional<KeyedHit> best;
  const auto consider = [&](const Offer& offer, SearchHit found, int start_minute) {
    const std::uint64_t key = order_key(own_key(position, offer, start_minute), position);
    found.artist = artist;
    found.portfolio = offer.id();
    found.place = place_of(offer);
    if (!best || key < best->key) best = KeyedHit{key, std::move(found)};
  };
  if (!query_.date) {
    const auto match =
        std::ranges::find_if(offers, [&](const Offer& o) { return filter_.matches(o); });
    if (match != offers.end()) consider(*match, {}, 0);
    return best;
  }
  index_.calendars().read(artist, [&](const ArtistCalendar& calendar) {
    for (const Offer& offer : offers) {
      SearchHit found;
      int start_minute = 0;
      if (!filter_.matches(offer)) continue;
      if (!find_times(calendar, offer, found, start_minute)) continue;
      consider(offer, std::move(found), start_minute);
      if (query_.order != Order::soonest) return;
    }
  });
  return best;
}

bool ExactCheck::find_times(const ArtistCalendar& calendar, const Offer& offer, SearchHit& hit,
                            int& start_minute) const {
  thread_local std::vector<Minute> starts;
  starts.clear();
  const Minutes duration{offer.duration_minutes};
  const ServiceRequest service{.duration = duration, .visit = place_of(offer) == Place::visit};
  offered_starts({*calendar.schedule, calendar.occupied(), service, now_}, *query_.date, starts);
  const TimeZone zone = calendar.schedule->zone();
  const LocalMinute midnight{local_days{*query_.date}};
  for (const Minute start : starts) {
    const int from = static_cast<int>((zone.to_local(start) - midnight).count());
    const Minute end = start + duration;
    const int to = static_cast<int>((zone.to_local(end) - midnight).count());
    if (from < query_.from || (query_.to && to > *query_.to)) continue;
    if (hit.free_times.empty()) start_minute = from;
    hit.free_times.push_back({{start, zone.offset_at(start)}, {end, zone.offset_at(end)}});
    if (hit.free_times.size() == free_times_max) break;
  }
  return !hit.free_times.empty();
}

}  // namespace meme::booking::search
