#include "sql/testing/file_locks.h"

#include <sqlite3.h>

namespace meme::sql::testing {

bool FileLocks::raise(Holder& holder, int level) {
  if (level <= holder.level) return true;
  const bool others_exclude = exclusive_ != nullptr && exclusive_ != &holder;
  const bool others_reserve = reserved_ != nullptr && reserved_ != &holder;
  if (others_exclude) return false;
  if (level >= SQLITE_LOCK_RESERVED && others_reserve) return false;
  const int others = holders_ - (holder.level >= SQLITE_LOCK_SHARED ? 1 : 0);
  if (level == SQLITE_LOCK_EXCLUSIVE && others > 0) return false;
  if (holder.level == SQLITE_LOCK_NONE) ++holders_;
  if (level >= SQLITE_LOCK_RESERVED) reserved_ = &holder;
  if (level == SQLITE_LOCK_EXCLUSIVE) exclusive_ = &holder;
  holder.level = level;
  return true;
}

void FileLocks::lower(Holder& holder, int level) {
  if (holder.level <= level) return;
  if (exclusive_ == &holder) exclusive_ = nullptr;
  if (reserved_ == &holder) reserved_ = nullptr;
  if (level == SQLITE_LOCK_NONE) --holders_;
  holder.level = level;
}

bool FileLocks::lock_slots(Holder& holder, int first, int count, bool exclusively) {
  for (int i = first; i < first + count; ++i) {
    const auto slot = static_cast<std::size_t>(i);
    if (exclusive_slots_[slot] != nullptr && exclusive_slots_[slot] != &holder) return false;
    const int others = shared_slots_[slot] - (holder.shared[slot] ? 1 : 0);
    if (exclusively && others > 0) return false;
  }
  for (int i = first; i < first + count; ++i) {
    const auto slot = static_cast<std::size_t>(i);
    if (exclusively) {
      exclusive_slots_[slot] = &holder;
      holder.exclusive[slot] = true;
    } else if (!holder.shared[slot]) {
      ++shared_slots_[slot];
      holder.shared[slot] = true;
    }
  }
  return true;
}

void FileLocks::unlock_slots(Holder& holder, int first, int count, bool exclusively) {
  for (int i = first; i < first + count; ++i) {
    const auto slot = static_cast<std::size_t>(i);
    if (exclusively && holder.exclusive[slot]) {
      exclusive_slots_[slot] = nullptr;
      holder.exclusive[slot] = false;
    } else if (!exclusively && holder.shared[slot]) {
      --shared_slots_[slot];
      holder.shared[slot] = false;
    }
  }
}

void FileLocks::drop(Holder& holder) {
  lower(holder, SQLITE_LOCK_NONE);
  unlock_slots(holder, 0, slots, true);
  unlock_slots(holder, 0, slots, false);
}

volatile void* FileLocks::region(int index, int size, bool extend) {
  while (extend && regions_.size() <= static_cast<std::size_t>(index)) {
    regions_.push_back(std::make_unique<char[]>(static_cast<std::size_t>(size)));
  }
  if (regions_.size() <= static_cast<std::size_t>(index)) return nullptr;
  return regions_[static_cast<std::size_t>(index)].get();
}

}  // namespace meme::sql::testing
