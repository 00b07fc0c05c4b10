// What wiring needs to have people and their sessions in this process.
#pragma once
#include <memory>

#include "base/clock.h"
#include "http/router.h"
#include "identity/api.h"
#include "members/api.h"
#include "members/operators.h"
#include "runtime/settings.h"
#include "sql/database.h"

namespace meme::members {

struct MemberSettings {
  bool dev_sign_in =
      false;  // anybody may sign in as anybody: for development and demonstrations only
  bool secure_cookie = false;  // the cookie is sent over HTTPS only
  std::chrono::milliseconds session_lifetime = std::chrono::days(30);
};
MemberSettings read_settings(runtime::Settings& settings);

class MemberModule {
 public:
  // Migrates the tables of members and of sessions; call before the database is started. `database`
  // and `clock` must outlive the result. Throws std::runtime_error with a sentence for the
  // operator.
  static std::unique_ptr<MemberModule> open(sql::Database& database, Clock& clock,
                                            const MemberSettings& settings);
  virtual ~MemberModule() = default;

  virtual Members& members() = 0;
  virtual Operators& operators() = 0;
  virtual identity::Sessions& sessions() = 0;
  virtual const http::Authenticator& authenticator() const = 0;
  // Once; this must outlive the router.
  virtual void add_routes(http::Router& router) = 0;
};

// The tables alone, for tools that fill or read them without the rest.
void migrate(sql::Database& database);

}  // namespace meme::members
