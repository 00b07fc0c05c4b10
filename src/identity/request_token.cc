#include "identity/api.h"

namespace meme::identity {
namespace {

std::string_view trimmed(std::string_view text) {
  while (!text.empty() && (text.front() == ' ' || text.front() == '\t')) text.remove_prefix(1);
  while (!text.empty() && (text.back() == ' ' || text.back() == '\t')) text.remove_suffix(1);
  return text;
}

bool equal_ignoring_case(std::string_view text, std::string_view lower) {
  if (text.size() != lower.size()) return false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if ((c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c) != lower[i]) return false;
  }
  return true;
}

std::string_view bearer_token(std::string_view authorization) {
  constexpr std::string_view scheme = "bearer";
  const auto space = authorization.find(' ');
  if (space == std::string_view::npos) return {};
  if (!equal_ignoring_case(authorization.substr(0, space), scheme)) return {};
  return trimmed(authorization.substr(space));
}

// The first cookie of the name counts (RFC 6265 leaves it open); the server sets it for one path
// only.
std::string_view cookie_value(std::string_view cookie, std::string_view name) {
  while (!cookie.empty()) {
    const auto end = cookie.find(';');
    const std::string_view pair = trimmed(cookie.substr(0, end));
    if (pair.size() > name.size() && pair.starts_with(name) && pair[name.size()] == '=') {
      return pair.substr(name.size() + 1);
    }
    cookie = end == std::string_view::npos ? std::string_view{} : cookie.substr(end + 1);
  }
  return {};
}

}  // namespace

std::string_view token_of(std::string_view authorization, std::string_view cookie) {
  if (!authorization.empty()) return bearer_token(trimmed(authorization));
  return cookie_value(cookie, session_cookie);
}

}  // namespace meme::identity
