#include "booking/search/question.h"

#include <algorithm>

namespace meme::booking::search {
namespace {

constexpr int day_minutes = 24 * 60;

int floor_days(int minutes) {
  return minutes >= 0 ? minutes / day_minutes : -((day_minutes - 1 - minutes) / day_minutes);
}

}  // namespace

Filter filter_of(const SearchQuery& query, const ArtistColumns& columns) {
  Filter filter{
      .category = query.category, .place = query.place, .duration_least = query.duration_least};
  filter.all_of.push_back(columns.visible());
  if (query.category) filter.all_of.push_back(columns.category(*query.category));
  if (query.place) filter.all_of.push_back(columns.place(*query.place));
  for (const auto district : query.districts) filter.any_of.push_back(columns.district(district));
  if (query.price_least) filter.price_least = clamp_price(query.price_least->amount);
  if (query.price_most) filter.price_most = clamp_price(query.price_most->amount);
  return filter;
}

std::optional<DayQuestion> day_question(const SearchQuery& query, Instant now,
                                        const SearchIndex& index) {
  const DayNumber day = day_number(*query.date);
  const ZoneDay zones = index.zones.day(day);
  const auto utc_now = static_cast<int>(count(floor_minute(now)) - std::int64_t{day} * day_minutes);
  DayQuestion question{.slot = DayPlanes::slot_of(day)};
  question.relaxed_cells = cell_ceil(zones.shift);
  question.now = utc_now + zones.offset_least - zones.shift;
  question.days_ahead = -floor_days(utc_now + zones.offset_most + zones.shift);
  question.ask_lead = question.now + index.columns.lead_minutes_most() > 0;
  question.ask_horizon = question.days_ahead > index.columns.horizon_days_least();
  question.cells_asked = std::max(cell_ceil(query.duration_least.count()), 1);
  if (question.now >= day_minutes) return std::nullopt;

  const int first_cell = cell_floor(std::max(query.from, question.now)) - question.relaxed_cells;
  const int end_cell = cell_ceil(query.to.value_or(day_minutes)) + question.relaxed_cells;
  question.end_cell = std::min(end_cell, day_cells);
  const Wide asked = low_bits<Wide>(question.end_cell) & ~low_bits<Wide>(std::max(first_cell, 0));
  const StartGrids& grids = index.columns.grids();
  for (std::size_t number = 0; number < grids.count(); ++number) {
    question.starts.push_back(grids.cells(number) & asked);
  }
  // Number 0 stands for more than is in use.
  for (const Wide starts : std::span(question.starts).subspan(grids.all_in_use() ? 0 : 1)) {
    question.any_start |= starts;
  }
  if (question.any_start == 0) return std::nullopt;
  return question;
}

}  // namespace meme::booking::search
