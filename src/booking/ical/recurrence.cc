#include "booking/ical/recurrence.h"

#include <algorithm>
#include <span>

#include "base/check.h"
#include "booking/ical/day_choice.h"

namespace meme::booking::ical {
namespace {

using namespace std::chrono;

// More candidates than this in one period (say, every second of a year) are never a person's
// calendar.
constexpr std::size_t period_candidates_max = 100'000;

template <class Int>
Int ceil_div(Int a, Int b) {
  return a / b + (a % b > 0 ? 1 : 0);
}

// Values in order, each once; the default when the part is absent. A leap second is the second
// before it.
std::vector<int> ordered(const std::vector<int>& part, int fallback, int max) {
  if (part.empty()) return {fallback};
  std::vector<int> values = part;
  for (int& v : values) v = std::min(v, max);
  std::ranges::sort(values);
  values.erase(std::ranges::unique(values).begin(), values.end());
  return values;
}

class Walk {
 public:
  Walk(const Recurrence& recurrence, WallRange range, WorkBudget& budget, std::vector<Wall>& out)
      : rule_(recurrence.rule),
        start_(recurrence.start),
        range_(range),
        budget_(budget),
        out_(out),
        start_day_(floor<days>(start_)),
        choice_(rule_, start_day_) {
    const hh_mm_ss clock{start_ - start_day_};
    seconds_ = ordered(rule_.by_second, static_cast<int>(clock.seconds().count()), 59);
    minutes_ = ordered(rule_.by_minute, static_cast<int>(clock.minutes().count()), 59);
    hours_ = ordered(rule_.by_hour, static_cast<int>(clock.hours().count()), 23);
    if (recurrence.all_day) seconds_ = minutes_ = hours_ = {0};
  }

  bool run() {
    if (rule_.frequency >= Frequency::daily)
      walk_days();
    else
      walk_clock();
    return !budget_.exhausted();
  }

 private:
  // Each returns false when the walk is over.
  bool offer(Wall at);
  bool offer_all(std::span<const Wall> candidates);
  bool visit_period(local_days first, local_days end);
  bool visit_moment(Wall period);

  void walk_days();
  void walk_clock();
  std::int64_t first_period() const;
  local_days period_start(std::int64_t number) const;
  local_days period_end(local_days first) const;
  Wall next_allowed(Wall at);
  void append_times(Wall base, std::span<const int> hours, std::span<const int> minutes);

