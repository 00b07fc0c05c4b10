#pragma once
#include <algorithm>
#include <utility>

#include "booking/domain/blockers.h"
#include "booking/domain/frame.h"

namespace meme::booking {

// One date's openings, slot by slot. Calls sink(start) for each offered start.
template <class Sink>
class DayScan {
 public:
  DayScan(const Frame& frame, Blockers& blockers, Sink& sink)
      : frame_(frame), blockers_(blockers), sink_(sink) {}

  // `end` is where the hours that begin with the opening end.
  void add(Interval opening, Minute end) {
    const Minute last = std::min(end - frame_.query.service.duration, opening.end - Minutes{1});
    blockers_.go_to(opening.start);
    for (Minute start = opening.start; start <= last;) {
      const Minute possible = next_possible(start);
      if (possible > start) {
        start = on_step(start, possible);
        continue;
      }
      ++free_count_;
      sink_(start);
      start += frame_.query.schedule.step();
    }
  }

  DaySummary summary(Date date) const { return {date, status(), free_count_}; }

 private:
  // `start` if it is offered, otherwise a later minute before which none is.
  Minute next_possible(Minute start) {
    const Interval service = frame_.service_from(start);
    const Minute after_time_off = blockers_.past_time_off(service);
    if (after_time_off > start) return after_time_off;
    any_fits_ = true;
    if (start < frame_.earliest) return frame_.earliest;
    any_in_time_ = true;
    return blockers_.past_bookings(service);
  }

  Minute on_step(Minute from, Minute at_least) const {
    const Minutes step = frame_.query.schedule.step();
    return from + (at_least - from + step - Minutes{1}) / step * step;
  }

  DayStatus status() const {
    if (!any_fits_) return DayStatus::closed;
    if (!any_in_time_) return DayStatus::past;
    return free_count_ > 0 ? DayStatus::open : DayStatus::full;
  }

  const Frame& frame_;
  Blockers& blockers_;
  Sink& sink_;
  bool any_fits_ = false;     // some start fits the hours
  bool any_in_time_ = false;  // … and is late enough
  std::uint16_t free_count_ = 0;
};

// Where the hours really end that the opening on `day` begins: they may go on after midnight.
// `enough` stops the search.
inline Minute extended_end(const Schedule& schedule, local_days day, Interval opening,
                           Minute enough) {
  const auto day_at = [&](Minute at) {
    return std::chrono::floor<std::chrono::days>(schedule.zone().to_local(at));
  };
  Minute end = opening.end;
  local_days next = day_at(end);
  if (next == day) return end;
  while (end < enough) {
    const OpenDay hours = schedule.open_intervals(next);
    const auto found =
        std::ranges::find_if(hours.intervals(), [end](Interval i) { return i.contains(end); });
    if (found == hours.intervals().end()) break;
    end = found->end;
    next = day_at(end);
  }
  return end;
}

// Answers about days, best asked in ascending order. Offered starts ascend within each day.
template <class Sink>
class Scan {
 public:
  Scan(const Frame& frame, Sink sink) : frame_(frame), blockers_(frame), sink_(std::move(sink)) {}

  DaySummary operator()(local_days day) {
    const Date date{day};
    if (day < frame_.today) return {date, DayStatus::past, 0};
    if (day > frame_.last_day) return {date, DayStatus::beyond, 0};
    if (!frame_.bookable_at_all()) return {date, DayStatus::closed, 0};
    const Schedule& schedule = frame_.query.schedule;
    const OpenDay open = schedule.open_intervals(day);
    DayScan scan(frame_, blockers_, sink_);
    for (const Interval opening : open.intervals()) {
      const Minute enough = opening.end + frame_.query.service.duration;
      scan.add(opening, extended_end(schedule, day, opening, enough));
    }
    return scan.summary(date);
  }

 private:
  const Frame& frame_;
  Blockers blockers_;
  Sink sink_;
};

}  // namespace meme::booking
