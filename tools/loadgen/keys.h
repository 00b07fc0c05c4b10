#pragma once
#include <cstddef>
#include <optional>
#include <string_view>

#include "base/random.h"

namespace meme::loadgen {

// Which keys a load falls on. random: all alike. zipf: the k-th key 1/k^0.99 times as often as the
// first. hot: nine of ten picks fall on the first hundredth.
enum class Spread { random, zipf, hot };
std::optional<Spread> parse_spread(std::string_view text);

// Picks from [0, count), the likeliest first. One thread at a time.
class KeyPicker {
 public:
  KeyPicker(Spread spread, std::size_t count);
  std::size_t pick(Random& random) const;

 private:
  std::size_t zipf(Random& random) const;

  Spread spread_;
  std::size_t count_;
  std::size_t hot_count_;
  double zeta_ = 0;
  double alpha_ = 0;
  double eta_ = 0;
};

}  // namespace meme::loadgen
