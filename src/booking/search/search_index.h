#pragma once
#include <optional>
#include <vector>

#include "booking/calendars.h"
#include "booking/search/artist_columns.h"
#include "booking/search/artist_days.h"
#include "booking/search/day_planes.h"
#include "booking/search/zone_days.h"
#include "catalogue/api.h"

namespace meme::booking::search {

// The whole index, and how a change gets into it. One thread changes it; any may read `columns`,
// `planes` and `zones`.
class SearchIndex {
 public:
  SearchIndex(const catalogue::Catalogue& catalogue, const Calendars& calendars, DayNumber utc_day);

  ArtistColumns columns;
  DayPlanes planes;
  ZoneDays zones;

  // Puts in everybody, by rank. Only on an empty index.
  void build(unsigned threads);

  void time_changed(ArtistId artist, Interval changed);
  void artist_changed(ArtistId artist);
  bool roll(DayNumber utc_day, std::size_t artists_max);

  const Calendars& calendars() const { return calendars_; }
  // Of memory in use.
  std::size_t bytes() const;
  // Artists for whom no place was left.
  std::size_t unindexed() const { return unindexed_.load(std::memory_order_relaxed); }

 private:
  // Days that are kept or being filled.
  DaySpan kept_days() const;
  std::optional<std::uint32_t> place_for(ArtistId artist);
  void build_artists();
  void build_days(std::size_t first_block, std::size_t end_block);
  void store_artist(std::uint32_t position, const catalogue::ArtistFacts& facts,
                    std::span<Offer> offers, Wide starts);
  Margins margins_at(std::uint32_t position, const Schedule& schedule) const;
  // What the artist's hours and what is taken of them leave, one after another for the span's days.
  void work_out(std::uint32_t position, const Hours& hours, std::span<ArtistDay> days) const;
  void store_days(std::uint32_t position, const Hours& hours);
  // Whether the artist could start at other times than before.
  bool add_starts(std::uint32_t position, Wide starts);
  void fill(std::size_t artists_max);

  const catalogue::Catalogue& catalogue_;
  const Calendars& calendars_;
  std::size_t filled_count_ = 0;  // artists of the last kept day, while it is being filled
  std::atomic<std::size_t> unindexed_{0};
};

}  // namespace meme::booking::search
