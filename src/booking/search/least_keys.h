#pragma once
#include <algorithm>
#include <cstdint>
#include <limits>
#include <vector>

namespace meme::booking::search {

// Keeps the `count` least of all keys offered, in constant time for each: it lets twice as many
// gather, then drops half.
class LeastKeys {
 public:
  explicit LeastKeys(std::size_t count) : count_(count) { keys_.reserve(2 * count); }

  void offer(std::uint64_t key) {
    if (key >= bound_) {
      dropped_ = true;
      return;
    }
    keys_.push_back(key);
    if (keys_.size() == 2 * count_) prune();
  }

  // No key from here on up will be kept. It falls as keys are offered.
  const std::uint64_t& bound() const { return bound_; }

  // Ascending. Ends the gathering.
  const std::vector<std::uint64_t>& sorted() {
    if (keys_.size() > count_) prune();
    std::ranges::sort(keys_);
    return keys_;
  }
  // Whether some keys offered are not among sorted().
  bool dropped() const { return dropped_; }

 private:
  void prune() {
    const auto last = keys_.begin() + static_cast<std::ptrdiff_t>(count_);
    std::ranges::nth_element(keys_, last);
    bound_ = *last;
    keys_.resize(count_);
    dropped_ = true;
  }

  std::size_t count_;
  std::vector<std::uint64_t> keys_;
  std::uint64_t bound_ = std::numeric_limits<std::uint64_t>::max();
  bool dropped_ = false;
};

}  // namespace meme::booking::search
