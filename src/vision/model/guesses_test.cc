#include "vision/model/guesses.h"

#include <algorithm>
#include <cmath>

#include <gtest/gtest.h>

#include "base/random.h"

namespace meme::vision {
namespace {

TEST(Cells, LieInTheMiddleOfTheirSquares) {
  const std::vector<Cell> cells = cells_of(64, 32);
  ASSERT_EQ(cells.size(), 8 * 4 + 4 * 2 + 2 * 1);
  EXPECT_EQ(cells[9].x, 12);
  EXPECT_EQ(cells[9].y, 12);
  EXPECT_EQ(cells.back().x, 48);
  EXPECT_EQ(cells.back().y, 16);
  EXPECT_EQ(cells.back().index, 1);
}

TEST(Fitting, PutsAPictureInTheMiddleAndBack) {
  const Fitting box = fitting_for(640, 480, {320, 320});
  EXPECT_EQ(box.scale, 0.5);
  EXPECT_EQ(box.left, 0);
  EXPECT_EQ(box.top, 40);
  const Box there{100, 60, 301, 477};
  const Box back = box.out_of(box.into(there));
  EXPECT_NEAR(back.left, there.left, 1e-9);
  EXPECT_NEAR(back.bottom, there.bottom, 1e-9);
  EXPECT_EQ(box.into(there).top, 70);
}

TEST(Guesses, ReadsDistancesAndScores) {
  const std::vector<Cell> cells = cells_of(32, 32);
  std::vector<std::vector<float>> boxes, classes;
  Heads heads;
  heads.class_step = 2;
  for (int level = 0; level < levels_count; ++level) {
    const auto count = static_cast<std::size_t>(std::ranges::count(cells, level, &Cell::level));
    boxes.emplace_back(count * 4 * reach_bins, 0.0F);
    classes.emplace_back(count * 2, -9.0F);
  }
  for (int level = 0; level < levels_count; ++level) {
    heads.boxes[level] = boxes[static_cast<std::size_t>(level)].data();
    heads.classes[level] = classes[static_cast<std::size_t>(level)].data();
  }
  // The second cell of the second level says class 1 and the distances 1, 0.5, 0, 1 cells.
  float* const sides = boxes[1].data() + std::size_t{4} * reach_bins;
  sides[1] = 99;
  sides[reach_bins] = sides[reach_bins + 1] = 99;
  sides[2 * reach_bins] = 99;
  sides[3 * reach_bins + 1] = 99;
  classes[1][3] = 2;
  const auto found = guesses_of(cells, heads, 2, {});
  ASSERT_EQ(found.size(), 1);
  EXPECT_EQ(found[0].class_index, 1);
  EXPECT_NEAR(found[0].score, 1 / (1 + std::exp(-2)), 1e-6);
  EXPECT_NEAR(found[0].box.left, 24 - 16, 1e-4);
  EXPECT_NEAR(found[0].box.top, 8 - 8, 1e-4);
  EXPECT_NEAR(found[0].box.right, 24, 1e-4);
  EXPECT_NEAR(found[0].box.bottom, 8 + 16, 1e-4);
}

// Kept is what no kept one of its class before it overlaps too much: tried for all in turn.
TEST(Repeats, AreWhatBruteForceFinds) {
  Random random(11);
  for (int round = 0; round < 200; ++round) {
    std::vector<Detection> found;
    for (int i = 0; i < 40; ++i) {
      const double x = 30 * random.unit(), y = 30 * random.unit();
      const Box box{x, y, x + 5 + 20 * random.unit(), y + 5 + 20 * random.unit()};
      found.push_back({static_cast<int>(random.below(3)), random.unit(), box});
    }
    std::ranges::sort(found, std::greater(), &Detection::score);
    const GuessRule rule{.overlap_max = 0.4, .detections_max = 25};
    std::vector<char> stays(found.size(), 1);
    const auto is_repeat = [&](std::size_t i, std::size_t j) {
      return stays[j] != 0 && found[i].class_index == found[j].class_index &&
             overlap(found[i].box, found[j].box) > 0.4;
    };
    for (std::size_t i = 0; i < found.size(); ++i) {
      for (std::size_t j = 0; j < i; ++j) stays[i] &= !is_repeat(i, j);
    }
    std::vector<double> expected, kept;
    for (std::size_t i = 0; i < found.size(); ++i) {
      if (stays[i] != 0 && expected.size() < 25) expected.push_back(found[i].score);
    }
    for (const Detection& one : without_repeats(found, rule)) kept.push_back(one.score);
    EXPECT_EQ(kept, expected);
  }
}

}  // namespace
}  // namespace meme::vision
