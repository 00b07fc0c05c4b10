// The remaining codecs: text forms, enumerations, optionals, serialised text. Included by
// json/codec.h.
#pragma once
#include <chrono>
#include <limits>
#include <utility>

#include "base/ids.h"
#include "base/money.h"
#include "base/time.h"
#include "json/codec.h"

namespace meme::json {

template <HasTextForm T>
struct Codec<T> {
  static bool read(const Input& in, T& value, const Bounds&) {
    std::string_view text;
    if (!detail::read_text(in, text, TextForm<T>::what)) return false;
    return TextForm<T>::parse(text, value) || detail::refuse_format(in, TextForm<T>::what);
  }
  static void write(std::string& out, const T& value) {
    out.push_back('"');
    TextForm<T>::append(out, value);
    out.push_back('"');
  }
  static std::string schema(Schemas&, const Bounds&) {
    std::string out = R"({"type":"string",)";
    out.append(TextForm<T>::schema).push_back('}');
    return out;
  }
};

template <NamedEnum E>
struct Codec<E> {
  static bool read(const Input& in, E& value, const Bounds&) {
    std::string_view text;
    if (!detail::read_text(in, text, "a string")) return false;
    for (const auto& [candidate, name] : enum_names(E{})) {
      if (name != text) continue;
      value = candidate;
      return true;
    }
    return in.refuse(code::unknown_value, "Must be one of " + names(", ") + ".");
  }
  static void write(std::string& out, E value) {
    out.push_back('"');
    out.append(name_of(value)).push_back('"');
  }
  static std::string schema(Schemas&, const Bounds&) {
    return R"({"type":"string","enum":[")" + names(R"(",")") + R"("]})";
  }
  static std::string_view name_of(E value) {
    for (const auto& [candidate, name] : enum_names(E{})) {
      if (candidate == value) return name;
    }
    return "";
  }

 private:
  static std::string names(std::string_view separator) {
    std::string out;
    for (const auto& [candidate, name] : enum_names(E{})) {
      if (!out.empty()) out.append(separator);
      out.append(name);
    }
    return out;
  }
};

// Absent is empty; null is refused.
template <class T>
struct Codec<std::optional<T>> {
  static bool read(const Input& in, std::optional<T>& value, const Bounds& bounds) {
    return Codec<T>::read(in, value.emplace(), bounds);
  }
  static void write(std::string& out, const std::optional<T>& value) {
    Codec<T>::write(out, *value);
  }
  static std::string schema(Schemas& s, const Bounds& b) { return Codec<T>::schema(s, b); }
};

// JSON text that was written before; T says what it is, for the schema. Only written.
template <class T>
struct RawOf {
  std::string text;
};
using Raw = RawOf<void>;

template <class T>
struct Codec<RawOf<T>> {
  static bool read(const Input& in, RawOf<T>&, const Bounds&) { return in.expected("left out"); }
  static void write(std::string& out, const RawOf<T>& value) { out.append(value.text); }
  static std::string schema(Schemas& s, const Bounds& b) {
    if constexpr (std::is_void_v<T>) {
      return "{}";
    } else {
      return Codec<T>::schema(s, b);
    }
  }
};

}  // namespace meme::json

#include "json/lists.h"       // IWYU pragma: export
#include "json/text_forms.h"  // IWYU pragma: export
