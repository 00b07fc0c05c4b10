#include "identity/sessions.h"

#include <algorithm>
#include <mutex>
#include <span>
#include <stdexcept>
#include <utility>

#include "base/check.h"
#include "base/random.h"
#include "identity/migrations.h"
#include "identity/queries.h"
#include "runtime/log.h"

namespace meme::identity {
namespace {

std::span<const std::byte> as_blob(std::string_view bytes) {
  return std::as_bytes(std::span(bytes));
}

std::string_view as_text(std::span<const std::byte> blob) {
  return {reinterpret_cast<const char*>(blob.data()), blob.size()};
}

}  // namespace

StoredSessions::StoredSessions(sql::Database& database, Clock& clock, SessionSettings settings)
    : database_(database), clock_(clock), settings_(settings) {
  database_.bootstrap_transaction([this](sql::Session& session) { load(session); });
}

void StoredSessions::load(sql::Session& session) {
  const Instant now = clock_.now();
  session.execute(queries::delete_retired_keys, now);
  session.execute(queries::delete_expired_revocations, now);
  session.each(queries::select_keys, [this](const sql::Row& row) {
    std::optional<Instant> retired_at;
    if (!row.is_null(2)) retired_at = row.instant(2);
    keys_.push_back(
        {SigningKey(static_cast<std::uint32_t>(row.integer(0)), as_text(row.blob(1))), retired_at});
  });
  if (keys_.empty() || keys_.back().retired_at) {
    const std::uint32_t id = keys_.empty() ? 1 : keys_.back().signing.id() + 1;
    const std::string secret = secure_random(key_bytes);
    session.execute(queries::insert_key, id, as_blob(secret), now);
    keys_.push_back({SigningKey(id, secret), std::nullopt});
  }
  session.each(queries::select_revoked, [this](const sql::Row& row) {
    TokenId id;
    as_text(row.blob(0)).copy(id.data(), id.size());
    revoked_.emplace(id, row.instant(1));
  });
  session.each(queries::select_revoked_members, [this](const sql::Row& row) {
    members_revoked_.emplace(row.id<MemberId>(0).value, row.instant(1));
  });
}

SessionToken StoredSessions::issue(const Principal& who) {
  MEME_ASSERT(who.signed_in());
  const Instant now = clock_.now();
  TokenClaims claims{.who = who, .expires_at = now + settings_.lifetime, .id = fresh_token_id(now)};
  const std::shared_lock lock(mutex_);
  claims.key_id = keys_.back().signing.id();
  return {keys_.back().signing.seal(claims), claims.expires_at};
}

// Each check that fails gives the same answer, and the signature is the first thing compared, so
// that neither the answer nor its time tells a forger which part was wrong.
std::optional<TokenClaims> StoredSessions::believe(std::string_view token) const {
  const auto unverified = take_apart(token);
  if (!unverified) return std::nullopt;
  const TokenClaims& claims = unverified->claims;
  const Instant now = clock_.now();
  const std::shared_lock lock(mutex_);
  const auto key = std::ranges::find_if(
      keys_, [&](const Key& candidate) { return candidate.signing.id() == claims.key_id; });
  if (key == keys_.end() || (key->retired_at && *key->retired_at <= now)) return std::nullopt;
  if (!key->signing.signed_by_me(unverified->message(), unverified->signature())) {
    return std::nullopt;
  }
  if (claims.expires_at <= now || revoked_.contains(claims.id)) return std::nullopt;
  const auto signed_out = members_revoked_.find(claims.who.member.value);
  if (signed_out != members_revoked_.end() && issued_at(claims.id) <= signed_out->second) {
    return std::nullopt;
  }
  return claims;
}

std::optional<Principal> StoredSessions::verify(std::string_view token) const {
  const auto claims = believe(token);
  return claims ? std::optional(claims->who) : std::nullopt;
}

// False when somebody else has just revoked it.
bool StoredSessions::revoke_in_memory(const TokenClaims& claims) {
  const Instant now = clock_.now();
  const std::unique_lock lock(mutex_);
  // Sweeping only when the table would grow keeps the cost per sign-out constant.
  if (revoked_.size() + 1 > revoked_.bucket_count()) {
    std::erase_if(revoked_, [now](const auto& entry) { return entry.second <= now; });
  }
  return revoked_.emplace(claims.id, claims.expires_at).second;
}

runtime::Task<void> StoredSessions::revoke(std::string token) {
  const auto claims = believe(token);
  if (!claims || !revoke_in_memory(*claims)) co_return;
  const TokenId id = claims->id;
  const Instant expires_at = claims->expires_at;
  const Instant now = clock_.now();
  auto work = [id, expires_at, now](sql::Session& tx) {
    tx.execute(queries::delete_expired_revocations, now);
    tx.execute(queries::insert_revoked, as_blob({id.data(), id.size()}), expires_at);
  };
  co_await database_.writes().transact(std::move(work));
}

runtime::Task<void> StoredSessions::revoke_all_of(MemberId member) {
  const Instant now = clock_.now();
  {
    const std::unique_lock lock(mutex_);
    members_revoked_.insert_or_assign(member.value, now);
  }
  auto work = [member, now](sql::Session& tx) { tx.execute(queries::revoke_member, member, now); };
  co_await database_.writes().transact(std::move(work));
}

runtime::Task<void> StoredSessions::rotate_key(std::chrono::seconds overlap) {
  const Instant now = clock_.now();
  const Instant retired_at = now + overlap;
  std::uint32_t old_id = 0;
  {
    const std::shared_lock lock(mutex_);
    old_id = keys_.back().signing.id();
  }
  const std::string secret = secure_random(key_bytes);
  auto work = [old_id, secret, now, retired_at](sql::Session& tx) {
    tx.execute(queries::retire_keys, retired_at);
    tx.execute(queries::insert_key, old_id + 1, as_blob(secret), now);
  };
  co_await database_.writes().transact(std::move(work));
  const std::unique_lock lock(mutex_);
  MEME_ASSERT(keys_.back().signing.id() == old_id);
  for (Key& key : keys_) key.retired_at = std::min(key.retired_at.value_or(retired_at), retired_at);
  keys_.push_back({SigningKey(old_id + 1, secret), std::nullopt});
}

std::unique_ptr<Sessions> open_sessions(sql::Database& database, Clock& clock,
                                        SessionSettings settings) {
  if (auto migrated = database.migrate(migrations, "identity"); !migrated) {
    throw std::runtime_error(migrated.error().message);
  }
  return std::make_unique<StoredSessions>(database, clock, settings);
}

}  // namespace meme::identity
