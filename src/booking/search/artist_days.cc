#include "booking/search/artist_days.h"

#include <algorithm>

namespace meme::booking::search {
namespace {

constexpr int day_minutes = 24 * 60;
constexpr std::size_t schedules_kept_max = 4096;

void clear_cells(DayBits& bits, int first, int end) {
  for (int word = first / 32; word * 32 < end; ++word) {
    const int low = std::max(first - word * 32, 0);
    const int high = std::min(end - word * 32, 32);
    bits.words[word] &= ~(low_bits<std::uint32_t>(high) & ~low_bits<std::uint32_t>(low));
  }
}

// Ascending union of claims and busy time, each reaching out by the margins.
class Taken {
 public:
  Taken(const Occupied& occupied, const Margins& margins, Minute from)
      : occupied_(occupied), margins_(margins) {
    const auto ends_early = [&](const Claim& claim) { return claim.end + margins.before <= from; };
    claim_ = std::ranges::partition_point(occupied.claims, ends_early);
    const auto busy_early = [&](const Interval& busy) { return busy.end + margins.before <= from; };
    busy_ = std::ranges::partition_point(occupied.busy, busy_early);
  }

  // The next interval; empty at the end.
  Interval next() {
    Interval joined = pop();
    while (!joined.empty() && !at_end() && peek().start <= joined.end) {
      joined.end = std::max(joined.end, pop().end);
    }
    return joined;
  }

 private:
  bool at_end() const { return claim_ == occupied_.claims.end() && busy_ == occupied_.busy.end(); }
  bool claim_first() const {
    if (claim_ == occupied_.claims.end()) return false;
    return busy_ == occupied_.busy.end() || claim_->start <= busy_->start;
  }
  Interval peek() const {
    const Interval raw = claim_first() ? claim_->blocked() : *busy_;
    return {raw.start - margins_.after, raw.end + margins_.before};
  }
  Interval pop() {
    if (at_end()) return {};
    const Interval taken = peek();
    if (claim_first()) {
      ++claim_;
    } else {
      ++busy_;
    }
    return taken;
  }

  const Occupied& occupied_;
  const Margins& margins_;
  std::span<const Claim>::iterator claim_;
  std::span<const Interval>::iterator busy_;
};

// Moments of the span's first local midnight, for a clock that is `offset` ahead.
Minute first_midnight(DaySpan span, Minutes offset) {
  return minute_of(std::int64_t{span.first} * day_minutes) - offset;
}

// Cells of the starts in hours [from, to) after midnight.
Wide stepped_cells(int from, int to, int step) {
  // Hours that reach midnight may go on: their steps then run into the next day.
  const int end = to >= day_minutes ? 2 * day_minutes : to;
  Wide cells = 0;
  for (int at = from; at < end; at += step) {
    if (at >= 0) cells |= Wide{1} << (at % day_minutes / cell_minutes);
  }
  return cells;
}

bool clock_is_steady(const Schedule& schedule, DaySpan span) {
  const Minutes around{2 * day_minutes};
  const Minute start = minute_of(std::int64_t{span.first} * day_minutes) - around;
  const Minute end = minute_of(std::int64_t{span.first + span.count} * day_minutes) + around;
  const ZonePeriod period = schedule.zone().period_at(start);
  return period.end > end;
}

}  // namespace

Hours hours_of(const Schedule& schedule, DaySpan span) {
  Hours hours{.span = span, .plain = clock_is_steady(schedule, span)};
  if (!hours.plain) return hours;
  hours.offset = schedule.zone().offset_at(minute_of(std::int64_t{span.first} * day_minutes));
  for (int i = 0; i < span.count; ++i) {
    hours.days[static_cast<std::size_t>(i)] =
        day_bits(schedule, Occupied{}, date_of(span.first + i));
  }
  return hours;
}

void take_away(const ArtistCalendar& calendar, const Margins& margins, const Hours& hours,
               std::span<DayBits> days) {
  const auto count = static_cast<std::size_t>(hours.span.count);
  if (!hours.plain) {
    for (std::size_t i = 0; i < count; ++i) {
      const Date date = date_of(hours.span.first + static_cast<int>(i));
      days[i] = day_bits(*calendar.schedule, calendar.occupied(), date);
    }
    return;
  }
  std::copy_n(hours.days.begin(), count, days.begin());
  const Minute origin = first_midnight(hours.span, hours.offset);
  const int span_minutes = hours.span.count * day_minutes;
  const Occupied occupied = calendar.occupied();
  Taken taken(occupied, margins, origin);
  for (Interval next = taken.next(); !next.empty(); next = taken.next()) {
    const int from = std::max((next.start - origin).count(), 0);
    const int to = std::min((next.end - origin).count(), span_minutes);
    if (from >= span_minutes) break;
    const int end = cell_floor(to);
    for (int cell = cell_ceil(from); cell < end;) {
      const int day = cell / day_cells;
      const int last = std::min(end, (day + 1) * day_cells);
      clear_cells(days[static_cast<std::size_t>(day)], cell - day * day_cells,
                  last - day * day_cells);
      cell = last;
    }
  }
}

Wide start_cells(const Schedule& schedule, const Hours& hours) {
  if (!hours.plain) return low_bits<Wide>(day_cells);
  Wide cells = 0;
  for (int i = -1; i < hours.span.count; ++i) {
    const DayNumber day = hours.span.first + i;
    const Minute midnight = first_midnight({day, 1}, hours.offset);
    for (const Interval& open : schedule.open_intervals(date_of(day)).intervals()) {
      const int from = (open.start - midnight).count();
      cells |= stepped_cells(from, (open.end - midnight).count(), schedule.step().count());
    }
  }
  return cells;
}

const HoursCache::Entry& HoursCache::of(const SharedSchedule& schedule) {
  const auto found = kept_.find(schedule);
  if (found != kept_.end()) return found->second;
  const bool keep = kept_.size() < schedules_kept_max;
  Entry& entry = keep ? kept_[schedule] : passing_;
  entry.hours = hours_of(*schedule, span_);
  entry.starts = start_cells(*schedule, entry.hours);
  return entry;
}

}  // namespace meme::booking::search
