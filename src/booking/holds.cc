#include "booking/holds.h"

#include <algorithm>

#include "booking/changes.h"
#include "booking/checks.h"
#include "booking/once.h"
#include "booking/shown.h"
#include "booking/waitlists.h"

namespace meme::booking {
namespace {

bool holds_too_many(const Books& books, MemberId customer, Instant now) {
  const auto holds = books.holds.of_customer(customer);
  const auto live = std::ranges::count_if(holds, [&](const HoldRow& hold) {
    return hold.purpose == HoldPurpose::booking && hold.expires_at > now;
  });
  return live >= books.settings.holds_per_customer_max;
}

Result<Hold> decide_hold(Write& write, const identity::Principal& caller, const TakeHold& wish) {
  Books& books = write.books();
  const auto portfolio = portfolio_for(books, caller, wish.portfolio);
  if (!portfolio) return refuse(BookingError::not_found);
  if (holds_too_many(books, caller.member, write.now()))
    return refuse(BookingError::too_many_holds);
  const Wanted wanted{portfolio->artist, service_of(books, *portfolio, wish.place), wish.start};
  if (auto free = check_free(write, wanted); !free) return std::unexpected(std::move(free.error()));

  HoldRow hold;
  hold.id = books.ids.next<HoldId>(write.now());
  const Claim claim =
      claim_for(write.calendar(wanted.artist), wanted, ClaimKind::hold, hold.id.value);
  if (!write.take(wanted.artist, claim)) return refuse(BookingError::slot_taken);
  hold.artist = wanted.artist;
  hold.portfolio = wish.portfolio;
  hold.customer = caller.member;
  hold.place = wish.place;
  hold.service = wanted.interval();
  hold.blocked = claim.blocked();
  hold.fence = write.next_fence(wanted.artist);
  hold.expires_at = write.now() + books.settings.hold_ttl;
  hold.price = portfolio->price.amount;
  write.add_hold(hold);
  return shown(books, hold, write.now());
}

}  // namespace

Result<Answer<Hold>> take_hold(Write& write, const Request& request, const TakeHold& wish) {
  return once<Hold>(write, request, [&] { return decide_hold(write, request.caller, wish); });
}

Result<void> release_hold(Write& write, const identity::Principal& caller, HoldId id) {
  const auto hold = write.books().holds.find(id);
  if (!hold) return {};
  if (hold->customer != caller.member || hold->purpose == HoldPurpose::counter_offer) {
    return refuse(BookingError::not_found);
  }
  expire_hold(write, *hold);
  return {};
}

void expire_hold(Write& write, const HoldRow& hold) {
  if (hold.purpose == HoldPurpose::counter_offer) {
    lapse_offer(write, hold);
    return;
  }
  write.give_back(hold.artist, write.claim_of(hold.artist, hold.blocked, hold.id.value));
  write.remove_hold(hold);
  if (hold.purpose == HoldPurpose::waitlist_offer) lapse_waitlist_offer(write, hold);
}

void expire_holds(Write& write, std::size_t most) {
  for (const HoldRow& hold : write.books().holds.expired(write.now(), most))
    expire_hold(write, hold);
}

}  // namespace meme::booking
