// Putting everybody into an empty index at the start of the process.
#include <algorithm>
#include <thread>
#include <tuple>

#include "base/check.h"
#include "booking/search/search_index.h"

namespace meme::booking::search {
namespace {

std::vector<catalogue::ArtistFacts> by_rank(const catalogue::Catalogue& catalogue) {
  std::vector<catalogue::ArtistFacts> all;
  all.reserve(catalogue.artist_count());
  catalogue.for_each_artist([&all](const catalogue::ArtistFacts& facts) { all.push_back(facts); });
  std::ranges::sort(all, {}, [](const auto& facts) { return std::tuple(facts.rank, facts.id); });
  return all;
}

// The visible offers of all artists; those of artist number a at [first[a], first[a + 1]).
struct GroupedOffers {
  std::vector<std::uint32_t> first;
  std::vector<Offer> rows;

  std::span<Offer> of(ArtistId artist) {
    if (artist.value + 1 >= first.size()) return {};
    return std::span(rows).subspan(first[artist.value],
                                   first[artist.value + 1] - first[artist.value]);
  }
};

GroupedOffers group_offers(const catalogue::Catalogue& catalogue) {
  GroupedOffers grouped;
  std::vector<std::pair<std::uint32_t, Offer>> all;
  all.reserve(catalogue.portfolio_count());
  catalogue.for_each_portfolio([&](const catalogue::PortfolioFacts& facts) {
    if (facts.hidden) return;
    const auto artist = static_cast<std::uint32_t>(facts.artist.value);
    if (grouped.first.size() < artist + 2) grouped.first.resize(artist + 2);
    ++grouped.first[artist + 1];
    all.emplace_back(artist, offer_row(facts));
  });
  for (std::size_t i = 1; i < grouped.first.size(); ++i) grouped.first[i] += grouped.first[i - 1];
  grouped.rows.resize(all.size());
  std::vector<std::uint32_t> next = grouped.first;
  for (const auto& [artist, offer] : all) grouped.rows[next[artist]++] = offer;
  return grouped;
}

}  // namespace

void SearchIndex::build(unsigned threads) {
  MEME_ASSERT(columns.count() == 0);
  build_artists();
  planes.prefer_huge(columns.count());
  const std::size_t blocks = (columns.count() + block_artists - 1) / block_artists;
  const std::size_t parts = std::max(threads, 1U);
  std::vector<std::jthread> others;
  for (std::size_t part = 1; part < parts; ++part) {
    others.emplace_back(
        [=, this] { build_days(blocks * part / parts, blocks * (part + 1) / parts); });
  }
  build_days(0, blocks / parts);
}

void SearchIndex::build_artists() {
  GroupedOffers offers = group_offers(catalogue_);
  HoursCache cache(kept_days());
  for (const catalogue::ArtistFacts& facts : by_rank(catalogue_)) {
    const auto position = place_for(facts.id);
    if (!position) continue;
    const Wide starts = cache.of(calendars_.peek(facts.id).schedule).starts;
    store_artist(*position, facts, offers.of(facts.id), starts);
  }
}

// A block of artists is worked out on all days in the processor's cache, then written plane by
// plane.
void SearchIndex::build_days(std::size_t first_block, std::size_t end_block) {
  const DaySpan span = kept_days();
  HoursCache cache(span);
  const auto days = static_cast<std::size_t>(span.count);
  std::vector<ArtistDay> by_day(days * block_artists);
  std::array<ArtistDay, ring_days> one;
  for (std::size_t block = first_block; block < end_block; ++block) {
    const std::size_t first = block * block_artists;
    const std::size_t artists = std::min(block_artists, columns.count() - first);
    for (std::size_t i = 0; i < artists; ++i) {
      const auto position = static_cast<std::uint32_t>(first + i);
      const ArtistCalendar& calendar = calendars_.peek(columns.artist_at(position));
      work_out(position, cache.of(calendar.schedule).hours, one);
      for (std::size_t day = 0; day < days; ++day) by_day[day * block_artists + i] = one[day];
    }
    for (std::size_t day = 0; day < days; ++day) {
      const auto slot = DayPlanes::slot_of(span.first + static_cast<DayNumber>(day));
      planes.store_block(slot, first, std::span(by_day).subspan(day * block_artists, artists));
    }
  }
}

}  // namespace meme::booking::search
