#include "vision/model/loss.h"

#include <cmath>
#include <numbers>

#include <gtest/gtest.h>

#include "base/random.h"

namespace meme::vision {
namespace {

constexpr int classes_count = 3;

// Heads of a 64 x 64 picture with random numbers in them.
struct RandomHeads {
  explicit RandomHeads(std::uint64_t seed) : random(seed) {
    for (int level = 0; level < levels_count; ++level) {
      const auto count = static_cast<std::size_t>(64 / strides[level] * (64 / strides[level]));
      boxes[level] = numbers(count * 4 * reach_bins);
      classes[level] = numbers(count * classes_count);
      box_slopes[level].resize(boxes[level].size());
      class_slopes[level].resize(classes[level].size());
    }
  }
  std::vector<float> numbers(std::size_t count) {
    std::vector<float> row;
    for (std::size_t i = 0; i < count; ++i)
      row.push_back(static_cast<float>(random.unit() * 3 - 1.5));
    return row;
  }
  Heads view() const {
    Heads heads;
    heads.class_step = classes_count;
    for (int level = 0; level < levels_count; ++level) {
      heads.boxes[level] = boxes[level].data();
      heads.classes[level] = classes[level].data();
    }
    return heads;
  }
  HeadSlopes slopes() {
    HeadSlopes made;
    for (int level = 0; level < levels_count; ++level) {
      made.boxes[level] = box_slopes[level].data();
      made.classes[level] = class_slopes[level].data();
    }
    return made;
  }

