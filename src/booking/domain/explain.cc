#include <algorithm>

#include "booking/domain/availability.h"
#include "booking/domain/frame.h"
#include "booking/domain/interval_set.h"

namespace meme::booking {
namespace {

using namespace std::chrono;

void add(Explanation& why, Reason reason, Interval because) {
  // The first interval found stays: it is the earliest.
  if (!why.reasons.has(reason)) why.because[static_cast<std::size_t>(reason)] = because;
  why.reasons.add(reason);
}

Minute end_of_day(TimeZone zone, local_days day) {
  return zone.hull_of(Date{day}).end;
}

void explain_offer(const Frame& frame, Explanation& why) {
  if (frame.query.service.hidden) add(why, Reason::hidden, {});
  if (!frame.query.service.place_offered) add(why, Reason::place_not_offered, {});
}

void explain_distance(const Frame& frame, Minute start, local_days day, Explanation& why) {
  if (start < frame.now) {
    add(why, Reason::in_past, {frame.now, frame.earliest});
  } else if (start < frame.earliest) {
    add(why, Reason::lead_time, {frame.now, frame.earliest});
  }
  if (day > frame.last_day) {
    add(why, Reason::beyond_horizon,
        {end_of_day(frame.query.schedule.zone(), frame.last_day), Minute::max()});
  }
}

// Follows the opening hours from minute to minute, over midnights, until the service ends or they
// do.
bool within_hours(const Schedule& schedule, Interval service) {
  Minute at = service.start;
  while (at < service.end) {
    const OpenDay day = schedule.open_intervals(schedule.zone().local_date(at));
    const auto open =
        std::ranges::find_if(day.intervals(), [at](Interval i) { return i.contains(at); });
    if (open == day.intervals().end()) return false;
    at = open->end;
  }
  return true;
}

Interval nearest_opening(const OpenDay& day, Minute start) {
  Interval nearest{};
  for (const Interval& opening : day.intervals()) {
    if (nearest.empty() || opening.start <= start) nearest = opening;
  }
  return nearest;
}

void explain_hours(const Frame& frame, Minute start, Explanation& why) {
  const Schedule& schedule = frame.query.schedule;
  const OpenDay day = schedule.open_intervals(schedule.zone().local_date(start));
  const Interval opening = nearest_opening(day, start);
  if (opening.contains(start) && (start - opening.start) % schedule.step() != Minutes{0}) {
    add(why, Reason::off_step, opening);
  }
  const Interval service = frame.service_from(start);
  if (!within_hours(schedule, service)) add(why, Reason::closed, opening);
  const auto off = schedule.time_off();
  const std::size_t next = first_ending_after(off, start);
  if (next < off.size() && off[next].overlaps(service)) add(why, Reason::time_off, off[next]);
}

// Two bookings meet; what exactly does?
Reason meeting(const Frame& frame, Interval service, const Claim& claim) {
  if (claim.service().overlaps(service)) return Reason::taken;
  const auto without_travel = [](Interval blocked, Minutes travel) {
    return Interval{blocked.start + travel, blocked.end - travel};
  };
  const Interval ours = without_travel(frame.margins.around(service), frame.margins.travel);
  const Interval theirs = without_travel(claim.blocked(), Minutes{claim.travel_minutes});
  return ours.overlaps(theirs) ? Reason::buffer : Reason::travel;
}

void explain_occupied(const Frame& frame, Minute start, Explanation& why) {
  const Occupied& occupied = frame.query.occupied;
  const Interval service = frame.service_from(start);
  const Interval blocked = frame.margins.around(service);
  const auto claims = occupied.claims;
  auto claim = std::ranges::upper_bound(claims, blocked.start, {}, &Claim::end);
  for (; claim != claims.end() && claim->start < blocked.end; ++claim) {
    if (claim->owner != occupied.ignored_owner) {
      add(why, meeting(frame, service, *claim), claim->blocked());
    }
  }
  const std::size_t next = first_ending_after(occupied.busy, blocked.start);
  if (next < occupied.busy.size() && occupied.busy[next].overlaps(blocked)) {
    add(why, Reason::busy, occupied.busy[next]);
  }
}

}  // namespace

Explanation explain(const AvailabilityQuery& query, Minute start) {
  const Frame frame(query);
  Explanation why;
  explain_offer(frame, why);
  explain_distance(frame, start, local_days{query.schedule.zone().local_date(start)}, why);
  explain_hours(frame, start, why);
  explain_occupied(frame, start, why);
  return why;
}

std::expected<void, ReasonSet> check_offered(const AvailabilityQuery& query, Minute start) {
  const Explanation why = explain(query, start);
  if (!why.offered()) return std::unexpected(why.reasons);
  return {};
}

}  // namespace meme::booking
