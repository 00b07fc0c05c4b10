// How values of one type are read from JSON, written to it and described in a schema.
//
// Codec<T> is the point of extension. A type whose JSON form is a string specialises TextForm<T>
// instead:
//   static bool parse(std::string_view, T&)       false refuses with invalid_format
//   static void append(std::string&, const T&)    must not need escaping
//   static constexpr std::string_view what        "a date such as 2026-12-05"
//   static constexpr std::string_view schema      members of the schema: "\"format\":\"date\""
// An enumeration needs only a table that argument-dependent lookup finds:
//   constexpr auto enum_names(Place) { return std::to_array<std::pair<Place,
//   std::string_view>>({{…}, …}); }
#pragma once
#include <algorithm>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

#include "json/reader.h"
#include "json/text.h"

namespace meme::json {

class Schemas;

// What a field accepts; a value outside is refused while reading. Bounds of a vector's items apply
// to each of them.
struct Bounds {
  std::optional<std::int64_t> min{};
  std::optional<std::int64_t> max{};
  std::optional<std::size_t> min_length{};  // code points
  std::optional<std::size_t> max_length{};  // default_length_max without
  std::optional<std::size_t> min_items{};
  std::optional<std::size_t> max_items{};  // default_items_max without
  bool required = true;        // false: may be left out, and then keeps its member's default
  bool multiline = false;      // line feeds and tabs are allowed
  std::string_view example{};  // JSON text for the schema
};
inline constexpr std::size_t default_length_max = 1000;
inline constexpr std::size_t default_items_max = 1000;

template <class T>
struct Codec;
template <class T>
struct TextForm;

template <class T>
concept HasTextForm = requires(std::string_view text, T& value, std::string& out) {
  { TextForm<T>::parse(text, value) } -> std::same_as<bool>;
  TextForm<T>::append(out, value);
};
template <class T>
concept NamedEnum = std::is_enum_v<T> && requires(T value) { enum_names(value); };

namespace detail {
bool read_integer(const Input& in, std::int64_t& value, std::int64_t min, std::int64_t max);
bool read_number(const Input& in, double& value, const Bounds& bounds);
bool read_bool(const Input& in, bool& value);
bool read_string(const Input& in, std::string& value, const Bounds& bounds);
// The text of a string or bare node.
bool read_text(const Input& in, std::string_view& text, std::string_view what);
bool refuse_format(const Input& in, std::string_view what);
std::string integer_schema(const Bounds& bounds, std::size_t bytes);
std::string number_schema(const Bounds& bounds);
std::string string_schema(const Bounds& bounds);
std::string array_schema(const Bounds& bounds, std::string_view items);
}  // namespace detail

template <>
struct Codec<bool> {
  static bool read(const Input& in, bool& value, const Bounds&) {
    return detail::read_bool(in, value);
  }
  static void write(std::string& out, bool value) { out.append(value ? "true" : "false"); }
  static std::string schema(Schemas&, const Bounds&) { return R"({"type":"boolean"})"; }
};

template <std::integral I>
  requires(!std::same_as<I, bool> && !std::same_as<I, char>)
struct Codec<I> {
  static bool read(const Input& in, I& value, const Bounds& bounds) {
    std::int64_t wide = 0;
    if (!detail::read_integer(in, wide, lowest(bounds), highest(bounds))) return false;
    value = static_cast<I>(wide);
    return true;
  }
  static void write(std::string& out, I value) { append_integer(out, value); }
  static std::string schema(Schemas&, const Bounds& bounds) {
    return detail::integer_schema(bounds, sizeof(I));
  }

 private:
  static std::int64_t lowest(const Bounds& bounds) {
    const auto type_min = static_cast<std::int64_t>(std::numeric_limits<I>::min());
    return std::max(bounds.min.value_or(type_min), type_min);
  }
  static std::int64_t highest(const Bounds& bounds) {
    constexpr auto wide_max = std::numeric_limits<std::int64_t>::max();
    constexpr bool wider = std::cmp_greater(std::numeric_limits<I>::max(), wide_max);
    const auto type_max =
        wider ? wide_max : static_cast<std::int64_t>(std::numeric_limits<I>::max());
    return std::min(bounds.max.value_or(type_max), type_max);
  }
};

template <>
struct Codec<double> {
  static bool read(const Input& in, double& value, const Bounds& bounds) {
    return detail::read_number(in, value, bounds);
  }
  static void write(std::string& out, double value) { append_number(out, value); }
  static std::string schema(Schemas&, const Bounds& b) { return detail::number_schema(b); }
};

template <>
struct Codec<std::string> {
  static bool read(const Input& in, std::string& value, const Bounds& bounds) {
    return detail::read_string(in, value, bounds);
  }
  static void write(std::string& out, const std::string& value) { append_string(out, value); }
  static std::string schema(Schemas&, const Bounds& b) { return detail::string_schema(b); }
};

// For writing only: views do not own what they would read.
template <>
struct Codec<std::string_view> {
  static bool read(const Input& in, std::string_view&, const Bounds&) {
    return in.expected("left out");
  }
  static void write(std::string& out, std::string_view value) { append_string(out, value); }
  static std::string schema(Schemas&, const Bounds& b) { return detail::string_schema(b); }
};

}  // namespace meme::json

#include "json/codecs.h"  // IWYU pragma: export
