#pragma once
#include <cstdint>
#include <span>

#include "base/time.h"
#include "booking/domain/schedule.h"

namespace meme::booking {

// Stored in the database; the numbers never change meaning.
enum class ClaimKind : std::uint8_t {
  hold = 1,     // a customer filling in the form, a waitlist offer or a counter-offer
  pending = 2,  // a reservation that waits for the artist
  approved = 3,
  past = 4,  // completed, reviewed or no-show: kept as a record of when the artist was taken
};

// Time before and after a service that the artist is taken too. `travel` is the part of each that
// is travel.
struct Margins {
  Minutes before{0};
  Minutes after{0};
  Minutes travel{0};
  constexpr Interval around(Interval service) const {
    return {service.start - before, service.end + after};
  }
  friend constexpr bool operator==(const Margins&, const Margins&) = default;
};

// A visit travels there and back; in the shop there are only the buffers.
Margins margins_of(const Schedule& schedule, bool visit);

// One interval that an artist is taken, margins included. Claims of one artist never overlap (B1).
// 24 bytes.
struct Claim {
  Minute start;
  Minute end;
  std::uint64_t owner = 0;  // the hold's or the reservation's id
  std::uint16_t before_minutes =
      0;  // of [start, end), how much comes before and after the service itself; 0 when not known
  std::uint16_t after_minutes = 0;
  std::uint16_t travel_minutes = 0;
  ClaimKind kind = ClaimKind::hold;

  constexpr Interval blocked() const { return {start, end}; }
  constexpr Interval service() const {
    return {start + Minutes{before_minutes}, end - Minutes{after_minutes}};
  }
  friend constexpr bool operator==(const Claim&, const Claim&) = default;
};
static_assert(sizeof(Claim) == 24);

Claim make_claim(ClaimKind kind, std::uint64_t owner, Interval service, Margins margins);

// What takes an artist's time, as views: claims, and busy time imported from the artist's other
// calendars.
//   claims: ascending, disjoint.
//   busy: ascending, disjoint among themselves (IntervalSet), over by 2200; may overlap claims.
// Claims of `ignored_owner` (0, which owns none: nobody's) count as free: a reservation does not
// stand in the way of its own reschedule.
struct Occupied {
  std::span<const Claim> claims;
  std::span<const Interval> busy;
  std::uint64_t ignored_owner = 0;
};

}  // namespace meme::booking
