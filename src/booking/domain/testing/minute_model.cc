#include "booking/domain/testing/minute_model.h"

#include <algorithm>

#include "base/check.h"

namespace meme::booking::testing {

using namespace std::chrono;

MinuteModel::MinuteModel(Case facts, Interval bounds)
    : case_(std::move(facts)),
      zone_(TimeZone::find(case_.document.time_zone).value()),
      bounds_(bounds),
      facts_(static_cast<std::size_t>(bounds.length().count())) {
  const Facts* before = nullptr;
  Minute minute = bounds.start;
  for (Facts& now : facts_) {
    now.date = zone_.local_date(minute);
    now.open = is_open(minute, now.date);
    const bool goes_on = before != nullptr && before->open && before->date == now.date;
    now.opened = goes_on ? before->opened : minute;
    before = &now;
    minute += Minutes{1};
  }
  for (const TimeOff& off : case_.document.time_off) mark(off.interval, &Facts::off);
  for (const Interval& busy : case_.busy) mark(busy, &Facts::busy);
  for (const Claim& claim : case_.claims) {
    if (claim.owner != case_.ignored_owner) mark(claim.blocked(), &Facts::claimed);
  }
}

void MinuteModel::mark(Interval interval, bool Facts::* fact) {
  for (Minute minute = interval.start; minute < interval.end; minute += Minutes{1}) {
    if (bounds_.contains(minute)) {
      facts_[static_cast<std::size_t>((minute - bounds_.start).count())].*fact = true;
    }
  }
}

const MinuteModel::Facts& MinuteModel::at(Minute minute) const {
  MEME_ASSERT(bounds_.contains(minute));
  return facts_[static_cast<std::size_t>((minute - bounds_.start).count())];
}

bool MinuteModel::is_open(Minute minute, Date date) const {
  const LocalMinute shown = zone_.to_local(minute);
  const Minutes reading = shown - LocalMinute{local_days{date}};
  const auto* hours = &case_.document.weekly[weekday{local_days{date}}.iso_encoding() - 1];
  for (const ExceptionDay& exception : case_.document.exceptions) {
    if (exception.date == date) hours = &exception.hours;
  }
  return std::ranges::any_of(*hours, [reading](const HoursRange& range) {
    return range.open.since_midnight <= reading && reading < range.close.since_midnight;
  });
}

template <class Predicate>
bool MinuteModel::any(Interval interval, Predicate predicate) const {
  for (Minute minute = interval.start; minute < interval.end; minute += Minutes{1}) {
    if (predicate(at(minute))) return true;
  }
  return false;
}

Date MinuteModel::last_date() const {
  return Date{local_days{today()} + days{case_.document.horizon_days}};
}

ReasonSet MinuteModel::reasons(Minute start) const {
  ReasonSet reasons;
  const auto add_if = [&](bool applies, Reason reason) {
    if (applies) reasons.add(reason);
  };
  const Instant moment = start;
  const Interval service{start, start + case_.service.duration};
  add_if(case_.service.hidden, Reason::hidden);
  add_if(!case_.service.place_offered, Reason::place_not_offered);
  add_if(moment < case_.now, Reason::in_past);
  add_if(moment >= case_.now && moment < case_.now + minutes{case_.document.lead_time_minutes},
         Reason::lead_time);
  add_if(local_date(start) > last_date(), Reason::beyond_horizon);
  add_if(any(service, [](const Facts& facts) { return !facts.open; }), Reason::closed);
  add_if(any(service, [](const Facts& facts) { return facts.off; }), Reason::time_off);
  const Minutes since_opening = start - at(start).opened;
  add_if(at(start).open && since_opening % Minutes{case_.document.step_minutes} != Minutes{0},
         Reason::off_step);
  add_meetings(service, reasons);
  return reasons;
}

void MinuteModel::add_meetings(Interval service, ReasonSet& reasons) const {
  const Minutes travel{case_.service.visit ? case_.document.travel_minutes : 0};
  const Minutes before{case_.document.buffer_before_minutes};
  const Minutes after{case_.document.buffer_after_minutes};
  const Interval buffered{service.start - before, service.end + after};
  const Interval blocked{buffered.start - travel, buffered.end + travel};
  if (any(blocked, [](const Facts& facts) { return facts.busy; })) reasons.add(Reason::busy);
  if (!any(blocked, [](const Facts& facts) { return facts.claimed; })) return;
  for (const Claim& claim : case_.claims) {
    if (claim.owner == case_.ignored_owner || !claim.blocked().overlaps(blocked)) continue;
    const Minutes its_travel{claim.travel_minutes};
    const Interval its_buffered{claim.start + its_travel, claim.end - its_travel};
    if (claim.service().overlaps(service))
      reasons.add(Reason::taken);
    else if (its_buffered.overlaps(buffered))
      reasons.add(Reason::buffer);
    else
      reasons.add(Reason::travel);
  }
}

bool MinuteModel::is_free(Minute minute) const {
  const Facts& facts = at(minute);
  return facts.open && !facts.off && !facts.busy && !facts.claimed;
}

DayStatus MinuteModel::status(Date date, const std::vector<Minute>& starts_of_date) const {
  if (date < today()) return DayStatus::past;
  if (date > last_date()) return DayStatus::beyond;
  bool fits = false;
  bool in_time = false;
  bool free = false;
  for (const Minute start : starts_of_date) {
    const ReasonSet why = reasons(start);
    if (why.has(Reason::hidden) || why.has(Reason::place_not_offered)) continue;
    if (why.has(Reason::closed) || why.has(Reason::time_off) || why.has(Reason::off_step)) continue;
    fits = true;
    in_time |= !why.has(Reason::in_past) && !why.has(Reason::lead_time);
    free |= why.empty();
  }
  if (!fits) return DayStatus::closed;
  if (!in_time) return DayStatus::past;
  return free ? DayStatus::open : DayStatus::full;
}

}  // namespace meme::booking::testing