  Random random;
  std::vector<float> boxes[levels_count], classes[levels_count];
  std::vector<float> box_slopes[levels_count], class_slopes[levels_count];
};

const std::vector<Label> things{{0, {4, 6, 30, 28}}, {2, {25, 20, 60, 62}}, {1, {40, 4, 45, 9}}};

// The assignment, written without any thought of speed.
std::vector<Assigned> assigned_slowly(const std::vector<Cell>& cells, const Heads& heads) {
  const auto alignment = [&](std::size_t cell, const Label& thing) {
    const double score = logistic(heads.classes_of(cells[cell])[thing.class_index]);
    const double shared = std::max(0.0, complete_overlap(box_of(cells[cell], heads), thing.box));
    return std::pair(std::sqrt(score) * std::pow(shared, 6), shared);
  };
  const auto inside = [&](const Cell& cell, Box box) {
    if (box.width() < 8)
      box = {(box.left + box.right) / 2 - 4, box.top, (box.left + box.right) / 2 + 4, box.bottom};
    if (box.height() < 8)
      box = {box.left, (box.top + box.bottom) / 2 - 4, box.right, (box.top + box.bottom) / 2 + 4};
    return cell.x > box.left && cell.x < box.right && cell.y > box.top && cell.y < box.bottom;
  };
  std::vector<std::pair<int, double>> choice(cells.size(), {-1, -1.0});
  const auto better_cells = [&](std::size_t i, const Label& thing) {
    int better = 0;
    for (std::size_t j = 0; j < cells.size(); ++j) {
      const double mine = alignment(i, thing).first, theirs = alignment(j, thing).first;
      better += inside(cells[j], thing.box) && (theirs > mine || (theirs == mine && j < i));
    }
    return better;
  };
  for (std::size_t t = 0; t < things.size(); ++t) {
    for (std::size_t i = 0; i < cells.size(); ++i) {
      if (!inside(cells[i], things[t].box) || better_cells(i, things[t]) >= 10) continue;
      const double shared = alignment(i, things[t]).second;
      if (shared > choice[i].second) choice[i] = {static_cast<int>(t), shared};
    }
  }
  std::vector<Assigned> result;
  for (std::size_t i = 0; i < cells.size(); ++i) {
    if (choice[i].first < 0) continue;
    const auto t = static_cast<std::size_t>(choice[i].first);
    double most = 0, best = 0;
    for (std::size_t j = 0; j < cells.size(); ++j) {
      if (choice[j].first != choice[i].first) continue;
      most = std::max(most, alignment(j, things[t]).first);
      best = std::max(best, choice[j].second);
    }
    result.push_back({i, t, most > 0 ? alignment(i, things[t]).first / most * best : 0});
  }
  return result;
}

TEST(Assignment, IsWhatBruteForceFinds) {
  const std::vector<Cell> cells = cells_of(64, 64);
  for (std::uint64_t seed = 0; seed < 20; ++seed) {
    const RandomHeads heads(seed);
    const auto quick = assign(cells, heads.view(), things),
               slow = assigned_slowly(cells, heads.view());
    ASSERT_EQ(quick.size(), slow.size());
    for (std::size_t i = 0; i < quick.size(); ++i) {
      EXPECT_EQ(quick[i].cell, slow[i].cell);
      EXPECT_EQ(quick[i].thing, slow[i].thing);
      EXPECT_NEAR(quick[i].score, slow[i].score, 1e-9);
    }
  }
}

TEST(Assignment, AThingSmallerThanACellIsLearntToo) {
  const RandomHeads heads(1);
  for (const Box box : {Box{9, 9, 10, 10}, Box{15.5, 15.5, 16.5, 16.5}, Box{0, 0, 2, 64}}) {
    EXPECT_FALSE(assign(cells_of(64, 64), heads.view(), {{0, box}}).empty());
  }
}

TEST(CompleteOverlap, HasTheFormulasValues) {
  EXPECT_NEAR(complete_overlap({0, 0, 10, 10}, {0, 0, 10, 10}), 1, 1e-6);
  // Half beside it: 1/3 less (5 / (15^2 + 10^2)^0.5)^2; the shapes are the same.
  EXPECT_NEAR(complete_overlap({0, 0, 10, 10}, {5, 0, 15, 10}), 1.0 / 3 - 25.0 / 325, 1e-6);
  const double turn = std::atan(2.0) - std::atan(1.0),
               shape = 4 / std::pow(std::numbers::pi, 2) * turn * turn;
  EXPECT_NEAR(complete_overlap({0, 0, 10, 10}, {-5, 0, 15, 10}),
              0.5 - shape * shape / (0.5 + shape), 1e-6);
}

TEST(BoxLoss, SlopeIsTheDifferenceQuotient) {
  Random random(7);
  const std::vector<Cell> cells = cells_of(64, 64);
  for (int round = 0; round < 200; ++round) {
    const Cell& cell = cells[random.below(cells.size())];
    Reach reach;
    for (double& side : reach.sides) side = 0.2 + 4 * random.unit();
    const double x = cell.x + random.unit() * 20 - 10, y = cell.y + random.unit() * 20 - 10;
    const Box truth{x - 5 - 20 * random.unit(), y - 5 - 20 * random.unit(), x + 5, y + 9};
    const BoxLoss loss = box_loss(cell, reach, truth);
    EXPECT_NEAR(loss.value, 1 - complete_overlap(box_of(cell, reach), truth), 1e-6);
    // With the shape's weight held fixed, as the paper has it.
    const auto shape_of = [&](const Box& box) {
      const double turn =
          std::atan(truth.width() / truth.height()) - std::atan(box.width() / box.height());
      return 4 / std::pow(std::numbers::pi, 2) * turn * turn;
    };
    const Box base = box_of(cell, reach);
    const double weight = shape_of(base) / (1 - overlap(base, truth) + shape_of(base) + 1e-7);
    const auto value = [&](const Reach& at) {
      const Box box = box_of(cell, at);
      const double shape = shape_of(box), own = shape / (1 - overlap(box, truth) + shape + 1e-7);
      return 1 - complete_overlap(box, truth) - own * shape + weight * shape;
    };
    for (int side = 0; side < 4; ++side) {
      Reach more = reach, less = reach;
      more.sides[side] += 1e-6, less.sides[side] -= 1e-6;
      EXPECT_NEAR(loss.slope[side], (value(more) - value(less)) / 2e-6, 1e-4);
    }
  }
}

TEST(PictureLoss, ClassSlopesAreTheDifferenceQuotient) {
  const std::vector<Cell> cells = cells_of(64, 64);
  RandomHeads heads(3);
  const PictureLoss loss(cells, heads.view(), things, classes_count);
  loss.compute(2.5, heads.slopes());
  for (int level = 0; level < levels_count; ++level) {
    const std::vector<float> slopes = heads.class_slopes[level];
    for (std::size_t i = 0; i < slopes.size(); i += 5) {
      float& logit = heads.classes[level][i];
      const float before = logit;
      logit = before + 0.01F;
      const double more = loss.compute(2.5, heads.slopes()).kind;
      logit = before - 0.01F;
      const double less = loss.compute(2.5, heads.slopes()).kind;
      logit = before;
      EXPECT_NEAR(slopes[i], (more - less) / 0.02, 2e-4);
    }
  }
}

TEST(PictureLoss, ReachSlopesAreTheDifferenceQuotient) {
  const std::vector<Cell> cells = cells_of(64, 64);
  RandomHeads heads(4);
  const PictureLoss loss(cells, heads.view(), things, classes_count);
  loss.compute(loss.weight(), heads.slopes());
  const std::vector<Assigned> assigned = assign(cells, heads.view(), things);
  ASSERT_FALSE(assigned.empty());
  const Assigned& one = assigned[assigned.size() / 2];
  const Cell& cell = cells[one.cell];
  const std::size_t first = cell.index * 4 * reach_bins;
  const std::vector<float> slopes = heads.box_slopes[cell.level];
  const BoxLoss box = box_loss(cell, reach_of(heads.view().box_of(cell)), things[one.thing].box);
  const double share = one.score / loss.weight();
  for (std::size_t i = 0; i < 4 * reach_bins; ++i) {
    float& logit = heads.boxes[cell.level][first + i];
    const float before = logit;
    const auto value = [&](float at) {
      logit = at;
      const Reach reach = reach_of(heads.view().box_of(cell));
      double sum = loss.compute(loss.weight(), heads.slopes()).reach;
      for (int side = 0; side < 4; ++side) {
        sum += box_gain * share * box.slope[side] * reach.sides[side];
      }
      return sum;
    };
    const double quotient = (value(before + 0.01F) - value(before - 0.01F)) / 0.02;
    logit = before;
    EXPECT_NEAR(slopes[first + i], quotient, 3e-3);
  }
}

TEST(PictureLoss, OfAnEmptyPictureIsOnlyWhatItSaysWrongly) {
  const std::vector<Cell> cells = cells_of(64, 64);
  RandomHeads heads(5);
  const PictureLoss loss(cells, heads.view(), {}, classes_count);
  EXPECT_EQ(loss.weight(), 0);
  const Losses losses = loss.compute(1, heads.slopes());
  EXPECT_GT(losses.kind, 0);
  EXPECT_EQ(losses.box, 0);
  for (const float slope : heads.box_slopes[0]) EXPECT_EQ(slope, 0);
}

}  // namespace
}  // namespace meme::vision
