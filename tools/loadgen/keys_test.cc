#include "keys.h"

#include <gtest/gtest.h>

#include <cmath>
#include <vector>

namespace meme::loadgen {
namespace {

std::vector<int> counts(Spread spread, std::size_t keys, int picks) {
  Random random(3);
  const KeyPicker picker(spread, keys);
  std::vector<int> found(keys);
  for (int i = 0; i < picks; ++i) ++found.at(picker.pick(random));
  return found;
}

TEST(KeyPicker, RandomTreatsAllAlike) {
  for (const int count : counts(Spread::random, 10, 100'000)) EXPECT_NEAR(count, 10'000, 500);
}

TEST(KeyPicker, ZipfFallsWithTheRank) {
  const std::vector<int> found = counts(Spread::zipf, 1000, 1'000'000);
  EXPECT_NEAR(static_cast<double>(found[0]) / found[1], std::pow(2, 0.99), 0.1);
  EXPECT_NEAR(static_cast<double>(found[0]) / found[99], std::pow(100, 0.99), 15);
}

TEST(KeyPicker, HotGivesNineTenthsToTheFirstHundredth) {
  const std::vector<int> found = counts(Spread::hot, 1000, 100'000);
  int hot = 0;
  for (int i = 0; i < 10; ++i) hot += found[static_cast<std::size_t>(i)];
  EXPECT_NEAR(hot, 90'100, 1000);
}

TEST(KeyPicker, OneKeyIsAlwaysPicked) {
  EXPECT_EQ(counts(Spread::zipf, 1, 10)[0], 10);
  EXPECT_EQ(counts(Spread::hot, 1, 10)[0], 10);
}

TEST(Spread, IsReadByName) {
  EXPECT_EQ(parse_spread("hot"), Spread::hot);
  EXPECT_EQ(parse_spread("cold"), std::nullopt);
}

}  // namespace
}  // namespace meme::loadgen
