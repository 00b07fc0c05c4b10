// What every claim is checked against before it is made.
#pragma once
#include "booking/api.h"
#include "booking/write.h"

namespace meme::booking {

// A portfolio's service at a place, as availability asks for it.
ServiceRequest service_of(const Books& books, const catalogue::PortfolioFacts& portfolio,
                          Place place);
// The portfolio if the caller may see it: hidden ones are there for their artist only.
std::optional<catalogue::PortfolioFacts> portfolio_for(const Books& books,
                                                       const identity::Principal& caller,
                                                       PortfolioId id);

// A start somebody wants in an artist's calendar. Claims of `ignored_owner` do not stand in its
// way.
struct Wanted {
  ArtistId artist{};
  ServiceRequest service;
  Minute start{};
  std::uint64_t ignored_owner = 0;

  Interval interval() const { return {start, start + service.duration}; }
};

// Ends holds in the way that ran out, then checks B7. Refusals: slot_taken with the nearest free
// times when only other bookings are against it, else not_offered with the reasons.
Result<void> check_free(Write& write, const Wanted& wanted);

// The three offered starts nearest to the wanted one.
std::vector<Slot> alternatives_to(const ArtistCalendar& calendar, const Wanted& wanted,
                                  Instant now);

Claim claim_for(const ArtistCalendar& calendar, const Wanted& wanted, ClaimKind kind,
                std::uint64_t owner);

}  // namespace meme::booking
