#include "booking/changes.h"

#include <algorithm>

#include "base/check.h"
#include "booking/checks.h"
#include "booking/json.h"
#include "booking/offers.h"
#include "booking/once.h"
#include "booking/shown.h"

namespace meme::booking {
namespace {

// One change under way: the row as it was, as it becomes, and who does it.
struct Step {
  Write& write;
  const ReservationRow before;
  ReservationRow row;
  Act act;
  std::string detail;
};

ReservationEvent event_of(const Change& change) {
  struct Names {
    ReservationEvent operator()(const Approve&) const { return ReservationEvent::approve; }
    ReservationEvent operator()(const Decline&) const { return ReservationEvent::decline; }
    ReservationEvent operator()(const Cancel&) const { return ReservationEvent::cancel; }
    ReservationEvent operator()(const Reschedule&) const { return ReservationEvent::reschedule; }
    ReservationEvent operator()(const CounterOffer&) const {
      return ReservationEvent::counter_offer;
    }
    ReservationEvent operator()(const AcceptOffer&) const { return ReservationEvent::accept_offer; }
    ReservationEvent operator()(const RefuseOffer&) const { return ReservationEvent::refuse_offer; }
    ReservationEvent operator()(const Complete&) const { return ReservationEvent::complete; }
    ReservationEvent operator()(const NoShow&) const { return ReservationEvent::no_show; }
  };
  return std::visit(Names{}, change);
}

Claim own_claim(Step& step) {
  return step.write.claim_of(step.row.artist, step.before.blocked, step.row.id.value);
}

std::optional<HoldRow> open_offer(Step& step) {
  if (!step.before.offer_hold) return std::nullopt;
  return step.write.books().holds.find(*step.before.offer_hold);
}

// Before anything else is done with the reservation's own claim, which the offer may share.
void drop_offer(Step& step) {
  if (const auto offer = open_offer(step)) give_offer_back(step.write, step.before, *offer);
  step.row.offer_hold.reset();
}

// The service as it was agreed, at another time, which must be free but for the reservation itself.
Result<Wanted> other_time(Step& step, Minute start) {
  if (start == step.before.service.start) {
    const ReasonText same{"same_time", "It takes place at this time already.", ""};
    return std::unexpected(Refusal{BookingError::not_offered, {same}});
  }
  ServiceRequest service;
  service.duration = step.before.service.length();
  service.visit = step.before.place == Place::visit;
  Wanted wanted{step.before.artist, service, start, step.row.id.value};
  if (auto free = check_free(step.write, wanted); !free)
    return std::unexpected(std::move(free.error()));
  return wanted;
}

void move_to(Step& step, Interval service, Interval blocked) {
  step.row.service = service;
  step.row.blocked = blocked;
  ++step.row.sequence;
}

// A request that is moved is asked anew.
void ask_anew(Step& step) {
  if (step.row.state != ReservationState::pending) return;
  const auto approval = step.write.calendar(step.row.artist).schedule->approval();
  step.row.deadline = approval_deadline(step.write.now(), approval, step.row.service.start);
}

Result<void> apply(Step& step, const Approve&) {
  drop_offer(step);
  step.write.hand_over(step.row.artist, own_claim(step), ClaimKind::approved, step.row.id.value);
  return {};
}

Result<void> apply(Step& step, const Decline& decline) {
  step.detail = decline.reason;
  drop_offer(step);
  step.write.give_back(step.row.artist, own_claim(step));
  return {};
}

Result<void> apply(Step& step, const Cancel& cancel) {
  step.detail = cancel.reason;
  const CancellationTerms terms = terms_of(step.before);
  const bool approved = step.before.state == ReservationState::approved;
  const Refund refund =
      refund_of({terms, step.before.price, step.before.service.start, approved}, step.act);
  step.row.canceled_by = step.act.actor;
  step.row.canceled_reason = cancel.reason;
  step.row.canceled_rule =
      json::write(StoredRule{std::string(refund_rule_code(refund.rule)), refund.tier.hours_before,
                             refund.tier.refund_percent});
  step.row.refund = refund.amount.amount;
  drop_offer(step);
  step.write.give_back(step.row.artist, own_claim(step));
  return {};
}

Result<void> apply(Step& step, const Reschedule& move) {
  const auto wanted = other_time(step, move.start);
  if (!wanted) return std::unexpected(wanted.error());
  if (step.act.actor == Actor::customer) {
    const CancellationTerms terms = terms_of(step.before);
    const bool approved = step.before.state == ReservationState::approved;
    step.row.cancellation = json_of(
        after_reschedule({terms, step.before.price, step.before.service.start, approved}, step.act)
            .tiers);
  }
  const Claim claim = claim_for(step.write.calendar(step.row.artist), *wanted,
                                *claim_kind(step.row.state), step.row.id.value);
  drop_offer(step);
  step.write.give_back(step.row.artist, own_claim(step));
  MEME_ASSERT(step.write.take(step.row.artist, claim));
  move_to(step, wanted->interval(), claim.blocked());
  ask_anew(step);
  return {};
}

Result<void> apply(Step& step, const CounterOffer& proposal) {
  step.detail = proposal.message;
  const auto wanted = other_time(step, proposal.start);
  if (!wanted) return std::unexpected(wanted.error());
  HoldRow offer;
  offer.id = step.write.books().ids.next<HoldId>(step.write.now());
  const ArtistCalendar& calendar = step.write.calendar(step.row.artist);
  const Claim claim = claim_for(calendar, *wanted, ClaimKind::hold, offer.id.value);
  offer.expires_at = offer_deadline(step.write.now(), calendar.schedule->approval(),
                                    step.before.service, wanted->interval());
  take_offered_time(step.write, step.before, claim);
  offer.artist = step.row.artist;
  offer.portfolio = step.row.portfolio;
  offer.customer = step.row.customer;
  offer.place = step.row.place;
  offer.service = wanted->interval();
  offer.blocked = claim.blocked();
  offer.fence = step.write.next_fence(step.row.artist);
  offer.purpose = HoldPurpose::counter_offer;
  offer.reservation = step.row.id;
  step.write.add_hold(offer);
  step.row.offer_hold = offer.id;
  // The request does not expire under an offer that can still be accepted.
  if (step.row.deadline) step.row.deadline = std::max(*step.row.deadline, offer.expires_at);
  return {};
}

Result<void> apply(Step& step, const AcceptOffer&) {
  const auto offer = open_offer(step);
  MEME_ASSERT(offer.has_value());
  move_into_offer(step.write, step.before, *offer, *claim_kind(step.row.state));
  step.row.offer_hold.reset();
  move_to(step, offer->service, offer->blocked);
  return {};
}

Result<void> apply(Step& step, const RefuseOffer&) {
  drop_offer(step);
  return {};
}

Result<void> apply(Step& step, const Complete&) {
  drop_offer(step);
  step.write.hand_over(step.row.artist, own_claim(step), ClaimKind::past, step.row.id.value);
  return {};
}

Result<void> apply(Step& step, const NoShow&) {
  return apply(step, Complete{});
}

void record(Step& step, ReservationEvent event, MemberId actor) {
  if (step.row.state != ReservationState::pending) step.row.deadline.reset();
  HistoryRow why;
  why.reservation = step.row.id;
  why.at = step.write.now();
  why.actor = step.act.actor;
  why.actor_id = actor;
  why.event = event_code(event);
  why.state = step.row.state;
  why.detail = std::move(step.detail);
  step.write.change_reservation(step.before, step.row, std::move(why));
}

std::unexpected<Refusal> refused(TransitionRefusal why) {
  Refusal refusal;
  refusal.error =
      why == TransitionRefusal::wrong_actor ? BookingError::not_allowed : BookingError::wrong_state;
  refusal.reasons.push_back({std::string(transition_refusal_code(why)), "", ""});
  return std::unexpected(std::move(refusal));
}

// Somebody may meet a reservation in two roles; the one that may do this counts.
Actor actor_for(const identity::Principal& caller, const ReservationRow& row,
                ReservationEvent event, const EventSet& as_artist) {
  if (caller.is_artist(row.artist) && as_artist.has(event)) return Actor::artist;
  return *role_in(caller, row);
}

Result<Reservation> decide_change(Write& write, const identity::Principal& caller,
                                  const ChangeReservation& wish) {
  const auto row = write.store().reservation(wish.reservation);
  if (!row || !role_in(caller, *row)) return refuse(BookingError::not_found);
  if (row->version != wish.expected_version) return refuse(BookingError::version_mismatch);
  const ReservationEvent event = event_of(wish.change);
  const ReservationSituation situation = situation_of(write.books(), *row);
  const EventSet as_artist = allowed_events(situation, {Actor::artist, write.now()});
  const Act act{actor_for(caller, *row, event, as_artist), write.now()};
  const auto state = after(situation, event, act);
  if (!state) return refused(state.error());

  Step step{write, *row, *row, act, {}};
  step.row.state = *state;
  const auto done =
      std::visit([&](const auto& change) { return apply(step, change); }, wish.change);
  if (!done) return std::unexpected(done.error());
  record(step, event, caller.member);
  return shown(write.books(), step.row, act);
}

}  // namespace

Result<Answer<Reservation>> change_reservation(Write& write, const Request& request,
                                               const ChangeReservation& wish) {
  return once<Reservation>(write, request,
                           [&] { return decide_change(write, request.caller, wish); });
}

void lapse_offer(Write& write, const HoldRow& offer) {
  const auto row = write.store().reservation(offer.reservation.value());
  MEME_ASSERT(row.has_value() && row->offer_hold == offer.id);
  Step step{write, *row, *row, {Actor::system, write.now()}, {}};
  drop_offer(step);
  record(step, ReservationEvent::lapse_offer, {});
}

void expire_requests(Write& write, std::size_t most) {
  for (const ReservationId id : write.books().deadlines.due(write.now(), most)) {
    const auto row = write.store().reservation(id);
    MEME_ASSERT(row.has_value() && row->state == ReservationState::pending);
    Step step{write, *row, *row, {Actor::system, write.now()}, {}};
    const auto state = after(situation_of(write.books(), *row), ReservationEvent::expire, step.act);
    MEME_ASSERT(state.has_value());
    step.row.state = *state;
    drop_offer(step);
    write.give_back(row->artist, own_claim(step));
    record(step, ReservationEvent::expire, {});
  }
}

}  // namespace meme::booking
