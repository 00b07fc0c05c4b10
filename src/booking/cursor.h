// Where a page of a list ended: the sort key and the id of its last item, opaque to clients.
#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "base/base32.h"

namespace meme::booking {

inline std::string write_cursor(std::int64_t key, std::uint64_t id) {
  std::string text;
  append_base32(text, static_cast<std::uint64_t>(key));
  text.push_back('-');
  append_base32(text, id);
  return text;
}

// Nothing when it is not one of ours.
inline std::optional<std::pair<std::int64_t, std::uint64_t>> read_cursor(std::string_view text) {
  const std::size_t dash = text.find('-');
  if (dash == std::string_view::npos) return std::nullopt;
  const auto key = parse_base32(text.substr(0, dash));
  const auto id = parse_base32(text.substr(dash + 1));
  if (!key || !id) return std::nullopt;
  return std::pair{static_cast<std::int64_t>(*key), *id};
}

}  // namespace meme::booking
