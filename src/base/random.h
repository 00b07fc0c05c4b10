#pragma once
#include <cstdint>
#include <limits>
#include <span>
#include <string>

namespace meme {

// xoshiro256** by Blackman and Vigna (https://prng.di.unimi.it), seeded through SplitMix64. The
// same seed gives the same numbers on every machine. Not for secrets. One thread at a time.
class Random {
 public:
  using result_type = std::uint64_t;

  explicit Random(std::uint64_t seed);
  static constexpr result_type min() { return 0; }
  static constexpr result_type max() { return std::numeric_limits<result_type>::max(); }
  result_type operator()();

  // Uniform in [0, bound); bound > 0.
  std::uint64_t below(std::uint64_t bound);
  // Uniform in [low, high].
  std::int64_t between(std::int64_t low, std::int64_t high);
  // Uniform in [0, 1).
  double unit();
  bool chance(double probability) { return unit() < probability; }

 private:
  std::uint64_t state_[4];
};

// Bytes from the kernel, fit for keys and tokens. Any thread.
std::string secure_random(std::size_t bytes);

}  // namespace meme
