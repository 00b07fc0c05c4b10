#include "members/module.h"

#include <stdexcept>

#include "members/authenticator.h"
#include "members/http.h"
#include "members/migrations.h"
#include "members/service.h"

namespace meme::members {
namespace {

class OpenMembers final : public MemberModule {
 public:
  OpenMembers(sql::Database& database, Clock& clock, const MemberSettings& settings)
      : members_(database),
        operators_(database, clock),
        sessions_(identity::open_sessions(
            database, clock,
            {.lifetime =
                 std::chrono::duration_cast<std::chrono::seconds>(settings.session_lifetime)})),
        authenticator_(*sessions_),
        routes_({.members = members_,
                 .operators = operators_,
                 .sessions = *sessions_,
                 .clock = clock,
                 .dev_sign_in = settings.dev_sign_in,
                 .secure_cookie = settings.secure_cookie}) {}

  Members& members() override { return members_; }
  Operators& operators() override { return operators_; }
  identity::Sessions& sessions() override { return *sessions_; }
  const http::Authenticator& authenticator() const override { return authenticator_; }
  void add_routes(http::Router& router) override { routes_.add_to(router); }

 private:
  StoredMembers members_;
  Operators operators_;
  std::unique_ptr<identity::Sessions> sessions_;
  SessionAuthenticator authenticator_;
  MemberRoutes routes_;
};

}  // namespace

MemberSettings read_settings(runtime::Settings& settings) {
  using namespace std::chrono_literals;
  MemberSettings read;
  read.dev_sign_in = settings.flag("members.dev_sign_in", false,
                                   "Anybody may sign in as anybody. Never on a public address.");
  read.secure_cookie =
      settings.flag("members.secure_cookie", false, "Send the session cookie over HTTPS only.");
  read.session_lifetime =
      settings.duration("members.session_lifetime", read.session_lifetime,
                        {.min = 5min, .max = 24h * 365, .sentence = "How long a sign-in lasts."});
  return read;
}

void migrate(sql::Database& database) {
  if (auto migrated = database.migrate(migrations, "members"); !migrated) {
    throw std::runtime_error(migrated.error().message);
  }
}

std::unique_ptr<MemberModule> MemberModule::open(sql::Database& database, Clock& clock,
                                                 const MemberSettings& settings) {
  migrate(database);
  return std::make_unique<OpenMembers>(database, clock, settings);
}

}  // namespace meme::members
