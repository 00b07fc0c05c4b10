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
  DayQuestion question{.slot = DayPlanes::slot_of(day), .open_ended = !query.to.has_value()};
  question.relaxed_cells = cell_ceil(zones.shift);
  question.now = utc_now + zones.offset_least - zones.shift;
  question.days_ahead = -floor_days(utc_now + zones.offset_most + zones.shift);
  question.ask_lead = question.now + index.columns.lead_minutes_most() > 0;
  question.ask_horizon = question.days_ahead > index.columns.horizon_days_least();
  question.cells_asked = std::max(cell_ceil(query.duration_least.count()), 1);

  const int first =
      std::max(cell_floor(query.from), question.now > 0 ? cell_floor(question.now) : 0);
  question.first_cell = std::clamp(first - question.relaxed_cells, 0, day_cells);
  const int end = query.to ? cell_ceil(*query.to) + question.relaxed_cells : day_cells;
  question.cells = std::min(end, day_cells) - question.first_cell;
  if (question.now >= day_minutes || question.cells <= 0) return std::nullopt;

  const StartGrids& grids = index.columns.grids();
  for (std::size_t number = 0; number < grids.count(); ++number) {
    question.starts.push_back(grids.cells(number) >> question.first_cell &
                              low_bits<Wide>(question.cells));
  }
  return question;
}

}  // namespace meme::booking::search
