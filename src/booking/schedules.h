// An artist's hours: reading, replacing, and what customers would see.
#pragma once
#include "booking/api.h"
#include "booking/write.h"

namespace meme::booking {

// What validate() says, as reasons with pointers.
Result<SharedSchedule> compile_schedule(const ScheduleDocument& document);

// The artist's stored document; a new artist has the default one.
ScheduleDocument stored_document(Store& store, ArtistId artist);

// Refusals: invalid_schedule, version_mismatch. Existing bookings stay.
Result<VersionedSchedule> replace_schedule(Write& write, const ReplaceSchedule& wish);

}  // namespace meme::booking
