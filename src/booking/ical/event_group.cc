#include "booking/ical/event_group.h"

#include <algorithm>
#include <chrono>
#include <set>
#include <tuple>

namespace meme::booking::ical {
namespace {

using namespace std::chrono;

// Wall clocks and UTC are less than a day and a half apart.
constexpr hours clock_slack{36};

// The instances that EXDATEs and RECURRENCE-IDs name; a date names all of that day on the series'
// clock.
class Exceptions {
 public:
  void add(const When& id) {
    if (id.is_date)
      dates_.insert(floor<days>(id.wall));
    else
      moments_.insert(id.instant());
  }
  bool has(const When& instance) const {
    if (dates_.contains(floor<days>(instance.wall))) return true;
    return !instance.is_date && moments_.contains(instance.instant());
  }

 private:
  std::set<local_days> dates_;
  std::set<Utc> moments_;
};

void append_span(const When& start, const Span& length, SpanRange range,
                 std::vector<BusySpan>& out) {
  const BusySpan span{start.instant(), end_of(start, length)};
  if (span.start < span.end && span.end > range.from && span.start < range.to) out.push_back(span);
}

seconds longest(const Span& span) {
  return seconds{span.nominal} + span.exact;
}

// One series: the master with the highest SEQUENCE and the changes to its instances.
class Series {
 public:
  Series(const Event& master, SpanRange range, WorkBudget& budget)
      : master_(master), range_(range), budget_(budget) {
    for (const When& id : master.excluded) exceptions_.add(id);
  }

  // Only `change.recurrence_id` and after it; changes must come in order of it.
  void add_change(const Event& change);

  bool append_to(std::vector<BusySpan>& out);

 private:
  struct Instance {
    When start;
    Span length;
  };

  bool collect(const EventRule& rule, std::vector<Wall>& out);
  WallRange walls() const;
  void append_instance(const Instance& instance, std::vector<BusySpan>& out) const;

  const Event& master_;
  SpanRange range_;
  WorkBudget& budget_;
  Exceptions exceptions_;
  std::vector<const Event*> from_here_on_;  // THISANDFUTURE, ascending
  seconds reach_{};                         // how far a change moves instances, either way
};

void Series::add_change(const Event& change) {
  if (!change.this_and_future) {
    exceptions_.add(*change.recurrence_id);
    return;
  }
  from_here_on_.push_back(&change);
  const seconds shift = change.start.wall - change.recurrence_id->wall;
  reach_ = std::max({reach_, abs(shift), longest(change.length)});
}

// Where starts of instances can lie that take time of the range.
WallRange Series::walls() const {
  const seconds slack = reach_ + longest(master_.length) + clock_slack;
  return {Wall{range_.from.time_since_epoch() - slack}, Wall{range_.to.time_since_epoch() + slack}};
}

bool Series::collect(const EventRule& rule, std::vector<Wall>& out) {
  WallRange range = walls();
  const When& start = master_.start;
  const TimeValue* until = rule.until ? &*rule.until : nullptr;
  if (until != nullptr) range.to = std::min(range.to, until->wall + clock_slack);
  std::vector<Wall> found;
  if (!occurrences({rule.rule, start.wall, start.is_date}, range, budget_, found)) return false;
  for (Wall at : found) {
    bool over = false;
    if (until != nullptr && (until->is_date || start.is_date)) {
      over = floor<days>(at) > floor<days>(until->wall);
    } else if (until != nullptr && until->is_utc) {
      over = start.clock->instant(at) > Utc{until->wall.time_since_epoch()};
    } else if (until != nullptr) {
      over = at > until->wall;
    }
    if (!over) out.push_back(at);
  }
  return true;
}

void Series::append_instance(const Instance& instance, std::vector<BusySpan>& out) const {
  if (exceptions_.has(instance.start)) return;
  const Event* change = nullptr;
  for (const Event* candidate : from_here_on_) {
    if (instance.start.instant() >= candidate->recurrence_id->instant()) change = candidate;
  }
  if (change == nullptr) {
    if (master_.busy) append_span(instance.start, instance.length, range_, out);
    return;
  }
  if (!change->busy) return;
  const seconds shift = change->start.wall - change->recurrence_id->wall;
  append_span({instance.start.wall + shift, change->start.clock, change->start.is_date},
              change->length, range_, out);
}

bool Series::append_to(std::vector<BusySpan>& out) {
  const WallRange range = walls();
  std::vector<Wall> starts;
  // DTSTART is an instance even where the rule does not meet it; calendars differ, and the time is
  // better kept free.
  if (range.from <= master_.start.wall && master_.start.wall < range.to) {
    starts.push_back(master_.start.wall);
  }
  for (const EventRule& rule : master_.rules) {
    if (!collect(rule, starts)) return false;
  }
  std::ranges::sort(starts);
  starts.erase(std::ranges::unique(starts).begin(), starts.end());
  if (!budget_.spend(static_cast<std::int64_t>(starts.size() * (1 + from_here_on_.size())))) {
    return false;
  }
  for (Wall at : starts) {
    append_instance({{at, master_.start.clock, master_.start.is_date}, master_.length}, out);
  }
  for (const ExtraDate& extra : master_.extra) {
    append_instance({extra.start, extra.length.value_or(master_.length)}, out);
  }
  return true;
}

bool older(const Event& a, const Event& b) {
  return a.sequence < b.sequence;
}

// Where several versions of one instance are there, only the newest (the last of equal ones) stays.
std::vector<Event> newest_changes(std::vector<Event> changes) {
  std::ranges::sort(changes, older);
  std::vector<Event> kept;
  std::set<std::pair<Utc, bool>> seen;
  for (auto change = changes.rbegin(); change != changes.rend(); ++change) {
    const auto id = std::pair(change->recurrence_id->instant(), change->recurrence_id->is_date);
    if (seen.insert(id).second) kept.push_back(std::move(*change));
  }
  std::ranges::sort(kept, {}, [](const Event& e) { return e.recurrence_id->instant(); });
  return kept;
}

}  // namespace

bool append_busy(std::vector<Event> group, SpanRange range, WorkBudget& budget,
                 std::vector<BusySpan>& out) {
  std::vector<Event> masters;
  std::vector<Event> changes;
  for (Event& event : group) (event.recurrence_id ? changes : masters).push_back(std::move(event));
  changes = newest_changes(std::move(changes));
  if (!masters.empty()) {
    std::ranges::sort(masters, older);
    Series series(masters.back(), range, budget);
    for (const Event& change : changes) series.add_change(change);
    if (!series.append_to(out)) return false;
  }
  for (const Event& change : changes) {
    const bool in_series = change.this_and_future && !masters.empty();
    if (change.busy && !in_series) append_span(change.start, change.length, range, out);
  }
  return true;
}

}  // namespace meme::booking::ical
