#include "histogram.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <vector>

#include "base/random.h"

namespace meme::loadgen {
namespace {

TEST(Histogram, IsEmptyAtFirst) {
  const Histogram histogram;
  EXPECT_EQ(histogram.count(), 0u);
  EXPECT_EQ(histogram.at(0.5), 0);
  EXPECT_EQ(histogram.max(), 0);
}

TEST(Histogram, KeepsSmallValuesExactly) {
  Histogram histogram;
  for (int value = 1; value <= 100; ++value) histogram.add(value);
  EXPECT_EQ(histogram.at(0.5), 50);
  EXPECT_EQ(histogram.at(0.99), 99);
  EXPECT_EQ(histogram.at(1), 100);
  EXPECT_DOUBLE_EQ(histogram.mean(), 50.5);
}

TEST(Histogram, PercentilesAreWithinOnePercentOfTheSortedOnes) {
  Random random(7);
  Histogram histogram;
  std::vector<std::int64_t> values;
  for (int i = 0; i < 100'000; ++i) {
    values.push_back(static_cast<std::int64_t>(std::exp(random.unit() * 24)));
    histogram.add(values.back());
  }
  std::ranges::sort(values);
  for (const double fraction : {0.01, 0.5, 0.9, 0.99, 0.999, 0.9999}) {
    const auto index = static_cast<std::size_t>(std::ceil(fraction * 100'000)) - 1;
    const auto exact = static_cast<double>(values[index]);
    EXPECT_GE(static_cast<double>(histogram.at(fraction)), exact);
    EXPECT_LE(static_cast<double>(histogram.at(fraction)), exact * 1.01 + 1);
  }
  EXPECT_EQ(histogram.at(1), values.back());
}

TEST(Histogram, CountsTheLongestAsTheLongest) {
  Histogram histogram;
  histogram.add(std::int64_t{1} << 50);
  histogram.add(-5);
  EXPECT_EQ(histogram.count(), 2u);
  EXPECT_EQ(histogram.at(0.5), 0);
  EXPECT_EQ(histogram.max(), std::int64_t{1} << 50);
}

TEST(Histogram, MergingIsAddingTheOthersValues) {
  Histogram both;
  Histogram low;
  Histogram high;
  for (int value = 0; value < 1000; ++value) {
    (value < 500 ? low : high).add(value * 1000);
    both.add(value * 1000);
  }
  low.merge(high);
  EXPECT_EQ(low.count(), both.count());
  EXPECT_EQ(low.at(0.75), both.at(0.75));
  EXPECT_EQ(low.max(), both.max());
}

}  // namespace
}  // namespace meme::loadgen
