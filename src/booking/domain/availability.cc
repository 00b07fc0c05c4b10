#include "booking/domain/availability.h"

#include <algorithm>
#include <limits>

#include "base/check.h"
#include "booking/domain/frame.h"
#include "booking/domain/interval_set.h"

namespace meme::booking {
namespace {

using namespace std::chrono;

// Walks ascending starts along ascending, disjoint claims, busy and free times; each step looks
// only at what is next.
class Blockers {
 public:
  Blockers(const Frame& frame, Minute first_start)
      : frame_(frame),
        off_(frame.query.schedule.time_off()),
        claims_(frame.query.occupied.claims),
        busy_(frame.query.occupied.busy) {
    const Minute first_blocked = first_start - frame.margins.before;
    off_ = off_.subspan(first_ending_after(off_, first_start));
    busy_ = busy_.subspan(first_ending_after(busy_, first_blocked));
    const auto claim = std::ranges::upper_bound(claims_, first_blocked, {}, &Claim::end);
    claims_ = claims_.subspan(static_cast<std::size_t>(claim - claims_.begin()));
  }

  bool in_time_off(Interval service) { return meets(off_, service); }

  bool taken(Interval service) {
    const Interval blocked = frame_.margins.around(service);
    if (meets(busy_, blocked)) return true;
    while (!claims_.empty() && claims_.front().end <= blocked.start) claims_ = claims_.subspan(1);
    for (const Claim& claim : claims_) {
      if (claim.start >= blocked.end) return false;
      if (claim.owner != frame_.query.occupied.ignored_owner) return true;
    }
    return false;
  }

 private:
  static bool meets(std::span<const Interval>& ahead, Interval interval) {
    while (!ahead.empty() && ahead.front().end <= interval.start) ahead = ahead.subspan(1);
    return !ahead.empty() && ahead.front().start < interval.end;
  }

  const Frame& frame_;
  std::span<const Interval> off_;
  std::span<const Claim> claims_;
  std::span<const Interval> busy_;
};

// Where the opening that ends at `end` really ends: hours may go on after midnight. `enough` stops
// the search.
Minute extended_end(const Schedule& schedule, Date date, Interval opening, Minute enough) {
  Minute end = opening.end;
  Date at = schedule.zone().local_date(end);
  if (at == date) return end;
  while (end < enough) {
    const OpenDay day = schedule.open_intervals(at);
    const auto next =
        std::ranges::find_if(day.intervals(), [end](Interval i) { return i.contains(end); });
    if (next == day.intervals().end()) break;
    end = next->end;
    at = schedule.zone().local_date(end);
  }
  return end;
}

// One date's openings, slot by slot. Calls sink(start) for each offered start.
template <class Sink>
class DayScan {
 public:
  DayScan(const Frame& frame, Sink sink) : frame_(frame), sink_(sink) {}

  // `end` is where the hours that begin with the opening end.
  void add(Interval opening, Minute end) {
    const Minutes step = frame_.query.schedule.step();
    Blockers blockers(frame_, opening.start);
    for (Minute start = opening.start; start < opening.end; start += step) {
      const Interval service = frame_.service_from(start);
      if (service.end > end) return;
      if (blockers.in_time_off(service)) continue;
      any_fits_ = true;
      if (start < frame_.earliest) continue;
      any_in_time_ = true;
      if (blockers.taken(service)) continue;
      ++free_count_;
      sink_(start);
    }
  }

  DaySummary summary(Date date) const { return {date, status(), free_count_}; }

 private:
  DayStatus status() const {
    if (!any_fits_) return DayStatus::closed;
    if (!any_in_time_) return DayStatus::past;
    return free_count_ > 0 ? DayStatus::open : DayStatus::full;
  }

  const Frame& frame_;
  Sink sink_;
  bool any_fits_ = false;     // some start fits the hours
  bool any_in_time_ = false;  // … and is late enough
  std::uint16_t free_count_ = 0;
};

// Offered starts ascend within each opening, and openings ascend.
template <class Sink>
DaySummary scan_day(const Frame& frame, local_days day, Sink sink) {
  const Date date{day};
  if (day < frame.today) return {date, DayStatus::past, 0};
  if (day > frame.last_day) return {date, DayStatus::beyond, 0};
  if (!frame.bookable_at_all()) return {date, DayStatus::closed, 0};
  const Schedule& schedule = frame.query.schedule;
  const OpenDay open = schedule.open_intervals(date);
  DayScan scan(frame, sink);
  for (const Interval opening : open.intervals()) {
    const Minute enough = opening.end + frame.query.service.duration;
    scan.add(opening, extended_end(schedule, date, opening, enough));
  }
  return scan.summary(date);
}

constexpr auto ignore_start = [](Minute) {};

Minutes distance(Minute a, Minute b) {
  return a < b ? b - a : a - b;
}

// The starts nearest to one moment, nearest first, in a buffer of the caller.
class NearestStarts {
 public:
  NearestStarts(Minute to, std::span<Minute> buffer) : to_(to), buffer_(buffer) {}

