// Sessions kept in two small tables and checked in memory.
#pragma once
#include <cstring>
#include <functional>
#include <optional>
#include <shared_mutex>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "identity/api.h"
#include "identity/token.h"
#include "sql/database.h"

namespace meme::identity {

// Any thread. A check takes one shared lock and one HMAC; signing out and changing keys take the
// lock alone.
class StoredSessions final : public Sessions {
 public:
  // Loads keys and revocations, and makes the first key, on the database's bootstrap session.
  StoredSessions(sql::Database& database, Clock& clock, SessionSettings settings);

  SessionToken issue(const Principal& who) override;
  std::optional<Principal> verify(std::string_view token) const override;
  runtime::Task<void> revoke(std::string token) override;
  runtime::Task<void> revoke_all_of(MemberId member) override;
  runtime::Task<void> rotate_key(std::chrono::seconds overlap) override;

 private:
  struct Key {
    SigningKey signing;
    std::optional<Instant> retired_at;
  };
  struct TokenIdHash {
    std::size_t operator()(const TokenId& id) const {
      std::size_t hash;
      std::memcpy(&hash, id.data() + id.size() - sizeof hash, sizeof hash);  // random already
      return hash;
    }
  };

  void load(sql::Session& session);
  std::optional<TokenClaims> believe(std::string_view token) const;
  bool revoke_in_memory(const TokenClaims& claims);

  sql::Database& database_;
  Clock& clock_;
  const SessionSettings settings_;
  mutable std::shared_mutex mutex_;                             // guards what is below
  std::vector<Key> keys_;                                       // oldest first; the last one signs
  std::unordered_map<TokenId, Instant, TokenIdHash> revoked_;   // until when the token would live
  std::unordered_map<std::uint64_t, Instant> members_revoked_;  // tokens issued until then
};

}  // namespace meme::identity
