// What is wrong with one place of a JSON document. Part of every module's answers to bad input.
#pragma once
#include <string>
#include <string_view>
#include <vector>

namespace meme::json {

// `pointer` is an RFC 6901 JSON pointer ("" is the whole document); `code` is stable, for programs;
// `detail` is a sentence for people.
struct Problem {
  std::string pointer;
  std::string code;
  std::string detail;
  friend bool operator==(const Problem&, const Problem&) = default;
};
using Problems = std::vector<Problem>;

// The codes that reading can give.
namespace code {
inline constexpr std::string_view malformed_json = "malformed_json";
inline constexpr std::string_view invalid_utf8 = "invalid_utf8";
inline constexpr std::string_view too_deep = "too_deep";
inline constexpr std::string_view duplicate_field = "duplicate_field";
inline constexpr std::string_view unknown_field = "unknown_field";
inline constexpr std::string_view missing_field = "missing_field";
inline constexpr std::string_view wrong_type = "wrong_type";
inline constexpr std::string_view out_of_range = "out_of_range";
inline constexpr std::string_view too_short = "too_short";
inline constexpr std::string_view too_long = "too_long";
inline constexpr std::string_view too_few = "too_few";
inline constexpr std::string_view too_many = "too_many";
inline constexpr std::string_view invalid_format = "invalid_format";
inline constexpr std::string_view invalid_text = "invalid_text";
inline constexpr std::string_view unknown_value = "unknown_value";
}  // namespace code

}  // namespace meme::json
