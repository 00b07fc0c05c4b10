// JSON for described value types (see json/describe.h): read, write, schema. Any thread.
#pragma once
#include <expected>
#include <string>
#include <string_view>

#include "json/describe.h"

namespace meme::json {

inline constexpr std::size_t default_depth_max = 16;

// Reads exactly one value. Refuses malformed text, invalid UTF-8, too deep nesting, repeated,
// unknown and missing fields, wrong types and values out of bounds; all problems are reported at
// once, at most 20.
template <class T>
std::expected<T, Problems> read(std::string_view body, std::size_t depth_max = default_depth_max) {
  auto document = Document::parse(body, depth_max);
  if (!document) return std::unexpected(Problems{std::move(document.error())});
  Reader reader;
  T value{};
  if (!Codec<T>::read({reader, *document}, value, {})) return std::unexpected(reader.take());
  return value;
}

// Reads a described type from decoded query parameters; a repeated name or commas make a list.
template <class T>
std::expected<T, Problems> read_parameters(std::span<const Document::Parameter> parameters) {
  const Document document = Document::of_parameters(parameters);
  Reader reader;
  T value{};
  if (!Codec<T>::read({reader, document}, value, {})) return std::unexpected(reader.take());
  return value;
}

template <class T>
void write(std::string& out, const T& value) {
  Codec<T>::write(out, value);
}

template <class T>
std::string write(const T& value) {
  std::string out;
  Codec<T>::write(out, value);
  return out;
}

template <class T>
std::string schema(Schemas& schemas) {
  return Codec<T>::schema(schemas, {});
}

template <class T>
constexpr TypeRef type_of() {
  return TypeRef{&schema<T>};
}

// The name under which T is described, for names made from others ("PageOfSlot").
template <class T>
std::string name_of() {
  return Describe<T>::of().schema().name;
}

}  // namespace meme::json
