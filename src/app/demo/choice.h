// Drawing from lists and distributions, the same way for the same Random on every machine.
#pragma once
#include <array>
#include <cmath>
#include <cstdint>
#include <numbers>
#include <span>
#include <string_view>

#include "base/random.h"

namespace meme::app::demo {

struct Weighted {
  std::string_view text;
  int weight;
};

template <class T, std::size_t N>
const T& pick(Random& random, const std::array<T, N>& choices) {
  return choices[random.below(N)];
}

template <class T>
const T& pick(Random& random, std::span<const T> choices) {
  return choices[random.below(choices.size())];
}

// An index drawn in proportion to `weights`, which are not all zero.
inline std::size_t draw(Random& random, std::span<const int> weights) {
  std::int64_t total = 0;
  for (const int weight : weights) total += weight;
  auto left = static_cast<std::int64_t>(random.below(static_cast<std::uint64_t>(total)));
  std::size_t at = 0;
  while (left >= weights[at]) left -= weights[at++];
  return at;
}

template <std::size_t N>
std::string_view draw(Random& random, const std::array<Weighted, N>& choices) {
  std::int64_t total = 0;
  for (const Weighted& one : choices) total += one.weight;
  auto left = static_cast<std::int64_t>(random.below(static_cast<std::uint64_t>(total)));
  std::size_t at = 0;
  while (left >= choices[at].weight) left -= choices[at++].weight;
  return choices[at].text;
}

// Box and Muller's transform; mean 0, deviation 1.
inline double normal(Random& random) {
  const double radius = std::sqrt(-2.0 * std::log(1.0 - random.unit()));
  return radius * std::cos(2.0 * std::numbers::pi * random.unit());
}

inline double exponential(Random& random, double mean) {
  return -mean * std::log(1.0 - random.unit());
}

}  // namespace meme::app::demo
