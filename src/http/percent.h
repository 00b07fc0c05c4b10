// Percent-encoding of paths and queries (RFC 3986).
#pragma once
#include <optional>
#include <string>
#include <string_view>

namespace meme::http {

// Nothing when an escape is broken or the result is not UTF-8 without NUL. In a query '+' is a
// space.
std::optional<std::string> percent_decode(std::string_view text, bool plus_is_space);
std::string percent_encode(std::string_view text);

}  // namespace meme::http
