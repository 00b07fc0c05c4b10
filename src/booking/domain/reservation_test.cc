#include "booking/domain/reservation.h"

#include <gtest/gtest.h>

#include <map>
#include <set>

namespace meme::booking {
namespace {

using namespace std::chrono;
using State = ReservationState;
using Event = ReservationEvent;
using Refusal = TransitionRefusal;

constexpr Interval service{minute_of(30'000'000), minute_of(30'000'090)};
constexpr Instant start{service.start};
constexpr Instant end{service.end};
constexpr Instant day_before = start - hours{24};
constexpr State all_states[] = {State::pending,  State::approved, State::completed, State::reviewed,
                                State::declined, State::canceled, State::expired,   State::no_show};
constexpr Actor all_actors[] = {Actor::customer, Actor::artist, Actor::operator_, Actor::system};

ReservationSituation pending() {
  return {.state = State::pending,
          .service = service,
          .needs_approval = true,
          .deadline = day_before + hours{12}};
}
ReservationSituation approved() {
  return {.state = State::approved, .service = service};
}

std::expected<State, Refusal> by(Actor actor, ReservationSituation in, Event event, Instant now) {
  return after(in, event, {actor, now});
}

TEST(Reservation, ARequestIsAnsweredByTheArtistBeforeTheDeadline) {
  EXPECT_EQ(by(Actor::artist, pending(), Event::approve, day_before), State::approved);
  EXPECT_EQ(by(Actor::artist, pending(), Event::decline, day_before), State::declined);
  EXPECT_EQ(by(Actor::customer, pending(), Event::approve, day_before).error(),
            Refusal::wrong_actor);
  const Instant deadline = *pending().deadline;
  EXPECT_EQ(by(Actor::artist, pending(), Event::approve, deadline).error(), Refusal::too_late);
  EXPECT_EQ(by(Actor::system, pending(), Event::expire, deadline - milliseconds{1}).error(),
            Refusal::too_early);
  EXPECT_EQ(by(Actor::system, pending(), Event::expire, deadline), State::expired);
}

TEST(Reservation, EndsOnlyWhenItsTimeHasCome) {
  EXPECT_EQ(by(Actor::artist, approved(), Event::complete, end - milliseconds{1}).error(),
            Refusal::too_early);
  EXPECT_EQ(by(Actor::artist, approved(), Event::complete, end), State::completed);
  EXPECT_EQ(by(Actor::artist, approved(), Event::no_show, start - milliseconds{1}).error(),
            Refusal::too_early);
  EXPECT_EQ(by(Actor::artist, approved(), Event::no_show, start), State::no_show);
  EXPECT_EQ(by(Actor::customer, approved(), Event::no_show, start).error(), Refusal::wrong_actor);
  ReservationSituation completed = approved();
  completed.state = State::completed;
  EXPECT_EQ(by(Actor::customer, completed, Event::review, end), State::reviewed);
}

TEST(Reservation, CancelingEndsAtTheStartExceptForOperators) {
  for (const Actor actor : {Actor::customer, Actor::artist}) {
    EXPECT_EQ(by(actor, approved(), Event::cancel, start - milliseconds{1}), State::canceled);
    EXPECT_EQ(by(actor, approved(), Event::cancel, start).error(), Refusal::too_late);
  }
  EXPECT_EQ(by(Actor::operator_, approved(), Event::cancel, start), State::canceled);
}

TEST(Reservation, AMovedBookingNeedsTheApprovalItNeededBefore) {
  EXPECT_EQ(by(Actor::customer, approved(), Event::reschedule, day_before), State::approved);
  ReservationSituation asked = approved();
  asked.needs_approval = true;
  EXPECT_EQ(by(Actor::customer, asked, Event::reschedule, day_before), State::pending);
  EXPECT_EQ(by(Actor::customer, pending(), Event::reschedule, day_before), State::pending);
  EXPECT_EQ(by(Actor::artist, approved(), Event::reschedule, day_before).error(),
            Refusal::wrong_actor);
  EXPECT_EQ(by(Actor::operator_, asked, Event::reschedule, day_before), State::pending);
  EXPECT_EQ(by(Actor::customer, approved(), Event::reschedule, start).error(), Refusal::too_late);
  EXPECT_EQ(by(Actor::operator_, approved(), Event::reschedule, start), State::approved);
}

TEST(Reservation, OneCounterOfferAtATime) {
  for (ReservationSituation situation : {pending(), approved()}) {
    const State state = situation.state;
    EXPECT_EQ(by(Actor::artist, situation, Event::counter_offer, day_before), state);
    EXPECT_EQ(by(Actor::customer, situation, Event::accept_offer, day_before).error(),
              Refusal::no_offer);
    EXPECT_EQ(by(Actor::customer, situation, Event::refuse_offer, day_before).error(),
              Refusal::no_offer);
    situation.offer_expires = day_before + hours{1};
    EXPECT_EQ(by(Actor::artist, situation, Event::counter_offer, day_before).error(),
              Refusal::offer_open);
    EXPECT_EQ(by(Actor::customer, situation, Event::reschedule, day_before).error(),
              Refusal::offer_open);
    EXPECT_EQ(by(Actor::customer, situation, Event::accept_offer, day_before), State::approved);
    EXPECT_EQ(by(Actor::customer, situation, Event::refuse_offer, day_before), state);
    EXPECT_EQ(by(Actor::system, situation, Event::lapse_offer, day_before).error(),
              Refusal::too_early);
    const Instant over = *situation.offer_expires;
    EXPECT_EQ(by(Actor::customer, situation, Event::accept_offer, over).error(),
              Refusal::offer_expired);
    EXPECT_EQ(by(Actor::system, situation, Event::lapse_offer, over), state);
  }
}

// The states that some event of some role leads to, at some time, with and without a counter-offer.
std::set<State> everywhere_from(State state) {
  std::set<State> targets;
  const auto try_all_events = [&](const ReservationSituation& situation, Act act) {
    for (std::size_t i = 0; i < reservation_event_count; ++i) {
      if (const auto to = after(situation, static_cast<Event>(i), act)) targets.insert(*to);
    }
  };
  ReservationSituation plain = pending();
  plain.state = state;
  ReservationSituation offered = plain;
  offered.offer_expires = start;
  for (const Actor actor : all_actors) {
    for (const Instant now : {day_before, start, end}) {
      try_all_events(plain, {actor, now});
      try_all_events(offered, {actor, now});
    }
  }
  return targets;
}

// Written out by hand, not read from the table: from each state, where events lead at some time for
// some role.
TEST(Reservation, NoOtherChangesExist) {
  const std::map<State, std::set<State>> expected = {
      {State::pending,
       {State::pending, State::approved, State::declined, State::expired, State::canceled}},
      {State::approved,
       {State::approved, State::pending, State::canceled, State::completed, State::no_show}},
      {State::completed, {State::reviewed}},
  };
  std::map<State, std::set<State>> found;
  for (const State state : all_states) {
    const std::set<State> targets = everywhere_from(state);
    if (!targets.empty()) found[state] = targets;
  }
  EXPECT_EQ(found, expected);
}

TEST(Reservation, WrongStatesAreNamedAsSuch) {
  for (const State state :
       {State::declined, State::canceled, State::expired, State::no_show, State::reviewed}) {
    ReservationSituation situation = approved();
    situation.state = state;
    for (std::size_t i = 0; i < reservation_event_count; ++i) {
      const auto refused = by(Actor::artist, situation, static_cast<Event>(i), day_before);
      EXPECT_EQ(refused.error(), Refusal::wrong_state) << state_code(state);
    }
  }
}

std::string actions(const ReservationSituation& situation, Act act) {
  std::string text;
  allowed_events(situation, act).each([&](Event event) {
    if (!text.empty()) text += ' ';
    text += event_code(event);
  });
  return text;
}

TEST(Reservation, ActionsAreWhatWouldSucceed) {
  EXPECT_EQ(actions(pending(), {Actor::artist, day_before}),
            "approve decline cancel counter_offer");
  EXPECT_EQ(actions(pending(), {Actor::customer, day_before}), "cancel reschedule");
  EXPECT_EQ(actions(pending(), {Actor::operator_, day_before}), "decline cancel reschedule");
  EXPECT_EQ(actions(approved(), {Actor::operator_, end}), "cancel reschedule complete no_show");
  EXPECT_EQ(actions(approved(), {Actor::customer, start}), "");
  EXPECT_EQ(actions(approved(), {Actor::artist, start}), "no_show");
  EXPECT_EQ(actions(approved(), {Actor::artist, end}), "complete no_show");
}

TEST(Reservation, ClaimsFollowTheState) {
  EXPECT_EQ(claim_kind(State::pending), ClaimKind::pending);
  EXPECT_EQ(claim_kind(State::approved), ClaimKind::approved);
  EXPECT_EQ(claim_kind(State::no_show), ClaimKind::past);
  EXPECT_EQ(claim_kind(State::expired), std::nullopt);
  EXPECT_EQ(initial_state(true), State::pending);
  EXPECT_EQ(initial_state(false), State::approved);
}

TEST(Reservation, DeadlinesNeverPassTheStart) {
  EXPECT_EQ(approval_deadline(day_before, hours{2}, service.start), day_before + hours{2});
  EXPECT_EQ(approval_deadline(day_before, hours{48}, service.start), start);
  const Interval sooner{service.start - hours{3}, service.end - hours{3}};
  EXPECT_EQ(offer_deadline(day_before, hours{48}, service, sooner), start - hours{3});
  EXPECT_EQ(offer_deadline(day_before, hours{48}, sooner, service), start - hours{3});
}

}  // namespace
}  // namespace meme::booking
