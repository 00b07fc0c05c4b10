#pragma once
#include <cstdint>

#include "base/ids.h"
#include "booking/domain/availability.h"

namespace meme::booking {

// What an answer about free time rests on: as long as all of this is as it was, so is the answer.
struct Basis {
  PortfolioId portfolio{};
  ArtistId artist{};
  ServiceRequest service;
  std::uint64_t version = 0;  // of the calendar
  Instant from{};             // inclusive
  Instant until{};            // exclusive
};

}  // namespace meme::booking
