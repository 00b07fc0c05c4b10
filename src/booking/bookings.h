// From a hold, or straight from a free time, to a reservation.
#pragma once
#include "booking/api.h"
#include "booking/write.h"

namespace meme::booking {

// Refusals: not_found, hold_expired, stale_fence, address_needed, key_reused.
Result<Answer<Reservation>> book(Write& write, const Request& request, const BookHold& wish);
// Refusals: not_found, slot_taken, not_offered, address_needed, key_reused.
Result<Answer<Reservation>> book(Write& write, const Request& request, const BookSlot& wish);

}  // namespace meme::booking
