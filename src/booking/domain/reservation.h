#pragma once
#include <cstdint>
#include <expected>
#include <optional>
#include <string>
#include <string_view>

#include "base/money.h"
#include "base/time.h"
#include "booking/domain/actors.h"
#include "booking/domain/cancellation_policy.h"
#include "booking/domain/claim.h"

namespace meme::booking {

// Stored in the database; the numbers never change meaning.
enum class ReservationState : std::uint8_t {
  pending = 1,
  approved = 2,
  completed = 3,
  reviewed = 4,
  declined = 5,
  canceled = 6,
  expired = 7,
  no_show = 8,
};
std::string_view state_code(ReservationState state);

enum class ReservationEvent : std::uint8_t {
  approve,
  decline,
  expire,
  cancel,
  reschedule,
  counter_offer,
  accept_offer,
  refuse_offer,
  lapse_offer,
  complete,
  no_show,
  review,
};
inline constexpr std::size_t reservation_event_count = 12;
std::string_view event_code(ReservationEvent event);

// What was agreed when booking; later changes of the portfolio do not touch it.
struct FrozenTerms {
  Money price;
  std::string title;
  Minutes duration{0};
  CancellationTerms cancellation;
};

// The part of a reservation that decides what may happen to it.
struct ReservationSituation {
  ReservationState state = ReservationState::pending;
  Interval service;
  bool needs_approval = false;           // booked in approve mode
  std::optional<Instant> deadline;       // while pending
  std::optional<Instant> offer_expires;  // while a counter-offer is open
};

enum class TransitionRefusal : std::uint8_t {
  wrong_state,  // not from this state
  wrong_actor,  // not by this role
  too_early,    // complete before the end, no-show before the start, expire before the deadline
  too_late,     // after the start or the deadline
  no_offer,     // none is open
  offer_open,   // one is open already
  offer_expired,
};
std::string_view transition_refusal_code(TransitionRefusal refusal);

// The state after `event`, or why not. The table in reservation.cc is the whole truth.
std::expected<ReservationState, TransitionRefusal> after(const ReservationSituation& now_in,
                                                         ReservationEvent event, Act act);

class EventSet {
 public:
  constexpr void add(ReservationEvent event) { bits_ |= bit(event); }
  constexpr bool has(ReservationEvent event) const { return (bits_ & bit(event)) != 0; }
  constexpr bool empty() const { return bits_ == 0; }
  template <class Visit>
  constexpr void each(Visit visit) const {
    for (std::uint8_t i = 0; i < reservation_event_count; ++i) {
      if (has(ReservationEvent{i})) visit(ReservationEvent{i});
    }
  }
  friend constexpr bool operator==(EventSet, EventSet) = default;

 private:
  static constexpr std::uint16_t bit(ReservationEvent event) {
    return static_cast<std::uint16_t>(1U << static_cast<unsigned>(event));
  }
  std::uint16_t bits_ = 0;
};
// What `act.actor` could do now; exactly the events that after() does not refuse.
EventSet allowed_events(const ReservationSituation& now_in, Act act);

// A pending, approved or past reservation takes the artist's time; the others have given it back.
std::optional<ClaimKind> claim_kind(ReservationState state);

ReservationState initial_state(bool needs_approval);
// When a request made at `now` expires: after the approval time, but not later than its start.
Instant approval_deadline(Instant now, std::chrono::hours approval, Minute start);
// When a counter-offer made at `now` lapses: the same, and not later than the start it would
// replace.
Instant offer_deadline(Instant now, std::chrono::hours approval, Interval current,
                       Interval offered);

}  // namespace meme::booking
