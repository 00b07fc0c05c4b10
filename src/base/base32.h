#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace meme {

// Crockford's base 32 (https://www.crockford.com/base32.html), lower case, most significant digit
// first, no leading zeros. Reading accepts exactly what writing produces, so that a value has one
// spelling.
void append_base32(std::string& out, std::uint64_t value);
std::optional<std::uint64_t> parse_base32(std::string_view text);

}  // namespace meme
