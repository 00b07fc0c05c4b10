#include "booking/search/finder.h"

#include <algorithm>

#include "booking/search/cursor.h"
#include "booking/search/least_keys.h"

namespace meme::booking::search {
namespace {

// A page in the recommended order ends early, with a cursor, when this many artists looked free and
// were not: a search takes milliseconds whatever the calendars hold.
constexpr std::uint64_t checks_max = 20'000;

// Keys gathered in the first pass, at least; each further pass gathers more.
constexpr std::size_t keys_first = 256;
constexpr std::size_t keys_growth = 8;

}  // namespace

Finder::Finder(const SearchQuery& query, const SearchIndex& index, Instant now)
    : query_(query),
      index_(index),
      filter_(filter_of(query, index.columns)),
      exact_(query, filter_, index, now),
      wanted_(static_cast<std::size_t>(query.limit) + 1) {
  if (query.date) question_ = day_question(query, now, index);
}

SearchPage Finder::find(std::optional<std::uint64_t> after) {
  if (query_.date && !question_) return {};
  if (query_.order == Order::recommended) {
    find_in_order(after ? position_of(*after) + 1 : 0);
  } else {
    find_by_key(after);
  }
  return page();
}

void Finder::find_in_order(std::uint32_t first_position) {
  const auto visit = [this](const Candidate& candidate) {
    if (!exact_.least_key(candidate)) return true;
    ++cost_.candidates;
    ++cost_.checked;
    if (auto hit = exact_.hit(candidate.position)) hits_.push_back(std::move(*hit));
    if (hits_.size() < wanted_ && cost_.checked == checks_max) stopped_at_ = candidate.position;
    return hits_.size() < wanted_ && !stopped_at_;
  };
  const ScanWish wish{.filter = filter_,
                      .day = question_ ? &*question_ : nullptr,
                      .first_position = first_position};
  scan(index_, wish, visit);
}

void Finder::find_by_key(std::optional<std::uint64_t> after) {
  // Unless the least key is the very key, artists from behind `after` may hide at lower ones.
  const bool exact_keys = !query_.date || query_.order == Order::rating;
  std::uint64_t floor = exact_keys && after ? *after + 1 : 0;
  for (std::size_t count = std::max(keys_first, 2 * wanted_);; count *= keys_growth) {
    LeastKeys least(count);
    const auto visit = [&](const Candidate& candidate) {
      const auto key = exact_.least_key(candidate);
      if (!key || *key < floor) return true;
      ++cost_.candidates;
      least.offer(*key);
      return true;
    };
    const ScanWish wish{.filter = filter_,
                        .day = question_ ? &*question_ : nullptr,
                        .order = query_.order,
                        .bound = &least.bound()};
    scan(index_, wish, visit);
    const auto enough = [&](std::uint64_t key) { return !take(key, after); };
    const std::vector<std::uint64_t>& keys = least.sorted();
    if (std::ranges::any_of(keys, enough) || !least.dropped()) return;
    floor = keys.back() + 1;
    ++cost_.passes;
  }
}

bool Finder::take(std::uint64_t least_key, std::optional<std::uint64_t> after) {
  if (hits_.size() == wanted_ && hits_.back().key < least_key) return false;
  ++cost_.checked;
  auto hit = exact_.hit(position_of(least_key));
  if (!hit || (after && hit->key <= *after)) return true;
  const auto place = std::ranges::upper_bound(hits_, hit->key, {}, &KeyedHit::key);
  hits_.insert(place, std::move(*hit));
  if (hits_.size() > wanted_) hits_.pop_back();
  return true;
}

SearchPage Finder::page() {
  SearchPage page{.cost = cost_};
  if (hits_.size() == wanted_) {
    hits_.pop_back();
    stopped_at_ = hits_.back().key;
  }
  if (stopped_at_) {
    const std::uint64_t key = *stopped_at_;
    page.next_cursor = write_cursor(query_, {static_cast<std::uint32_t>(key >> 32),
                                             index_.columns.artist_at(position_of(key))});
  }
  for (KeyedHit& keyed : hits_) page.hits.push_back(std::move(keyed.hit));
  return page;
}

}  // namespace meme::booking::search
