#pragma once
#include <optional>
#include <vector>

#include "booking/search/exact.h"

namespace meme::booking::search {

// One run of a query.
class Finder {
 public:
  Finder(const SearchQuery& query, const SearchIndex& index, Instant now);

  // The hits behind the key `after`.
  SearchPage find(std::optional<std::uint64_t> after);

 private:
  void find_in_order(std::uint32_t first_position);
  void find_by_key(std::optional<std::uint64_t> after);
  // False when no further candidate can change the page.
  bool take(std::uint64_t least_key, std::optional<std::uint64_t> after);
  SearchPage page();

  const SearchQuery& query_;
  const SearchIndex& index_;
  Filter filter_;
  std::optional<DayQuestion> question_;
  ExactCheck exact_;
  std::size_t wanted_;          // one more than the page holds tells whether there is a next one
  std::vector<KeyedHit> hits_;  // by key
  std::optional<std::uint64_t> stopped_at_;  // the search gave up behind this key
  SearchCost cost_;
};

}  // namespace meme::booking::search
