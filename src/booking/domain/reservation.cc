#include "booking/domain/reservation.h"

#include <algorithm>
#include <iterator>

namespace meme::booking {
namespace {

using State = ReservationState;
using Event = ReservationEvent;
using Refusal = TransitionRefusal;

// When, measured on the reservation's own times, an event may happen.
enum class When : std::uint8_t {
  anytime,
  before_start,  // an operator may put things right later too
  from_start,
  from_end,
  before_deadline,
  from_deadline,
};
// What an event asks of the counter-offer.
enum class Offer : std::uint8_t { any_or_none, none_open, open, live, over };
using enum State;
using enum When;
using enum Offer;

constexpr std::uint8_t bit(Actor actor) {
  return static_cast<std::uint8_t>(1U << unsigned(actor));
}
constexpr std::uint8_t customer = bit(Actor::customer);
constexpr std::uint8_t artist = bit(Actor::artist);
constexpr std::uint8_t operator_ = bit(Actor::operator_);
constexpr std::uint8_t system_ = bit(Actor::system);
constexpr std::uint8_t staff = artist | operator_;
constexpr std::uint8_t movers = customer | operator_;  // the artist proposes instead
constexpr std::uint8_t parties = customer | staff;
constexpr std::optional<State> as_booked = std::nullopt;

struct Rule {
  State from;
  Event event;
  std::uint8_t actors;
  When when;
  Offer offer;
  std::optional<State> to;  // none: the state a new booking starts in
};

// One row for each change there is; all others are refused. At most one row for a state and an
// event.
//   A request that is moved is asked anew; a booking that needed approval needs it for its new time
//   too. An accepted counter-offer needs none: the artist proposed the time. An operator ends or
//   moves a booking for either party, but agrees to nothing in their place.
// clang-format off
constexpr Rule rules[] = {
    {pending,   Event::approve,       artist,          before_deadline, any_or_none, approved},
    {pending,   Event::decline,       staff,           anytime,         any_or_none, declined},
    {pending,   Event::expire,        system_,         from_deadline,   any_or_none, expired},
    {pending,   Event::cancel,        parties,         before_start,    any_or_none, canceled},
    {approved,  Event::cancel,        parties,         before_start,    any_or_none, canceled},
    {pending,   Event::reschedule,    movers,          before_deadline, none_open,   pending},
    {approved,  Event::reschedule,    movers,          before_start,    none_open,   as_booked},
    {pending,   Event::counter_offer, artist,          before_deadline, none_open,   pending},
    {approved,  Event::counter_offer, artist,          before_start,    none_open,   approved},
    {pending,   Event::accept_offer,  customer,        anytime,         live,        approved},
    {approved,  Event::accept_offer,  customer,        anytime,         live,        approved},
    {pending,   Event::refuse_offer,  customer,        anytime,         open,        pending},
    {approved,  Event::refuse_offer,  customer,        anytime,         open,        approved},
    {pending,   Event::lapse_offer,   system_,         anytime,         over,        pending},
    {approved,  Event::lapse_offer,   system_,         anytime,         over,        approved},
    {approved,  Event::complete,      staff | system_, from_end,        any_or_none, completed},
    {approved,  Event::no_show,       staff,           from_start,      any_or_none, no_show},
    {completed, Event::review,        customer,        anytime,         any_or_none, reviewed},
};
// clang-format on

const Rule* find_rule(State from, Event event) {
  const auto found = std::ranges::find_if(
      rules, [&](const Rule& rule) { return rule.from == from && rule.event == event; });
  return found == std::end(rules) ? nullptr : &*found;
}

std::optional<Refusal> refusal_by_time(When when, const ReservationSituation& situation, Act act) {
  const Instant start = situation.service.start;
  const bool started = act.now >= start;
  const bool due = situation.deadline && act.now >= *situation.deadline;
  switch (when) {
    case When::anytime:
      return std::nullopt;
    case When::before_start:
      if (started && act.actor != Actor::operator_) return Refusal::too_late;
      break;
    case When::from_start:
      if (!started) return Refusal::too_early;
      break;
    case When::from_end:
      if (act.now < Instant{situation.service.end}) return Refusal::too_early;
      break;
    case When::before_deadline:
      if (due || started) return Refusal::too_late;
      break;
    case When::from_deadline:
      if (!due && !started) return Refusal::too_early;
      break;
  }
  return std::nullopt;
}

std::optional<Refusal> refusal_by_offer(Offer need, const ReservationSituation& situation,
                                        Instant now) {
  const auto& expires = situation.offer_expires;
  switch (need) {
    case Offer::any_or_none:
      return std::nullopt;
    case Offer::none_open:
      if (expires) return Refusal::offer_open;
      break;
    case Offer::open:
      if (!expires) return Refusal::no_offer;
      break;
    case Offer::live:
      if (!expires) return Refusal::no_offer;
      if (now >= *expires) return Refusal::offer_expired;
      break;
    case Offer::over:
      if (!expires) return Refusal::no_offer;
      if (now < *expires) return Refusal::too_early;
      break;
  }
  return std::nullopt;
}

}  // namespace

std::expected<State, Refusal> after(const ReservationSituation& situation, Event event, Act act) {
  const Rule* rule = find_rule(situation.state, event);
  if (rule == nullptr) return std::unexpected(Refusal::wrong_state);
  if ((rule->actors & bit(act.actor)) == 0) return std::unexpected(Refusal::wrong_actor);
  if (const auto refusal = refusal_by_time(rule->when, situation, act)) {
    return std::unexpected(*refusal);
  }
  if (const auto refusal = refusal_by_offer(rule->offer, situation, act.now)) {
    return std::unexpected(*refusal);
  }
  return rule->to.value_or(initial_state(situation.needs_approval));
}

EventSet allowed_events(const ReservationSituation& situation, Act act) {
  EventSet allowed;
  for (std::uint8_t i = 0; i < reservation_event_count; ++i) {
    if (after(situation, Event{i}, act)) allowed.add(Event{i});
  }
  return allowed;
}

std::string_view state_code(State state) {
  switch (state) {
    case State::pending:
      return "pending";
    case State::approved:
      return "approved";
    case State::completed:
      return "completed";
    case State::reviewed:
      return "reviewed";
    case State::declined:
      return "declined";
    case State::canceled:
      return "canceled";
    case State::expired:
      return "expired";
    case State::no_show:
      return "no_show";
  }
  return "";
}

std::string_view event_code(Event event) {
  switch (event) {
    case Event::approve:
      return "approve";
    case Event::decline:
      return "decline";
    case Event::expire:
      return "expire";
    case Event::cancel:
      return "cancel";
    case Event::reschedule:
      return "reschedule";
    case Event::counter_offer:
      return "counter_offer";
    case Event::accept_offer:
      return "accept_offer";
    case Event::refuse_offer:
      return "refuse_offer";
    case Event::lapse_offer:
      return "lapse_offer";
    case Event::complete:
      return "complete";
    case Event::no_show:
      return "no_show";
    case Event::review:
      return "review";
  }
  return "";
}

std::string_view transition_refusal_code(Refusal refusal) {
  switch (refusal) {
    case Refusal::wrong_state:
      return "wrong_state";
    case Refusal::wrong_actor:
      return "wrong_actor";
    case Refusal::too_early:
      return "too_early";
    case Refusal::too_late:
      return "too_late";
    case Refusal::no_offer:
      return "no_offer";
    case Refusal::offer_open:
      return "offer_open";
    case Refusal::offer_expired:
      return "offer_expired";
  }
  return "";
}

std::optional<ClaimKind> claim_kind(State state) {
  switch (state) {
    case State::pending:
      return ClaimKind::pending;
    case State::approved:
      return ClaimKind::approved;
    case State::completed:
    case State::reviewed:
    case State::no_show:
      return ClaimKind::past;
    case State::declined:
    case State::canceled:
    case State::expired:
      return std::nullopt;
  }
  return std::nullopt;
}

State initial_state(bool needs_approval) {
  return needs_approval ? State::pending : State::approved;
}

Instant approval_deadline(Instant now, std::chrono::hours approval, Minute start) {
  return std::min(now + approval, Instant{start});
}

Instant offer_deadline(Instant now, std::chrono::hours approval, Interval current,
                       Interval offered) {
  return approval_deadline(now, approval, std::min(current.start, offered.start));
}

}  // namespace meme::booking
