#include "members/authenticator.h"

#include "http/request.h"

namespace meme::members {

std::string_view token_in(const http::Request& request) {
  return identity::token_of(request.header(http::KnownField::authorization),
                            request.header(http::KnownField::cookie));
}

std::optional<identity::Principal> SessionAuthenticator::authenticate(
    const http::Request& request) const {
  const std::string_view token = token_in(request);
  if (token.empty()) return std::nullopt;
  return sessions_.verify(token);
}

}  // namespace meme::members
