#include "booking/search/search_index.h"

#include <algorithm>

#include "base/check.h"

namespace meme::booking::search {
namespace {

// Room for arrivals before the next start; address space only.
std::size_t room_for(std::size_t count) {
  return std::max<std::size_t>(2 * count, 1U << 20);
}

}  // namespace

SearchIndex::SearchIndex(const catalogue::Catalogue& catalogue, const Calendars& calendars,
                         DayNumber utc_day)
    : columns(room_for(catalogue.artist_count()), Calendars::artists_max),
      planes(room_for(catalogue.artist_count())),
      catalogue_(catalogue),
      calendars_(calendars) {
  MEME_ASSERT(utc_day > 0);
  planes.set_first_day(utc_day - 1);
  planes.set_end_day(utc_day - 1 + ring_days);
}

std::size_t SearchIndex::bytes() const {
  constexpr std::size_t days = ring_days * sizeof(DayBits) + ring_days * DayPlanes::planes / 8;
  return columns.count() * (days + ArtistColumns::bytes_per_artist) + columns.offer_bytes();
}

DaySpan SearchIndex::kept_days() const {
  const DayNumber first = planes.first_day();
  const DayNumber end = planes.end_day() + (filled_count_ > 0 ? 1 : 0);
  return {first, end - first};
}

Margins SearchIndex::margins_at(std::uint32_t position, const Schedule& schedule) const {
  const auto in_shop = [](const Offer& offer) {
    return catalogue::offers(offer.place, catalogue::Place::shop);
  };
  return margins_of(schedule, std::ranges::none_of(columns.offers(position), in_shop));
}

std::optional<std::uint32_t> SearchIndex::place_for(ArtistId artist) {
  const std::uint32_t position = columns.position_of(artist);
  if (position != nowhere) return position;
  const auto appended = columns.append(artist);
  if (!appended) unindexed_.fetch_add(1, std::memory_order_relaxed);
  return appended;
}

void SearchIndex::store_artist(std::uint32_t position, const catalogue::ArtistFacts& facts,
                               std::span<Offer> offers, Wide starts) {
  const Schedule& schedule = *calendars_.peek(facts.id).schedule;
  const Glance glance{.visible = !facts.hidden,
                      .district = facts.district,
                      .rating_hundredths = facts.rating_hundredths,
                      .lead_minutes = static_cast<std::uint16_t>(schedule.lead_time().count()),
                      .horizon_days = static_cast<std::uint16_t>(schedule.horizon().count()),
                      .grid = columns.grids().intern(starts)};
  const DaySpan kept = kept_days();
  zones.add(schedule.zone(), kept.first, kept.first + kept.count);
  columns.store(position, glance, offers);
}

void SearchIndex::artist_changed(ArtistId artist) {
  const auto facts = catalogue_.artist(artist);
  if (!facts) return;
  const auto position = place_for(artist);
  if (!position) return;
  std::vector<Offer> offers;
  for (const catalogue::PortfolioFacts& portfolio : catalogue_.portfolios_of(artist)) {
    if (!portfolio.hidden) offers.push_back(offer_row(portfolio));
  }
  const ArtistCalendar& calendar = calendars_.peek(artist);
  const Hours hours = hours_of(*calendar.schedule, kept_days());
  store_artist(*position, *facts, offers, start_cells(*calendar.schedule, hours));
  store_days(*position, hours);
}

void SearchIndex::work_out(std::uint32_t position, const Hours& hours,
                           std::span<ArtistDay> days) const {
  const ArtistCalendar& calendar = calendars_.peek(columns.artist_at(position));
  std::array<DayBits, ring_days> free;
  take_away(calendar, margins_at(position, *calendar.schedule), hours, free);
  const int cells = columns.cells_least(position);
  const Wide grid = columns.grids().cells(columns.grid(position));
  for (std::size_t i = 0; i < static_cast<std::size_t>(hours.span.count); ++i) {
    days[i].free = free[i];
    // Where the clock changes, a service may cover fewer cells than it lasts.
    const Wide fits = ~spread(~widen(free[i]) & low_bits<Wide>(day_cells), hours.plain ? cells : 1);
    days[i].starts = grid & fits;
  }
}

void SearchIndex::store_days(std::uint32_t position, const Hours& hours) {
  std::array<ArtistDay, ring_days> days;
  work_out(position, hours, days);
  for (int i = 0; i < hours.span.count; ++i) {
    planes.store(DayPlanes::slot_of(hours.span.first + i), position,
                 days[static_cast<std::size_t>(i)]);
  }
}

void SearchIndex::time_changed(ArtistId artist, Interval changed) {
  const std::uint32_t position = columns.position_of(artist);
  if (position == nowhere) return;
  const Schedule& schedule = *calendars_.peek(artist).schedule;
  const Margins margins = margins_at(position, schedule);
  const Minute first = changed.start - margins.after;
  const Minute last = changed.end + margins.before;
  const DaySpan kept = kept_days();
  DaySpan span{.first = std::max(day_number(schedule.zone().local_date(first)), kept.first)};
  const DayNumber last_day = day_number(schedule.zone().local_date(last));
  span.count = std::min(last_day + 1, kept.first + kept.count) - span.first;
  if (span.count <= 0) return;
  store_days(position, hours_of(schedule, span));
}

bool SearchIndex::add_starts(std::uint32_t position, Wide starts) {
  const Wide known = columns.grids().cells(columns.grid(position));
  if ((starts & ~known) == 0) return false;
  columns.set_grid(position, columns.grids().intern(known | starts));
  return true;
}

bool SearchIndex::roll(DayNumber utc_day, std::size_t artists_max) {
  const DayNumber first = utc_day - 1;
  if (planes.first_day() < first) planes.set_first_day(first);
  if (planes.end_day() < planes.first_day()) {
    planes.set_end_day(planes.first_day());
    filled_count_ = 0;
  }
  if (planes.end_day() < first + ring_days) fill(artists_max);
  return planes.end_day() >= first + ring_days;
}

void SearchIndex::fill(std::size_t artists_max) {
  const DayNumber day = planes.end_day();
  if (filled_count_ == 0) zones.renew(day);
  const DaySpan kept = kept_days();
  HoursCache cache({day, 1});
  const std::size_t end = std::min(filled_count_ + artists_max, columns.count());
  for (; filled_count_ < end; ++filled_count_) {
    const auto position = static_cast<std::uint32_t>(filled_count_);
    const SharedSchedule& schedule = calendars_.peek(columns.artist_at(position)).schedule;
    const HoursCache::Entry& entry = cache.of(schedule);
    if (add_starts(position, entry.starts)) store_days(position, hours_of(*schedule, kept));
    store_days(position, entry.hours);
  }
  if (filled_count_ < columns.count()) return;
  filled_count_ = 0;
  planes.set_end_day(day + 1);
}

}  // namespace meme::booking::search
