#include "base/random.h"

#include <sys/random.h>

#include <bit>

#include "base/check.h"

namespace meme {

Random::Random(std::uint64_t seed) {
  for (std::uint64_t& word : state_) {  // SplitMix64
    seed += 0x9E3779B97F4A7C15ULL;
    std::uint64_t z = seed;
    z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9ULL;
    z = (z ^ (z >> 27)) * 0x94D049BB133111EBULL;
    word = z ^ (z >> 31);
  }
}

Random::result_type Random::operator()() {
  const std::uint64_t result = std::rotl(state_[1] * 5, 7) * 9;
  const std::uint64_t shifted = state_[1] << 17;
  state_[2] ^= state_[0];
  state_[3] ^= state_[1];
  state_[1] ^= state_[2];
  state_[0] ^= state_[3];
  state_[2] ^= shifted;
  state_[3] = std::rotl(state_[3], 45);
  return result;
}

std::uint64_t Random::below(std::uint64_t bound) {
  MEME_ASSERT(bound > 0);
  // Lemire's multiply-shift; the bias for bounds far below 2^64 is immaterial here.
  return static_cast<std::uint64_t>((static_cast<unsigned __int128>((*this)()) * bound) >> 64);
}

std::int64_t Random::between(std::int64_t low, std::int64_t high) {
  MEME_ASSERT(low <= high);
  return low + static_cast<std::int64_t>(below(static_cast<std::uint64_t>(high - low) + 1));
}

double Random::unit() {
  return static_cast<double>((*this)() >> 11) * 0x1.0p-53;
}

std::string secure_random(std::size_t bytes) {
  std::string out(bytes, '\0');
  std::size_t have = 0;
  while (have < bytes) {
    const ssize_t got = getrandom(out.data() + have, bytes - have, 0);
    MEME_ASSERT(got > 0);
    have += static_cast<std::size_t>(got);
  }
  return out;
}

}  // namespace meme
