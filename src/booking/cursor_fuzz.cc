// Any text as the cursor of a list or of a search: what is accepted has exactly one spelling, and
// is good for the query it came from only.
//
// Parsers: booking/cursor.h booking/search/cursor.cc
#include "booking/cursor.h"

#include <cstdint>

#include "base/check.h"
#include "booking/search/cursor.h"

namespace {

using namespace meme;
using namespace meme::booking;

search::SearchQuery precise() {
  search::SearchQuery query;
  query.date = Date{std::chrono::year{2026} / 12 / 5};
  query.to = 720;
  query.category = catalogue::Category{};
  query.place = Place::shop;
  query.price_least = Money{10'000};
  query.price_most = Money{90'000};
  query.districts = {3, 1};
  return query;
}

void check(const search::SearchQuery& query, const search::SearchQuery& other,
           std::string_view text) {
  const auto cursor = search::read_cursor(query, text);
  if (!cursor) return;
  MEME_ASSERT(search::write_cursor(query, *cursor) == text);
  MEME_ASSERT(!search::read_cursor(other, text));
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
  static const search::SearchQuery any, narrow = precise();
  const std::string_view text{reinterpret_cast<const char*>(bytes), size};
  if (const auto cursor = read_cursor(text)) {
    MEME_ASSERT(write_cursor(cursor->first, cursor->second) == text);
  }
  const search::Cursor own{.own_key = static_cast<std::uint32_t>(size), .artist = ArtistId{size}};
  check(any, narrow, search::write_cursor(any, own));
  check(narrow, any, search::write_cursor(narrow, own));
  check(any, narrow, text);
  check(narrow, any, text);
  return 0;
}
