#include "members/service.h"

#include <utility>

#include "base/check.h"
#include "members/queries.h"

namespace meme::members {
namespace {

constexpr std::size_t names_max = 200;
constexpr int operators_max = 4;
constexpr int artists_max = 16;
constexpr int customers_max = 16;
constexpr int found_max = 60;

std::optional<ArtistId> artist_in(const sql::Row& row, int column) {
  if (row.is_null(column)) return std::nullopt;
  return row.id<ArtistId>(column);
}

Member short_member(const sql::Row& row) {
  return {.id = row.id<MemberId>(0),
          .roles = identity::Roles::from_bits(row.integer(1)),
          .name = std::string(row.text(2)),
          .artist = artist_in(row, 3)};
}

}  // namespace

runtime::Task<std::optional<Member>> StoredMembers::find(MemberId id) {
  auto read = [id](sql::Session& session) {
    std::optional<Member> found;
    auto take = [&](const sql::Row& row) {
      found = Member{.id = row.id<MemberId>(0),
                     .roles = identity::Roles::from_bits(row.integer(1)),
                     .name = std::string(row.text(2)),
                     .phone = std::string(row.text(3)),
                     .locale = std::string(row.text(4)),
                     .artist = artist_in(row, 5),
                     .created_at = row.instant(6)};
    };
    session.maybe_one(queries::select_member, take, id);
    return found;
  };
  co_return co_await database_.reads().run(std::move(read));
}

runtime::Task<std::vector<MemberName>> StoredMembers::names(std::vector<MemberId> ids) {
  MEME_ASSERT(ids.size() <= names_max);
  auto read = [ids = std::move(ids)](sql::Session& session) {
    std::vector<MemberName> names;
    for (const MemberId id : ids) {
      auto take = [&](const sql::Row& row) { names.push_back({id, std::string(row.text(0))}); };
      session.maybe_one(queries::select_name, take, id);
    }
    return names;
  };
  co_return co_await database_.reads().run(std::move(read));
}

runtime::Task<std::vector<Member>> StoredMembers::choices(std::string text) {
  auto read = [text = std::move(text)](sql::Session& session) {
    std::vector<Member> found;
    auto take = [&](const sql::Row& row) { found.push_back(short_member(row)); };
    if (!text.empty()) {
      session.each(queries::search_by_name, take, text, found_max);
      return found;
    }
    session.each(queries::select_operators, take, operators_max);
    session.each(queries::select_artists, take, artists_max);
    session.each(queries::select_customers, take, customers_max);
    return found;
  };
  co_return co_await database_.reads().run(std::move(read));
}

}  // namespace meme::members
