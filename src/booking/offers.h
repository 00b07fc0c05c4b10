// The claims of counter-offers. A time that reaches into the reservation's own shares one claim
// with it, owned by the reservation: nobody else can have any of both, and the trigger still sees
// no two claims overlap.
#pragma once
#include "booking/write.h"

namespace meme::booking {

// Takes the offered time, which must be free but for the reservation itself.
void take_offered_time(Write& write, const ReservationRow& row, const Claim& offered);
// The offer is over; the reservation keeps its time.
void give_offer_back(Write& write, const ReservationRow& row, const HoldRow& offer);
// The reservation moves into the offered time and gives its own back.
void move_into_offer(Write& write, const ReservationRow& row, const HoldRow& offer, ClaimKind kind);

}  // namespace meme::booking
