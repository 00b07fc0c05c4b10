#include "vision/evaluation/coco.h"

#include <gtest/gtest.h>

namespace meme::vision {
namespace {

constexpr Box there{10, 10, 50, 50};

TEST(Coco, NothingFoundIsZeroAndNothingThereIsNothing) {
  const Judged missed{{{0, there}}, {}, {}};
  const Evaluation result = evaluate({{missed}}, 2);
  EXPECT_EQ(result.all.precision, 0);
  EXPECT_EQ(result.all.recall_100, 0);
  EXPECT_FALSE(result.by_class[1].precision.has_value());
  EXPECT_FALSE(evaluate({{Judged{}}}, 1).all.precision.has_value());
}

TEST(Coco, AnExactBoxIsRightAtEveryOverlap) {
  const Judged found{{{0, there}}, {}, {{0, 0.3, there}}};
  const Evaluation result = evaluate({{found}}, 1);
  EXPECT_DOUBLE_EQ(*result.all.precision, 1);
  EXPECT_DOUBLE_EQ(*result.all.precision_by_size[static_cast<std::size_t>(Size::medium)], 1);
  EXPECT_FALSE(result.all.precision_by_size[static_cast<std::size_t>(Size::small)].has_value());
}

TEST(Coco, AnOverlapOfSevenTenthsCountsAtFiveOfTen) {
  const Judged found{{{0, {0, 0, 100, 100}}}, {}, {{0, 0.9, {0, 0, 100, 72}}}};
  EXPECT_NEAR(*evaluate({{found}}, 1).all.precision, 0.5, 1e-12);  // 0.50 to 0.70
}

TEST(Coco, AWrongOneBeforeTheRightOneHalvesPrecision) {
  const Judged found{{{0, there}}, {}, {{0, 0.9, {200, 200, 240, 240}}, {0, 0.8, there}}};
  EXPECT_NEAR(*evaluate({{found}}, 1).all.precision_50, 0.5, 1e-12);
  EXPECT_EQ(*evaluate({{found}}, 1).all.recall_1, 0);
}

TEST(Coco, ARepeatIsWrongButNotInACrowd) {
  const std::vector<Detection> twice{{0, 0.9, there}, {0, 0.8, there}, {0, 0.7, there}};
  const Box elsewhere{200, 200, 240, 240};
  const std::vector<Detection> then_more{{0, 0.9, there}, {0, 0.8, there}, {0, 0.7, elsewhere}};
  const Judged single{{{0, there}, {0, elsewhere}}, {}, then_more};
  EXPECT_LT(*evaluate({{single}}, 1).all.precision_50, 1);
  const Judged crowd{{{0, there, true}, {0, elsewhere}}, {}, then_more};
  EXPECT_DOUBLE_EQ(*evaluate({{crowd}}, 1).all.precision_50, 1);
}

TEST(Coco, OnlyTheBestHundredOfAPictureCount) {
  Judged picture{{{0, there}}, {}, {}};
  for (int i = 0; i < 100; ++i) {
    picture.found.push_back({0, 0.9, {200.0 + i, 200, 240.0 + i, 240}});
  }
  picture.found.push_back({0, 0.1, there});
  EXPECT_EQ(*evaluate({{picture}}, 1).all.recall_100, 0);
  picture.found.erase(picture.found.begin());
  EXPECT_EQ(*evaluate({{picture}}, 1).all.recall_100, 1);
}

}  // namespace
}  // namespace meme::vision
