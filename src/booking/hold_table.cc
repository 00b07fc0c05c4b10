#include "booking/hold_table.h"

#include <algorithm>

#include "base/check.h"

namespace meme::booking {

void HoldTable::insert(const HoldRow& hold) {
  const std::scoped_lock lock(mutex_);
  const bool is_new = holds_.emplace(hold.id, hold).second;
  MEME_ASSERT(is_new);
  by_expiry_.emplace(hold.expires_at, hold.id);
  by_customer_.emplace(hold.customer, hold.id);
}

void HoldTable::erase(HoldId id) {
  const std::scoped_lock lock(mutex_);
  const auto found = holds_.find(id);
  MEME_ASSERT(found != holds_.end());
  by_expiry_.erase({found->second.expires_at, id});
  by_customer_.erase({found->second.customer, id});
  holds_.erase(found);
}

std::optional<HoldRow> HoldTable::find(HoldId id) const {
  const std::scoped_lock lock(mutex_);
  const auto found = holds_.find(id);
  if (found == holds_.end()) return std::nullopt;
  return found->second;
}

std::vector<HoldRow> HoldTable::of_customer(MemberId customer) const {
  const std::scoped_lock lock(mutex_);
  std::vector<HoldRow> holds;
  for (auto at = by_customer_.lower_bound({customer, HoldId{}});
       at != by_customer_.end() && at->first == customer; ++at) {
    holds.push_back(holds_.at(at->second));
  }
  std::ranges::sort(holds, {}, &HoldRow::expires_at);
  return holds;
}

std::vector<HoldRow> HoldTable::expired(Instant now, std::size_t most) const {
  const std::scoped_lock lock(mutex_);
  std::vector<HoldRow> holds;
  for (const auto& [at, id] : by_expiry_) {
    if (at > now || holds.size() == most) break;
    holds.push_back(holds_.at(id));
  }
  return holds;
}

std::size_t HoldTable::size() const {
  const std::scoped_lock lock(mutex_);
  return holds_.size();
}

void Deadlines::insert(Instant at, ReservationId id) {
  const std::scoped_lock lock(mutex_);
  due_.emplace(at, id);
}

void Deadlines::erase(Instant at, ReservationId id) {
  const std::scoped_lock lock(mutex_);
  due_.erase({at, id});
}

std::vector<ReservationId> Deadlines::due(Instant now, std::size_t most) const {
  const std::scoped_lock lock(mutex_);
  std::vector<ReservationId> ids;
  for (const auto& [at, id] : due_) {
    if (at > now || ids.size() == most) break;
    ids.push_back(id);
  }
  return ids;
}

}  // namespace meme::booking
