// Waitlists: when a time comes free, one waiting customer at a time gets it to themselves for a
// while.
#pragma once
#include "booking/api.h"
#include "booking/write.h"

namespace meme::booking {

// Refusals: not_found, already_waiting, time_is_free, window_not_offered, key_reused.
Result<Answer<WaitlistPlace>> join_waitlist(Write& write, const Request& request,
                                            const JoinWaitlist& wish);
// Refusals: not_found. Leaving gives an open offer back.
Result<void> leave_waitlist(Write& write, const identity::Principal& caller, WaitlistId id);

// The customer booked what was offered.
void take_waitlist_offer(Write& write, const HoldRow& offer);
// The offer ran out or was given back.
void lapse_waitlist_offer(Write& write, const HoldRow& offer);
// Offers what this write freed to whoever waits for it. Last in every write.
void offer_freed(Write& write);
// Ends entries whose window has passed.
void lapse_passed_windows(Write& write);

}  // namespace meme::booking
