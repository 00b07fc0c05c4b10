// Signed session tokens: issuing, checking and revoking them. Knows nothing about HTTP; members
// puts them into a cookie and hands the server its authenticator.
#pragma once
#include <chrono>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "base/clock.h"
#include "base/time.h"
#include "identity/principal.h"
#include "runtime/task.h"

namespace meme::sql {
class Database;
}

namespace meme::identity {

// The cookie that carries a token for a browser. Programs send `Authorization: Bearer <token>`.
inline constexpr std::string_view session_cookie = "meme_session";

struct SessionToken {
  std::string text;  // opaque, safe in a header and in a cookie
  Instant expires_at{};
};

struct SessionSettings {
  std::chrono::seconds lifetime = std::chrono::days(30);
};

// All methods may be called from any thread.
class Sessions {
 public:
  virtual ~Sessions() = default;

  // A token that speaks for `who` until it expires or is revoked. `who` must be signed in.
  virtual SessionToken issue(const Principal& who) = 0;

  // The principal a token speaks for. Every unusable token (malformed, forged, expired, revoked, of
  // another version or of an unknown key) is refused alike with nullopt. Never touches the disk.
  virtual std::optional<Principal> verify(std::string_view token) const = 0;

  // Makes a token useless. Effective in memory at once, on disk when the task completes; an
  // unusable token is ignored. Throws when the database refuses the write; the token stays refused
  // in this process even then.
  virtual runtime::Task<void> revoke(std::string token) = 0;

  // Makes every token useless that was issued to `member` until now; as revoke().
  virtual runtime::Task<void> revoke_all_of(MemberId member) = 0;

  // Signs new tokens with a fresh key; older ones verify for `overlap` more: with the lifetime of a
  // session nobody notices, with zero everybody is signed out. One rotation at a time.
  virtual runtime::Task<void> rotate_key(std::chrono::seconds overlap) = 0;
};

// Migrates identity's tables, loads keys (making the first one) and revocations. Call before
// serving; `database` and `clock` must outlive the result.
std::unique_ptr<Sessions> open_sessions(sql::Database& database, Clock& clock,
                                        SessionSettings settings);

// The token of a request: the bearer token if there is an Authorization header, else the session
// cookie. Both arguments are the raw header values, empty when absent. The answer points into them;
// empty when there is no token.
std::string_view token_of(std::string_view authorization, std::string_view cookie);

}  // namespace meme::identity
