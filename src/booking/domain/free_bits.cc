#include "booking/domain/free_bits.h"

#include <algorithm>

#include "booking/domain/interval_set.h"

namespace meme::booking {
namespace {

using namespace std::chrono;

constexpr Minutes day_length{24 * 60};
constexpr Minutes widest_offset{26 * 60};

void set_cells(DayBits& bits, int first, int last) {
  for (int word = first / 32; word <= last / 32; ++word) {
    const int from = std::max(first - word * 32, 0);
    const int to = std::min(last - word * 32, 31);
    bits.words[word] |= (~0U >> (31 - (to - from))) << from;
  }
}

// Sets the cells of the day, which begins at `midnight`, that hold any minute of the interval. All
// are wall clock readings.
void set_readings(DayBits& bits, LocalMinute midnight, LocalMinute start, LocalMinute end) {
  const Minutes from = std::max(start - midnight, Minutes{0});
  const Minutes to = std::min(end - midnight, day_length);
  if (from >= to) return;
  set_cells(bits, from / DayBits::cell, (to - Minutes{1}) / DayBits::cell);
}

// Ascending starts of what takes the artist's time, of one kind.
template <class T, class Project>
class Ahead {
 public:
  Ahead(std::span<const T> sorted, Minute from, Project project) : project_(project) {
    const auto first =
        std::ranges::upper_bound(sorted, from, {}, [&](const T& t) { return project(t).end; });
    rest_ = sorted.subspan(static_cast<std::size_t>(first - sorted.begin()));
  }
  // If `at` is taken, moves it to the end of what takes it; otherwise lowers `until` to what comes
  // next.
  bool skip(Minute& at, Minute& until) {
    while (!rest_.empty() && project_(rest_.front()).end <= at) rest_ = rest_.subspan(1);
    if (rest_.empty()) return false;
    const Interval next = project_(rest_.front());
    if (next.start > at) {
      until = std::min(until, next.start);
      return false;
    }
    at = next.end;
    return true;
  }

 private:
  std::span<const T> rest_;
  Project project_;
};

constexpr auto itself = [](const Interval& interval) { return interval; };

// Calls visit(free) for each stretch of the opening that nothing takes.
template <class Visit>
void each_free(const Schedule& schedule, const Occupied& occupied, Interval opening, Visit visit) {
  Ahead off(schedule.time_off(), opening.start, itself);
  // A claim that does not count blocks nothing; its place in the order stays.
  Ahead claims(occupied.claims, opening.start, [&](const Claim& claim) {
    const bool counts = claim.owner != occupied.ignored_owner;
    return Interval{claim.start, counts ? claim.end : claim.start};
  });
  Ahead busy(occupied.busy, opening.start, itself);
  Minute at = opening.start;
  while (at < opening.end) {
    Minute until = opening.end;
    if (off.skip(at, until) || claims.skip(at, until) || busy.skip(at, until)) continue;
    visit(Interval{at, until});
    at = until;
  }
}

// A date near a change of the clock: openings of the days around it, read with every offset in use.
DayBits bits_around_change(const Schedule& schedule, const Occupied& occupied, Date date) {
  DayBits bits;
  const LocalMinute midnight{local_days{date}};
  const Interval hull = schedule.zone().hull_of(date);
  const auto mark = [&](Interval free) {
    ZonePeriod period = schedule.zone().period_at(hull.start - Minutes{1});
    while (true) {
      const auto read = [&](Minute at) {
        return LocalMinute{(at + period.offset).time_since_epoch()};
      };
      set_readings(bits, midnight, read(free.start), read(free.end));
      if (period.end > hull.end) return;
      period = schedule.zone().period_at(period.end);
    }
  };
  for (const int away : {-1, 0, 1}) {
    const Date day{local_days{date} + days{away}};
    for (const Interval opening : schedule.open_intervals(day).intervals()) {
      each_free(schedule, occupied, opening, mark);
    }
  }
  return bits;
}

}  // namespace

DayBits day_bits(const Schedule& schedule, const Occupied& occupied, Date date) {
  const LocalMinute midnight{local_days{date}};
  const Minute as_utc{midnight.time_since_epoch()};
  const ZonePeriod period = schedule.zone().period_at(as_utc - widest_offset);
  if (period.end <= as_utc + day_length + widest_offset) {
    return bits_around_change(schedule, occupied, date);
  }
  DayBits bits;
  const auto mark = [&](Interval free) {
    set_readings(bits, midnight, LocalMinute{(free.start + period.offset).time_since_epoch()},
                 LocalMinute{(free.end + period.offset).time_since_epoch()});
  };
  for (const Interval opening : schedule.open_intervals(date).intervals()) {
    each_free(schedule, occupied, opening, mark);
  }
  return bits;
}

}  // namespace meme::booking
