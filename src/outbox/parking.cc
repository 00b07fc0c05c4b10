#include "outbox/parking.h"

#include <algorithm>

namespace meme::outbox {

void Parking::put(std::int64_t id, Parked parked) {
  of_key_[parked.key][id] = parked.not_before;
  by_id_.insert_or_assign(id, std::move(parked));
}

void Parking::take(std::int64_t id) {
  const auto found = by_id_.find(id);
  if (found == by_id_.end()) return;
  const auto key = of_key_.find(found->second.key);
  key->second.erase(id);
  if (key->second.empty()) of_key_.erase(key);
  by_id_.erase(found);
}

void Parking::clear() {
  by_id_.clear();
  of_key_.clear();
}

std::vector<std::int64_t> Parking::due(Instant now) const {
  std::vector<std::int64_t> found;
  for (const auto& [key, ids] : of_key_) {
    if (ids.begin()->second <= now) found.push_back(ids.begin()->first);
  }
  std::ranges::sort(found);
  return found;
}

std::optional<Instant> Parking::next_due() const {
  std::optional<Instant> next;
  for (const auto& [key, ids] : of_key_) {
    if (!next || ids.begin()->second < *next) next = ids.begin()->second;
  }
  return next;
}

}  // namespace meme::outbox
