// Holds: a customer keeps a time for a few minutes.
#pragma once
#include "booking/api.h"
#include "booking/write.h"

namespace meme::booking {

// Refusals: not_found, slot_taken, not_offered, too_many_holds, key_reused.
Result<Answer<Hold>> take_hold(Write& write, const Request& request, const TakeHold& wish);
// Refusals: not_found. A hold that is over already is released.
Result<void> release_hold(Write& write, const identity::Principal& caller, HoldId id);

// Gives the time back, together with what the hold stood for: a waitlist offer lapses, a
// counter-offer too.
void expire_hold(Write& write, const HoldRow& hold);
// Ends up to `most` holds that are over.
void expire_holds(Write& write, std::size_t most);

}  // namespace meme::booking
