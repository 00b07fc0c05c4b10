#pragma once
#include <optional>
#include <string>
#include <string_view>

namespace meme {

// URL-safe base 64 without padding (RFC 4648 section 5). Reading refuses padding, other alphabets
// and non-zero unused bits.
std::string base64url(std::string_view bytes);
std::optional<std::string> parse_base64url(std::string_view text);

}  // namespace meme