  void offer(Minute start) {
    std::size_t place = count_;
    while (place > 0 && nearer(start, buffer_[place - 1])) --place;
    if (place == buffer_.size()) return;
    if (count_ < buffer_.size()) ++count_;
    std::copy_backward(buffer_.begin() + static_cast<std::ptrdiff_t>(place),
                       buffer_.begin() + static_cast<std::ptrdiff_t>(count_ - 1),
                       buffer_.begin() + static_cast<std::ptrdiff_t>(count_));
    buffer_[place] = start;
  }

  // Nothing as far away as `away` could still get in.
  bool settled(Minutes away) const {
    return count_ == buffer_.size() && (count_ == 0 || distance(buffer_[count_ - 1], to_) < away);
  }

  std::size_t finish() {
    std::ranges::sort(buffer_.first(count_));
    return count_;
  }

 private:
  bool nearer(Minute a, Minute b) const {
    const Minutes of_a = distance(a, to_);
    const Minutes of_b = distance(b, to_);
    return of_a < of_b || (of_a == of_b && a < b);
  }

  Minute to_;
  std::span<Minute> buffer_;
  std::size_t count_ = 0;
};

}  // namespace

std::string_view day_status_code(DayStatus status) {
  switch (status) {
    case DayStatus::open:
      return "open";
    case DayStatus::full:
      return "full";
    case DayStatus::closed:
      return "closed";
    case DayStatus::past:
      return "past";
    case DayStatus::beyond:
      return "beyond";
  }
  return "";
}

DaySummary offered_starts(const AvailabilityQuery& query, Date date, std::vector<Minute>& starts) {
  return scan_day(Frame(query), local_days{date}, [&](Minute start) { starts.push_back(start); });
}

void offers(const AvailabilityQuery& query, Date from, int days, Offers& offers) {
  const Frame frame(query);
  offers.days.clear();
  offers.starts.clear();
  for (int i = 0; i < days; ++i) {
    const auto first = static_cast<std::uint32_t>(offers.starts.size());
    const DaySummary summary = scan_day(frame, local_days{from} + std::chrono::days{i},
                                        [&](Minute start) { offers.starts.push_back(start); });
    offers.days.push_back({summary, first});
  }
}

void month_view(const AvailabilityQuery& query, year_month month, std::vector<DaySummary>& days) {
  MEME_ASSERT(month.ok());
  const Frame frame(query);
  days.clear();
  const local_days last{month / std::chrono::last};
  for (local_days day{month / 1}; day <= last; ++day) {
    days.push_back(scan_day(frame, day, ignore_start));
  }
}

std::size_t nearest_offered(const AvailabilityQuery& query, Minute start,
                            std::span<Minute> nearest) {
  const Frame frame(query);
  const TimeZone zone = query.schedule.zone();
  NearestStarts found(start, nearest);
  const auto offer = [&](Minute at) { found.offer(at); };
  const local_days centre =
      std::clamp(local_days{zone.local_date(start)}, frame.today, frame.last_day);
  scan_day(frame, centre, offer);
  for (int away = 1; away <= nearest_days_max; ++away) {
    const local_days before = centre - days{away};
    const local_days behind = centre + days{away};
    if (before < frame.today && behind > frame.last_day) break;
    // Dates further out are further away than these two are at least.
    const Minutes to_before = start - zone.hull_of(Date{before}).end;
    const Minutes to_behind = zone.hull_of(Date{behind}).start - start;
    if (found.settled(std::min(to_before, to_behind))) break;
    scan_day(frame, before, offer);
    scan_day(frame, behind, offer);
  }
  return found.finish();
}

std::optional<Minute> first_offered_within(const AvailabilityQuery& query, Interval window) {
  if (window.empty()) return std::nullopt;
  const Frame frame(query);
  const TimeZone zone = query.schedule.zone();
  std::optional<Minute> first;
  const auto keep_first = [&](Minute start) {
    if (!window.contains(frame.service_from(start))) return;
    if (!first || start < *first) first = start;
  };
  local_days day = std::max(local_days{zone.local_date(window.start)}, frame.today);
  const local_days last =
      std::min(local_days{zone.local_date(window.end - Minutes{1})}, frame.last_day);
  // A clock turned back over midnight shows the day before again, hence one day more than seems
  // needed.
  for (local_days enough = last + days{1}; day <= enough; ++day) {
    scan_day(frame, day, keep_first);
    if (first) enough = std::min(enough, local_days{zone.local_date(*first)} + days{1});
  }
  return first;
}

}  // namespace meme::booking
