#pragma once
#include <cstdint>
#include <expected>
#include <string>
#include <string_view>

#include "booking/search/search_query.h"

namespace meme::booking::search {

// Where a page ended: after this artist, whose own key was this. It survives a restart and changes
// of everybody else; if the artist's own place in the order has changed since, the next page begins
// there.
struct Cursor {
  std::uint32_t own_key = 0;
  ArtistId artist{};
};

// Opaque text that is only good for a query with the same conditions and order; the page size may
// differ.
std::string write_cursor(const SearchQuery& query, const Cursor& cursor);
std::expected<Cursor, SearchError> read_cursor(const SearchQuery& query, std::string_view text);

}  // namespace meme::booking::search
