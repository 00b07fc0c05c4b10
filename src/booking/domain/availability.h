#pragma once
#include <cstdint>
#include <expected>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "base/time.h"
#include "booking/domain/claim.h"
#include "booking/domain/reasons.h"
#include "booking/domain/schedule.h"

namespace meme::booking {

// What is asked for. duration within service_minutes_bounds.
struct ServiceRequest {
  Minutes duration{60};
  bool visit = false;
  bool place_offered = true;
  bool hidden = false;

  friend bool operator==(const ServiceRequest&, const ServiceRequest&) = default;
};

// One question about an artist's time. All views must outlive the call; nothing is kept.
struct AvailabilityQuery {
  const Schedule& schedule;
  Occupied occupied;
  ServiceRequest service;
  Instant now;
};

enum class DayStatus : std::uint8_t {
  open,    // something is offered
  full,    // the hours would hold the service, but all of it is taken
  closed,  // no hours, or too short for the service
  past,    // before today, or nothing left early enough for the lead time
  beyond,  // later than the horizon
};
std::string_view day_status_code(DayStatus status);

struct DaySummary {
  Date date{};
  DayStatus status = DayStatus::closed;
  std::uint16_t free_count = 0;
};

// Days with their starts; `starts` holds the days' starts one after another. Reused between calls
// it stops allocating.
struct Offers {
  struct Day {
    DaySummary summary;
    std::uint32_t first = 0;
  };
  std::vector<Day> days;
  std::vector<Minute> starts;

  std::span<const Minute> starts_of(const Day& day) const {
    return std::span(starts).subspan(day.first, day.summary.free_count);
  }
};

// A start is offered when the service lies in the hours, starts on the step counted from an
// opening, meets no time off, respects lead time and horizon, and the service with its margins
// meets no claim and no busy time. These functions agree: a start is among offered_starts() of its
// local date <=> check_offered() succeeds <=> explain() has no reason.

// Appends the offered starts of a local date, ascending.
DaySummary offered_starts(const AvailabilityQuery& query, Date date, std::vector<Minute>& starts);
// Replaces `offers` by `days` days from `from` on.
void offers(const AvailabilityQuery& query, Date from, int days, Offers& offers);
// One summary for each day of the month, replacing what is in `days`.
void month_view(const AvailabilityQuery& query, std::chrono::year_month month,
                std::vector<DaySummary>& days);
// What offers() and month_view() say about `days` days from `from` on is the same at every moment
// from the query's own on and before this one, unless the calendar changes.
Instant steady_until(const AvailabilityQuery& query, Date from, int days);

// B7, the check before a claim is written.
std::expected<void, ReasonSet> check_offered(const AvailabilityQuery& query, Minute start);
// B6: every reason that applies.
Explanation explain(const AvailabilityQuery& query, Minute start);

// Up to nearest.size() offered starts nearest to `start`, ascending; the earlier of two at the same
// distance goes first. Looks at most nearest_days_max days away. Returns how many.
inline constexpr int nearest_days_max = 31;
std::size_t nearest_offered(const AvailabilityQuery& query, Minute start,
                            std::span<Minute> nearest);
// The earliest offered start whose service lies in the window.
std::optional<Minute> first_offered_within(const AvailabilityQuery& query, Interval window);

}  // namespace meme::booking
