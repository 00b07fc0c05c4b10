// The routes of sessions, and of the sign-in for development.
#pragma once
#include "http/router.h"
#include "identity/api.h"
#include "members/operators.h"
#include "members/service.h"

namespace meme::members {

class MemberRoutes {
 public:
  struct Parts {
    StoredMembers& members;
    Operators& operators;
    identity::Sessions& sessions;
    Clock& clock;
    bool dev_sign_in = false;
    bool secure_cookie = false;
  };

  // All parts and this must outlive the router's server.
  explicit MemberRoutes(const Parts& parts) : parts_(parts) {}
  void add_to(http::Router& router);

 private:
  void add_session(http::Router& router);
  void add_setup(http::Router& router);
  void add_demo(http::Router& router);

  runtime::Task<http::Response> session(http::Request& request);
  runtime::Task<http::Response> sign_out(http::Request& request);
  runtime::Task<http::Response> people(http::Request& request);
  runtime::Task<http::Response> sign_in(http::Request& request);
  runtime::Task<http::Response> set_up(http::Request& request);
  http::Response signed_in(const Member& member);
  std::string cookie_with(std::string_view token, std::chrono::seconds lifetime) const;

  Parts parts_;
};

}  // namespace meme::members
