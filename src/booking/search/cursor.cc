#include "booking/search/cursor.h"

#include <algorithm>

#include "base/base64.h"
#include "booking/search/day_planes.h"

namespace meme::booking::search {
namespace {

// version 1 │ conditions 4 │ own key 4 │ artist 8; numbers little-endian.
constexpr char version = 1;
constexpr std::size_t cursor_bytes = 17;

void append_number(std::string& out, std::uint64_t value, int bytes) {
  for (int i = 0; i < bytes; ++i) out.push_back(static_cast<char>(value >> (8 * i)));
}

std::uint64_t number_at(std::string_view text, std::size_t at, int bytes) {
  std::uint64_t value = 0;
  for (int i = 0; i < bytes; ++i) {
    const auto byte = static_cast<unsigned char>(text[at + static_cast<std::size_t>(i)]);
    value |= std::uint64_t{byte} << (8 * i);
  }
  return value;
}

// FNV-1a (http://www.isthe.com/chongo/tech/comp/fnv) over everything that decides who matches and
// in which order.
std::uint32_t conditions_of(const SearchQuery& query) {
  std::uint64_t hash = 0xCBF29CE484222325ULL;
  const auto add = [&hash](std::int64_t value) {
    for (int i = 0; i < 8; ++i) {
      hash ^= static_cast<std::uint64_t>(value >> (8 * i)) & 0xFF;
      hash *= 0x100000001B3ULL;
    }
  };
  add(query.date ? day_number(*query.date) : -1);
  add(query.from);
  add(query.to.value_or(-1));
  add(query.category ? static_cast<int>(*query.category) : -1);
  add(query.place ? static_cast<int>(*query.place) : -1);
  add(query.duration_least.count());
  add(query.price_least ? query.price_least->amount : -1);
  add(query.price_most ? query.price_most->amount : -1);
  add(static_cast<int>(query.order));
  std::vector<catalogue::DistrictIndex> districts = query.districts;
  std::ranges::sort(districts);
  for (const auto district : districts) add(district);
  return static_cast<std::uint32_t>(hash ^ hash >> 32);
}

}  // namespace

std::string write_cursor(const SearchQuery& query, const Cursor& cursor) {
  std::string bytes(1, version);
  append_number(bytes, conditions_of(query), 4);
  append_number(bytes, cursor.own_key, 4);
  append_number(bytes, cursor.artist.value, 8);
  return base64url(bytes);
}

std::expected<Cursor, SearchError> read_cursor(const SearchQuery& query, std::string_view text) {
  const auto bytes = parse_base64url(text);
  if (!bytes || bytes->size() != cursor_bytes || bytes->front() != version ||
      number_at(*bytes, 1, 4) != conditions_of(query)) {
    return std::unexpected(SearchError::bad_cursor);
  }
  return Cursor{.own_key = static_cast<std::uint32_t>(number_at(*bytes, 5, 4)),
                .artist = ArtistId{number_at(*bytes, 9, 8)}};
}

}  // namespace meme::booking::search
