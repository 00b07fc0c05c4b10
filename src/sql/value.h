// What a parameter can be, and how the project's types become one: integers, bool and enums as
// integers, ids as their number, instants as milliseconds, calendar minutes as minutes since 1970,
// an empty optional as NULL. Text and blobs are viewed, not copied: they must live until the call
// returns.
#pragma once
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <type_traits>
#include <variant>

#include "base/ids.h"
#include "base/time.h"

namespace meme::sql {

using Value = std::variant<std::nullptr_t, std::int64_t, double, std::string_view,
                           std::span<const std::byte>>;

inline Value to_value(std::nullptr_t) {
  return nullptr;
}
inline Value to_value(std::integral auto value) {
  return static_cast<std::int64_t>(value);
}
inline Value to_value(std::floating_point auto value) {
  return static_cast<double>(value);
}
inline Value to_value(std::string_view value) {
  return value;
}
inline Value to_value(const std::string& value) {
  return std::string_view(value);
}
inline Value to_value(const char* value) {
  return std::string_view(value);
}
inline Value to_value(std::span<const std::byte> value) {
  return value;
}
inline Value to_value(Instant value) {
  return count(value);
}
inline Value to_value(Minute value) {
  return count(value);
}

template <class E>
  requires std::is_enum_v<E>
Value to_value(E value) {
  return static_cast<std::int64_t>(value);
}

template <class Tag>
Value to_value(Id<Tag> id) {
  return static_cast<std::int64_t>(id.value);
}

template <class T>
Value to_value(const std::optional<T>& value) {
  return value ? to_value(*value) : Value{nullptr};
}

}  // namespace meme::sql
