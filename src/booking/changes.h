// What happens to a reservation after it was made; the state machine is in domain/reservation.h.
#pragma once
#include "booking/api.h"
#include "booking/write.h"

namespace meme::booking {

// Refusals: not_found, not_allowed, version_mismatch, wrong_state, slot_taken, not_offered,
// key_reused.
Result<Answer<Reservation>> change_reservation(Write& write, const Request& request,
                                               const ChangeReservation& wish);

// A counter-offer that nobody answered, or that stands in the way of something: its time is given
// back.
void lapse_offer(Write& write, const HoldRow& offer);
// Expires up to `most` requests that the artist did not answer in time.
void expire_requests(Write& write, std::size_t most);

}  // namespace meme::booking
