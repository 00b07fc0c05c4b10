// Makes up people, artists and what they offer.
#pragma once
#include "app/demo/world.h"

namespace meme::app::demo {

// Artists with their portfolios and the members they are, then customers. The first neighbourhood
// begins with an operator and with people that demonstrations can count on.
Neighbourhood make_people(Making& making, std::int64_t artists_count, std::int64_t customers_count);

}  // namespace meme::app::demo
