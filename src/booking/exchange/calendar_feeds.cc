#include "booking/exchange/calendar_feeds.h"

#include <openssl/evp.h>

#include <array>
#include <cstddef>
#include <span>

#include "base/base64.h"
#include "base/check.h"
#include "base/random.h"
#include "booking/queries.h"

namespace meme::booking::exchange {
namespace {

using runtime::Task;
using Hash = std::array<std::byte, 32>;

constexpr std::size_t secret_bytes = 32;
constexpr std::size_t secret_length = 43;

Hash hash_of(std::string_view secret) {
  Hash hash{};
  const int done =
      EVP_Digest(secret.data(), secret.size(), reinterpret_cast<unsigned char*>(hash.data()),
                 nullptr, EVP_sha256(), nullptr);
  MEME_ASSERT(done == 1);
  return hash;
}

}  // namespace

Task<std::string> CalendarFeeds::rotate(ArtistId artist) {
  const std::string secret = base64url(secure_random(secret_bytes));
  const Hash hash = hash_of(secret);
  const Instant now = clock_.now();
  auto replace = [artist, hash, now](sql::Session& tx) {
    tx.execute(queries::replace_calendar_feed, artist, std::span<const std::byte>(hash), now);
  };
  co_await database_.writes().transact(std::move(replace));
  co_return secret;
}

Task<void> CalendarFeeds::remove(ArtistId artist) {
  auto remove = [artist](sql::Session& tx) { tx.execute(queries::delete_calendar_feed, artist); };
  co_await database_.writes().transact(std::move(remove));
}

Task<std::optional<ArtistId>> CalendarFeeds::artist_of(std::string secret) {
  if (secret.size() != secret_length) co_return std::nullopt;
  const Hash hash = hash_of(secret);
  auto find = [hash](sql::Session& session) {
    std::optional<ArtistId> found;
    session.maybe_one(
        queries::calendar_feed_by_secret, [&](const sql::Row& row) { found = row.id<ArtistId>(0); },
        std::span<const std::byte>(hash));
    return found;
  };
  co_return co_await database_.reads().run(std::move(find));
}

}  // namespace meme::booking::exchange
