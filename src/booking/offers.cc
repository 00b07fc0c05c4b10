#include "booking/offers.h"

#include <algorithm>

#include "base/check.h"

namespace meme::booking {
namespace {

bool shares_claim(const ReservationRow& row, Interval offered) {
  return row.blocked.overlaps(offered);
}

Interval around(Interval a, Interval b) {
  return {std::min(a.start, b.start), std::max(a.end, b.end)};
}

// The first one's, wide enough for the second too.
Claim around(const Claim& own, const Claim& offered) {
  Claim both = own;
  if (offered.start < own.start) {
    both.start = offered.start;
    both.before_minutes = offered.before_minutes;
  }
  if (offered.end > own.end) {
    both.end = offered.end;
    both.after_minutes = offered.after_minutes;
  }
  both.travel_minutes = std::min(own.travel_minutes, offered.travel_minutes);
  return both;
}

Claim own_claim(Write& write, const ReservationRow& row) {
  return write.claim_of(row.artist, row.blocked, row.id.value);
}

Claim shared_claim(Write& write, const ReservationRow& row, Interval offered) {
  return write.claim_of(row.artist, around(row.blocked, offered), row.id.value);
}

// What of a shared claim one of its two times needs.
Claim part_of(const Claim& shared, Interval service, Interval blocked) {
  const Margins margins{service.start - blocked.start, blocked.end - service.end,
                        Minutes{shared.travel_minutes}};
  return make_claim(shared.kind, shared.owner, service, margins);
}

void replace(Write& write, ArtistId artist, const Claim& from, const Claim& to) {
  write.give_back(artist, from);
  MEME_ASSERT(write.take(artist, to));
}

}  // namespace

void take_offered_time(Write& write, const ReservationRow& row, const Claim& offered) {
  if (shares_claim(row, offered.blocked())) {
    const Claim own = own_claim(write, row);
    replace(write, row.artist, own, around(own, offered));
  } else {
    MEME_ASSERT(write.take(row.artist, offered));
  }
}

void give_offer_back(Write& write, const ReservationRow& row, const HoldRow& offer) {
  if (shares_claim(row, offer.blocked)) {
    const Claim shared = shared_claim(write, row, offer.blocked);
    replace(write, row.artist, shared, part_of(shared, row.service, row.blocked));
  } else {
    write.give_back(row.artist, write.claim_of(row.artist, offer.blocked, offer.id.value));
  }
  write.remove_hold(offer);
}

void move_into_offer(Write& write, const ReservationRow& row, const HoldRow& offer,
                     ClaimKind kind) {
  if (shares_claim(row, offer.blocked)) {
    const Claim shared = shared_claim(write, row, offer.blocked);
    Claim moved = part_of(shared, offer.service, offer.blocked);
    moved.kind = kind;
    replace(write, row.artist, shared, moved);
  } else {
    write.give_back(row.artist, own_claim(write, row));
    const Claim held = write.claim_of(row.artist, offer.blocked, offer.id.value);
    write.hand_over(row.artist, held, kind, row.id.value);
  }
  write.remove_hold(offer);
}

}  // namespace meme::booking
