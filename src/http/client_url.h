// The addresses the client takes: http and https, webcal for https.
#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace meme::http {

struct FetchUrl {
  bool secure = true;
  std::string host;  // without brackets
  std::uint16_t port = 443;
  std::string target;  // path and query, at least "/"

  std::string text() const;
  // The Host field: with brackets for IPv6, with the port unless it is the scheme's own.
  std::string authority() const;
};

// Nothing for other schemes, user names or passwords in the address, a missing host, an impossible
// port, more than 2,000 bytes, or characters that a URL cannot have. A fragment is dropped.
// webcal:// and webcals:// mean https.
std::optional<FetchUrl> parse_fetch_url(std::string_view text);

// Where a redirect leads from `from`; nothing as above, and for a step from https down to http.
std::optional<FetchUrl> follow(const FetchUrl& from, std::string_view location);

}  // namespace meme::http
