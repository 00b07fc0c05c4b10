// What an event is about: a kind of thing and its number.
#pragma once
#include <cstdint>
#include <functional>
#include <string_view>

#include "base/ids.h"

namespace meme::http {

struct Topic {
  std::string_view kind;  // text of static storage
  std::uint64_t number = 0;

  constexpr Topic(std::string_view kind_name, std::uint64_t number_in_kind)
      : kind(kind_name), number(number_in_kind) {}
  template <class Tag>
  constexpr Topic(Id<Tag> id) : kind(Tag::prefix), number(id.value) {}

  friend constexpr bool operator==(const Topic&, const Topic&) = default;
};

}  // namespace meme::http

template <>
struct std::hash<meme::http::Topic> {
  std::size_t operator()(const meme::http::Topic& topic) const noexcept {
    return std::hash<std::string_view>{}(topic.kind) ^ (topic.number * 0x9E3779B97F4A7C15ULL);
  }
};
