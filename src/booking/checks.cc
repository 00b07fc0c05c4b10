#include "booking/checks.h"

#include "booking/holds.h"
#include "booking/shown.h"

namespace meme::booking {
namespace {

AvailabilityQuery query_of(const ArtistCalendar& calendar, const Wanted& wanted, Instant now) {
  Occupied occupied = calendar.occupied();
  occupied.ignored_owner = wanted.ignored_owner;
  return {*calendar.schedule, occupied, wanted.service, now};
}

// An offer that shares its reservation's claim is in the way without a claim of its own.
void end_expired_offers(Write& write, ArtistId artist, Interval blocked) {
  constexpr std::size_t looked_at_max = 64;
  for (const HoldRow& hold : write.books().holds.expired(write.now(), looked_at_max)) {
    const bool in_the_way = hold.artist == artist && hold.blocked.overlaps(blocked);
    if (in_the_way && hold.purpose == HoldPurpose::counter_offer) expire_hold(write, hold);
  }
}

// A hold's time is over at `expires_at`, even if the clock's tick has not come round to it.
void end_expired_holds(Write& write, const Wanted& wanted) {
  const ArtistCalendar& calendar = write.calendar(wanted.artist);
  const Interval blocked =
      margins_of(*calendar.schedule, wanted.service.visit).around(wanted.interval());
  std::vector<HoldRow> over;
  for (const Claim& claim : calendar.claims.overlapping(blocked)) {
    if (claim.kind != ClaimKind::hold || claim.owner == wanted.ignored_owner) continue;
    const auto hold = write.books().holds.find(HoldId{claim.owner});
    if (hold && hold->expires_at <= write.now()) over.push_back(*hold);
  }
  for (const HoldRow& hold : over) expire_hold(write, hold);
  end_expired_offers(write, wanted.artist, blocked);
}

}  // namespace

ServiceRequest service_of(const Books& books, const catalogue::PortfolioFacts& portfolio,
                          Place place) {
  ServiceRequest service;
  service.duration = std::chrono::duration_cast<Minutes>(portfolio.duration);
  service.visit = place == Place::visit;
  service.place_offered = catalogue::offers(portfolio.place, place);
  service.hidden = !books.catalogue.visible(portfolio.id);
  return service;
}

std::optional<catalogue::PortfolioFacts> portfolio_for(const Books& books,
                                                       const identity::Principal& caller,
                                                       PortfolioId id) {
  auto facts = books.catalogue.portfolio(id);
  if (facts && !books.catalogue.visible(id) && !caller.is_artist(facts->artist))
    return std::nullopt;
  return facts;
}

Result<void> check_free(Write& write, const Wanted& wanted) {
  end_expired_holds(write, wanted);
  const ArtistCalendar& calendar = write.calendar(wanted.artist);
  const auto offered = check_offered(query_of(calendar, wanted, write.now()), wanted.start);
  if (offered) return {};
  Refusal refusal;
  refusal.error =
      offered.error().only_taken() ? BookingError::slot_taken : BookingError::not_offered;
  refusal.reasons = texts_of(offered.error());
  refusal.alternatives = alternatives_to(calendar, wanted, write.now());
  return std::unexpected(std::move(refusal));
}

std::vector<Slot> alternatives_to(const ArtistCalendar& calendar, const Wanted& wanted,
                                  Instant now) {
  std::array<Minute, 3> nearest;
  const std::size_t found = nearest_offered(query_of(calendar, wanted, now), wanted.start, nearest);
  std::vector<Slot> slots;
  for (Minute start : std::span(nearest).first(found)) {
    slots.push_back(slot_of(calendar.schedule->zone(), {start, start + wanted.service.duration}));
  }
  return slots;
}

Claim claim_for(const ArtistCalendar& calendar, const Wanted& wanted, ClaimKind kind,
                std::uint64_t owner) {
  return make_claim(kind, owner, wanted.interval(),
                    margins_of(*calendar.schedule, wanted.service.visit));
}

}  // namespace meme::booking
