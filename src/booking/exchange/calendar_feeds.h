// The secret addresses under which artists' calendar programs read their bookings.
#pragma once
#include <optional>
#include <string>
#include <string_view>

#include "base/clock.h"
#include "base/ids.h"
#include "runtime/task.h"
#include "sql/database.h"

namespace meme::booking::exchange {

// Whoever knows the secret reads the feed, so only its SHA-256 is kept. Any thread.
class CalendarFeeds {
 public:
  // Both must outlive the feeds.
  CalendarFeeds(sql::Database& database, const Clock& clock) : database_(database), clock_(clock) {}

  // A new secret, 43 characters that are safe in an address; the one before is worthless at once.
  // Shown only here.
  runtime::Task<std::string> rotate(ArtistId artist);
  runtime::Task<void> remove(ArtistId artist);
  // Nothing for a secret that is not, or no longer, anybody's.
  runtime::Task<std::optional<ArtistId>> artist_of(std::string secret);

 private:
  sql::Database& database_;
  const Clock& clock_;
};

}  // namespace meme::booking::exchange
