// Finds the caller of a request by the token it carries.
#pragma once
#include "http/policy.h"
#include "identity/api.h"

namespace meme::members {

// Any thread; memory only.
class SessionAuthenticator final : public http::Authenticator {
 public:
  explicit SessionAuthenticator(const identity::Sessions& sessions) : sessions_(sessions) {}
  std::optional<identity::Principal> authenticate(const http::Request& request) const override;

 private:
  const identity::Sessions& sessions_;
};

// The request's token, empty without one.
std::string_view token_in(const http::Request& request);

}  // namespace meme::members
