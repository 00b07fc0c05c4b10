// How the marketplace gets its operators: by one-time links that whoever runs the programme is
// shown, and by making a member one.
#pragma once
#include <optional>
#include <string>

#include "base/clock.h"
#include "members/api.h"
#include "sql/database.h"

namespace meme::members {

// A link's token is 32 random bytes as base64url; the database keeps only its SHA-256. It lives for
// `link_lifetime`, works once, and a new link of its kind ends the ones before. Any thread, but for
// first_link().
class Operators {
 public:
  static constexpr auto link_lifetime = std::chrono::hours(24);

  Operators(sql::Database& database, Clock& clock) : database_(database), clock_(clock) {}

  // The token of a link that makes the first operator; nothing when there is one. Before the
  // database is started.
  std::optional<std::string> first_link();

  // The token of a link that signs in as `member`. Nothing when that is no operator.
  runtime::Task<std::optional<std::string>> sign_in_link(MemberId member);

  // Takes a link: the operator whom it makes, under the name given
  // (운영자 when that is empty), or as whom it signs in. Nothing
  // when there is no such link, or not any more; also for a link that makes an operator once there
  // is one.
  runtime::Task<std::optional<Member>> take(std::string token, std::string name);

  // Makes a member an operator or no longer one. False when there is no such member. It holds from
  // the next sign-in on; tokens that were issued before keep their roles until they are revoked.
  runtime::Task<bool> change(MemberId member, bool is_operator);

 private:
  std::string new_link(sql::Session& session, std::optional<MemberId> member);
  std::optional<Member> make_first(sql::Session& session, std::string name);

  sql::Database& database_;
  Clock& clock_;
};

}  // namespace meme::members
