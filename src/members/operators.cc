#include "members/operators.h"

#include <openssl/sha.h>

#include <array>
#include <span>
#include <utility>

#include "base/base64.h"
#include "base/random.h"
#include "members/queries.h"

namespace meme::members {
namespace {

constexpr std::size_t token_bytes = 32;
constexpr identity::Roles operator_roles{identity::Role::customer, identity::Role::operator_};

struct Hash {
  std::array<unsigned char, SHA256_DIGEST_LENGTH> bytes{};

  explicit Hash(std::string_view token) {
    SHA256(reinterpret_cast<const unsigned char*>(token.data()), token.size(), bytes.data());
  }
  std::span<const std::byte> blob() const { return std::as_bytes(std::span(bytes)); }
};

bool any_operator(sql::Session& session) {
  return session.maybe_integer(queries::count_operators).value_or(0) > 0;
}

std::optional<Member> operator_with(sql::Session& session, MemberId id) {
  std::optional<Member> found;
  const auto take = [&](const sql::Row& row) {
    found = Member{.id = row.id<MemberId>(0),
                   .roles = identity::Roles::from_bits(row.integer(1)),
                   .name = std::string(row.text(2))};
    if (!row.is_null(3)) found->artist = row.id<ArtistId>(3);
  };
  session.maybe_one(queries::select_operator, take, id);
  return found;
}

}  // namespace

std::string Operators::new_link(sql::Session& session, std::optional<MemberId> member) {
  const std::string token = base64url(secure_random(token_bytes));
  const Instant now = clock_.now();
  session.execute(queries::delete_links, member, now);
  session.execute(queries::insert_link, Hash(token).blob(), member, now + link_lifetime);
  return token;
}

std::optional<std::string> Operators::first_link() {
  std::optional<std::string> token;
  database_.bootstrap_transaction([&](sql::Session& session) {
    if (!any_operator(session)) token = new_link(session, std::nullopt);
  });
  return token;
}

runtime::Task<std::optional<std::string>> Operators::sign_in_link(MemberId member) {
  auto work = [this, member](sql::Session& tx) -> std::optional<std::string> {
    if (!operator_with(tx, member)) return std::nullopt;
    return new_link(tx, member);
  };
  co_return co_await database_.writes().transact(std::move(work));
}

// Nobody's first operator is made twice: one thread runs all transactions.
std::optional<Member> Operators::make_first(sql::Session& session, std::string name) {
  if (any_operator(session)) return std::nullopt;
  const Instant now = clock_.now();
  if (name.empty()) name = "운영자";
  const MemberId id{static_cast<std::uint64_t>(*session.maybe_integer(queries::next_member))};
  session.execute(queries::insert_member, id, operator_roles.bits(), name, "", "ko", nullptr, now);
  return Member{.id = id, .roles = operator_roles, .name = std::move(name), .locale = "ko"};
}

runtime::Task<std::optional<Member>> Operators::take(std::string token, std::string name) {
  auto work = [this, hash = Hash(token), name = std::move(name)](sql::Session& tx) {
    std::optional<MemberId> named;
    const auto look = [&](const sql::Row& row) {
      if (!row.is_null(0)) named = row.id<MemberId>(0);
    };
    if (!tx.maybe_one(queries::select_link, look, hash.blob(), clock_.now())) {
      return std::optional<Member>();
    }
    tx.execute(queries::delete_link, hash.blob());
    return named ? operator_with(tx, *named) : make_first(tx, name);
  };
  co_return co_await database_.writes().transact(std::move(work));
}

runtime::Task<bool> Operators::change(MemberId member, bool is_operator) {
  auto work = [member, is_operator](sql::Session& tx) {
    const auto& query = is_operator ? queries::make_operator : queries::make_no_operator;
    return tx.execute(query, member) == 1;
  };
  co_return co_await database_.writes().transact(std::move(work));
}

}  // namespace meme::members
