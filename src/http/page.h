// One page of a list: {items, nextCursor?}. Cursors are opaque to clients.
#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/base64.h"
#include "json/json.h"

namespace meme::http {

template <class T>
struct Page {
  std::vector<T> items;
  std::optional<std::string> next_cursor{};
};

template <class T>
void describe(json::Describe<Page<T>>& d) {
  d.name("PageOf" + json::name_of<T>());
  d.field("items", &Page<T>::items, "In the order asked for.");
  d.field("nextCursor", &Page<T>::next_cursor, "Give it back as `cursor` for what follows.");
}

// A list without pages.
template <class T>
struct Items {
  std::vector<T> items;
};

template <class T>
void describe(json::Describe<Items<T>>& d) {
  d.name("ListOf" + json::name_of<T>());
  d.field("items", &Items<T>::items, "All of them.");
}

inline std::string make_cursor(std::string_view position) {
  return base64url(position);
}
inline std::optional<std::string> read_cursor(std::string_view cursor) {
  return parse_base64url(cursor);
}

}  // namespace meme::http
