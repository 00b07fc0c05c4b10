// Fills the calendars in memory from the database, before the service starts.
#pragma once
#include <cstdint>

#include "booking/write.h"
#include "sql/database.h"

namespace meme::booking {

struct Loaded {
  std::uint64_t artists = 0;    // with a schedule
  std::uint64_t schedules = 0;  // distinct
  std::uint64_t claims = 0;
  std::uint64_t holds = 0;
  std::uint64_t busy = 0;  // artists with busy time from other calendars
};

// Claims that ended more than a day ago stay on disk only. Throws sql::Error, and
// std::runtime_error with the artist when a stored schedule cannot be read.
Loaded load(Books& books, sql::Database& database, Instant now);

}  // namespace meme::booking
