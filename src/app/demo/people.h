// Makes up people, artists and what they offer.
#pragma once
#include "app/demo/world.h"

namespace meme::app::demo {

// The next free numbers; a neighbourhood takes the ones it needs.
struct Numbers {
  std::uint64_t member = 1;
  std::uint64_t artist = 1;
  std::uint64_t portfolio = 1;
  std::uint64_t reservation = 1;
};

// Artists with their portfolios and the members they are, then customers. The first neighbourhood begins with an operator
// and with people that demonstrations can count on.
Neighbourhood make_people(const World& world, Random& random, Numbers& numbers,
                          std::int64_t artists_count, std::int64_t customers_count);

}  // namespace meme::app::demo
