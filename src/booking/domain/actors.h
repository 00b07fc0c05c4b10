#pragma once
#include <cstdint>

#include "base/time.h"

namespace meme::booking {

// Who acts on a reservation. Stored in the database; the numbers never change meaning.
enum class Actor : std::uint8_t { customer = 1, artist = 2, operator_ = 3, system = 4 };

struct Act {
  Actor actor = Actor::system;
  Instant now;
};

}  // namespace meme::booking
