// Fills one artist's calendar with bookings that could have happened.
#pragma once
#include "app/demo/world.h"

namespace meme::app::demo {

// About `bookings_count` bookings of `artist` by the neighbourhood's customers, appended in order
// of their start. Each lies within the artist's hours, on the step, keeps lead time and horizon at
// the moment it was made, and those that take the artist's time do not overlap, buffers and travel
// included. Fewer when the hours do not hold so many.
void fill_diary(Making& making, std::int64_t bookings_count, Artist& artist, Neighbourhood& into);

}  // namespace meme::app::demo
