// Appending JSON to a string, and looking at UTF-8 text. Pure; any thread.
#pragma once
#include <charconv>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace meme::json {

// Quoted and escaped. The text must be valid UTF-8; the bytes go out as they are.
void append_string(std::string& out, std::string_view text);

template <std::integral I>
void append_integer(std::string& out, I value) {
  char digits[24];
  const auto end = std::to_chars(digits, digits + sizeof digits, value).ptr;
  out.append(digits, static_cast<std::size_t>(end - digits));
}

// The shortest form that reads back to the same number. The value must be finite.
void append_number(std::string& out, double value);

// Code points; nothing unless the text is valid UTF-8 (no overlong forms, surrogates or code points
// past U+10FFFF).
std::optional<std::size_t> count_code_points(std::string_view text);

// Whether valid UTF-8 text holds a control character (C0, DEL, C1), a direction override or a
// non-character. Line feed and tab count only when `multiline` is false.
bool has_control(std::string_view text, bool multiline);

}  // namespace meme::json