  const RecurrenceRule& rule_;
  const Wall start_;
  const WallRange range_;
  WorkBudget& budget_;
  std::vector<Wall>& out_;
  const local_days start_day_;
  const DayChoice choice_;
  std::vector<int> hours_, minutes_, seconds_;
  std::vector<Wall> candidates_;  // of the period at hand
  std::int64_t seen_ = 0;
};

bool Walk::offer(Wall at) {
  if (at < start_) return true;
  if (rule_.count != 0 && ++seen_ > rule_.count) return false;
  if (at >= range_.to) return false;
  if (at >= range_.from) out_.push_back(at);
  return true;
}

bool Walk::offer_all(std::span<const Wall> candidates) {
  if (rule_.by_set_pos.empty()) {
    return std::ranges::all_of(candidates, [this](Wall at) { return offer(at); });
  }
  const int size = static_cast<int>(candidates.size());
  std::vector<int> places;
  for (int position : rule_.by_set_pos) {
    const int place = position > 0 ? position - 1 : size + position;
    if (place >= 0 && place < size) places.push_back(place);
  }
  std::ranges::sort(places);
  places.erase(std::ranges::unique(places).begin(), places.end());
  return std::ranges::all_of(
      places, [&](int place) { return offer(candidates[static_cast<std::size_t>(place)]); });
}

void Walk::append_times(Wall base, std::span<const int> hours, std::span<const int> minutes) {
  for (int h : hours) {
    for (int m : minutes) {
      for (int s : seconds_) {
        candidates_.push_back(base + std::chrono::hours{h} + std::chrono::minutes{m} +
                              std::chrono::seconds{s});
      }
    }
  }
}

bool Walk::visit_period(local_days first, local_days end) {
  const std::size_t times = hours_.size() * minutes_.size() * seconds_.size();
  candidates_.clear();
  for (local_days day = first; day < end;) {
    const year_month_day date{day};
    if (!choice_.month_allowed(date.month())) {
      if (!budget_.spend(1)) return false;
      day = std::min(end, local_days{(date.year() / date.month() + months{1}) / 1});
      continue;
    }
    const bool chosen = choice_.allows(day);
    if (!budget_.spend(chosen ? 1 + static_cast<std::int64_t>(times) : 1)) return false;
    if (chosen) append_times(day, hours_, minutes_);
    if (candidates_.size() > period_candidates_max) return budget_.spend(INT64_MAX / 2);
    day += days{1};
  }
  return offer_all(candidates_);
}

std::int64_t Walk::first_period() const {
  if (rule_.count != 0 || range_.from <= start_) return 0;
  const year_month_day from{floor<days>(range_.from)};
  const year_month_day start{start_day_};
  const std::int64_t years = int{from.year()} - int{start.year()};
  std::int64_t passed = 0;
  switch (rule_.frequency) {
    case Frequency::yearly:
      passed = years;
      break;
    case Frequency::monthly:
      passed = years * 12 + int(unsigned{from.month()}) - int(unsigned{start.month()});
      break;
    case Frequency::weekly:
      passed = (local_days{from} - start_of_week(start_day_, rule_.week_start)).count() / 7;
      break;
    default:
      passed = (local_days{from} - start_day_).count();
  }
  return passed / rule_.interval;
}

// Years are kept within what the calendar can express; the walk ends long before.
local_days Walk::period_start(std::int64_t number) const {
  const std::int64_t n = number * rule_.interval;
  const year_month_day start{start_day_};
  if (rule_.frequency == Frequency::yearly || rule_.frequency == Frequency::monthly) {
    const bool yearly = rule_.frequency == Frequency::yearly;
    const std::int64_t month_index =
        int{start.year()} * 12 + (yearly ? n * 12 : int(unsigned{start.month()}) - 1 + n);
    const auto y = std::min<std::int64_t>(month_index / 12, 30'000);
    return local_days{year{static_cast<int>(y)} /
                      month{static_cast<unsigned>(month_index % 12 + 1)} / 1};
  }
  if (rule_.frequency == Frequency::weekly) {
    return start_of_week(start_day_, rule_.week_start) + days{n * 7};
  }
  return start_day_ + days{n};
}

local_days Walk::period_end(local_days first) const {
  const year_month_day date{first};
  switch (rule_.frequency) {
    case Frequency::yearly:
      return local_days{(date.year() + years{1}) / January / 1};
    case Frequency::monthly:
      return local_days{(date.year() / date.month() + months{1}) / 1};
    case Frequency::weekly:
      return first + days{7};
    default:
      return first + days{1};
  }
}

void Walk::walk_days() {
  for (std::int64_t number = first_period();; ++number) {
    const local_days first = period_start(number);
    if (Wall{first} >= range_.to || !visit_period(first, period_end(first))) return;
  }
}

// The start of the next stretch at or after `at` that the limiting parts allow: `at` itself, or the
// beginning of the following day, hour or minute.
Wall Walk::next_allowed(Wall at) {
  const local_days day = floor<days>(at);
  if (!choice_.allows(day)) return day + days{1};
  const hh_mm_ss clock{at - day};
  const auto refused = [](const std::vector<int>& part, std::int64_t value) {
    return !part.empty() && std::ranges::count(part, static_cast<int>(value)) == 0;
  };
  if (refused(rule_.by_hour, clock.hours().count())) return floor<hours>(at) + hours{1};
  if (rule_.frequency == Frequency::hourly) return at;
  if (refused(rule_.by_minute, clock.minutes().count())) return floor<minutes>(at) + minutes{1};
  if (rule_.frequency == Frequency::minutely) return at;
  return refused(rule_.by_second, clock.seconds().count()) ? at + seconds{1} : at;
}

bool Walk::visit_moment(Wall period) {
  candidates_.clear();
  constexpr int zero[] = {0};
  switch (rule_.frequency) {
    case Frequency::hourly:
      append_times(period, zero, minutes_);
      break;
    case Frequency::minutely:
      append_times(period, zero, zero);
      break;
    default:
      candidates_.push_back(period);
  }
  return budget_.spend(static_cast<std::int64_t>(candidates_.size())) && offer_all(candidates_);
}

void Walk::walk_clock() {
  const std::int64_t unit = rule_.frequency == Frequency::hourly     ? 3600
                            : rule_.frequency == Frequency::minutely ? 60
                                                                     : 1;
  const Wall base{seconds{start_.time_since_epoch() / unit * unit}};
  const std::int64_t step = unit * rule_.interval;
  std::int64_t number = 0;
  if (rule_.count == 0 && range_.from > base) number = (range_.from - base).count() / step;
  while (budget_.spend(1)) {
    const Wall period = base + seconds{number * step};
    if (period >= range_.to) return;
    const Wall allowed = next_allowed(period);
    if (allowed > period) {
      number = ceil_div<std::int64_t>((allowed - base).count(), step);
      continue;
    }
    if (!visit_moment(period)) return;
    ++number;
  }
}

}  // namespace

bool occurrences(const Recurrence& recurrence, WallRange range, WorkBudget& budget,
                 std::vector<Wall>& out) {
  MEME_ASSERT(rule_fault(recurrence.rule) == nullptr);
  if (range.to <= recurrence.start || range.to <= range.from) return !budget.exhausted();
  return Walk(recurrence, range, budget, out).run();
}

}  // namespace meme::booking::ical
