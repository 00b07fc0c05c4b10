// The locks that SQLite's connections take on a file: five levels for the rollback modes, eight
// slots for the log. Not thread-safe: PowerLossDisk holds a mutex around it.
#pragma once
#include <array>
#include <memory>
#include <vector>

namespace meme::sql::testing {

class FileLocks {
 public:
  static constexpr int slots = 8;
  // What one connection holds.
  struct Holder {
    int level = 0;
    std::array<bool, slots> shared{};
    std::array<bool, slots> exclusive{};
  };

  // SQLite's xLock, xUnlock and xShmLock: false means busy.
  bool raise(Holder& holder, int level);
  void lower(Holder& holder, int level);
  bool reserved_by_any() const { return reserved_ != nullptr; }
  bool lock_slots(Holder& holder, int first, int count, bool exclusively);
  void unlock_slots(Holder& holder, int first, int count, bool exclusively);
  void drop(Holder& holder);

  // The shared memory beside the locks; gone when the last connection is.
  volatile void* region(int index, int size, bool extend);
  void forget_memory() { regions_.clear(); }

 private:
  int holders_ = 0;  // at level SHARED or above
  const Holder* reserved_ = nullptr;
  const Holder* exclusive_ = nullptr;
  std::array<int, slots> shared_slots_{};
  std::array<const Holder*, slots> exclusive_slots_{};
  std::vector<std::unique_ptr<char[]>> regions_;
};

}  // namespace meme::sql::testing
