#include "booking/bookings.h"

#include "base/check.h"
#include "booking/checks.h"
#include "booking/json.h"
#include "booking/once.h"
#include "booking/shown.h"
#include "booking/waitlists.h"

namespace meme::booking {
namespace {

std::vector<CancellationTier> tiers_of(const Books& books,
                                       const catalogue::PortfolioFacts& portfolio) {
  std::vector<CancellationTier> tiers;
  for (const auto& rule :
       books.catalogue.cancellation_policy(portfolio.cancellation_policy).rules) {
    tiers.push_back({rule.hours_before, rule.refund_percent});
  }
  return tiers;
}

// Everything but the interval; what is agreed now is frozen here.
ReservationRow draft(Write& write, const catalogue::PortfolioFacts& portfolio, MemberId customer,
                     const Agreed& agreed) {
  ReservationRow row;
  row.id = write.books().ids.next<ReservationId>(write.now());
  row.artist = portfolio.artist;
  row.portfolio = portfolio.id;
  row.customer = customer;
  row.mode = portfolio.mode;
  row.state = initial_state(portfolio.mode == BookingMode::approve);
  row.price = portfolio.price;
  row.title = portfolio.title;
  row.cancellation = json_of(agreed.tiers);
  json::write(row.contact, agreed.contact);
  row.created_at = write.now();
  row.updated_at = write.now();
  return row;
}

void set_deadline(Write& write, ReservationRow& row) {
  if (row.state != ReservationState::pending) return;
  row.deadline = approval_deadline(write.now(), write.calendar(row.artist).schedule->approval(),
                                   row.service.start);
}

Result<Reservation> finish(Write& write, const ReservationRow& row, Agreed agreed) {
  HistoryRow first;
  first.reservation = row.id;
  first.version = row.version;
  first.at = write.now();
  first.actor = Actor::customer;
  first.actor_id = row.customer;
  first.event = row.state == ReservationState::pending ? "request" : "book";
  first.state = row.state;
  write.add_reservation(row, first);
  return shown(write.books(), row, std::move(agreed), Act{Actor::customer, write.now()});
}

Result<Reservation> decide_held(Write& write, const identity::Principal& caller,
                                const BookHold& wish) {
  const auto hold = write.books().holds.find(wish.hold);
  if (!hold) return refuse(BookingError::hold_expired);
  if (hold->customer != caller.member || hold->purpose == HoldPurpose::counter_offer) {
    return refuse(BookingError::not_found);
  }
  const HoldState state{hold->customer, Fence{hold->fence}, hold->expires_at};
  if (const auto good = check_hold(state, {caller.member, Fence{wish.fence}}, write.now()); !good) {
    switch (good.error()) {
      case HoldRefusal::not_found:
        return refuse(BookingError::not_found);
      case HoldRefusal::stale_fence:
        return refuse(BookingError::stale_fence);
      case HoldRefusal::expired:
        return refuse(BookingError::hold_expired);
    }
  }
  if (hold->place == Place::visit && !wish.contact.address)
    return refuse(BookingError::address_needed);
  // Hidden since the hold was taken (B7).
  const auto portfolio = portfolio_for(write.books(), caller, hold->portfolio);
  if (!portfolio)
    return std::unexpected(Refusal{BookingError::not_offered, {text_of(Reason::hidden)}});

  Agreed agreed{wish.contact, tiers_of(write.books(), *portfolio)};
  ReservationRow row = draft(write, *portfolio, caller.member, agreed);
  row.place = hold->place;
  row.price = Money{hold->price.value_or(portfolio->price.amount)};
  row.service = hold->service;
  row.blocked = hold->blocked;
  set_deadline(write, row);
  const Claim claim = write.claim_of(row.artist, hold->blocked, hold->id.value);
  write.hand_over(row.artist, claim, *claim_kind(row.state), row.id.value);
  write.remove_hold(*hold);
  if (hold->purpose == HoldPurpose::waitlist_offer) take_waitlist_offer(write, *hold);
  return finish(write, row, std::move(agreed));
}

Result<Reservation> decide_slot(Write& write, const identity::Principal& caller,
                                const BookSlot& wish) {
  const auto portfolio = portfolio_for(write.books(), caller, wish.portfolio);
  if (!portfolio) return refuse(BookingError::not_found);
  if (wish.place == Place::visit && !wish.contact.address)
    return refuse(BookingError::address_needed);
  const Wanted wanted{portfolio->artist, service_of(write.books(), *portfolio, wish.place),
                      wish.start};
  if (auto free = check_free(write, wanted); !free) return std::unexpected(std::move(free.error()));

  Agreed agreed{wish.contact, tiers_of(write.books(), *portfolio)};
  ReservationRow row = draft(write, *portfolio, caller.member, agreed);
  const Claim claim =
      claim_for(write.calendar(row.artist), wanted, *claim_kind(row.state), row.id.value);
  if (!write.take(row.artist, claim)) return refuse(BookingError::slot_taken);
  row.place = wish.place;
  row.service = wanted.interval();
  row.blocked = claim.blocked();
  set_deadline(write, row);
  return finish(write, row, std::move(agreed));
}

}  // namespace

Result<Answer<Reservation>> book(Write& write, const Request& request, const BookHold& wish) {
  return once<Reservation>(write, request,
                           [&] { return decide_held(write, request.caller, wish); });
}

Result<Answer<Reservation>> book(Write& write, const Request& request, const BookSlot& wish) {
  return once<Reservation>(write, request,
                           [&] { return decide_slot(write, request.caller, wish); });
}

}  // namespace meme::booking
