#include "booking/domain/interval_set.h"

#include <gtest/gtest.h>

namespace meme::booking {
namespace {

constexpr Minute at(int minute) {
  return minute_of(minute);
}
constexpr Interval span_of(int start, int end) {
  return {at(start), at(end)};
}

TEST(IntervalSet, JoinsWhatOverlapsOrTouches) {
  IntervalSet set{span_of(10, 20), span_of(30, 40), span_of(15, 25), span_of(40, 50),
                  span_of(7, 7)};
  EXPECT_EQ(set, (IntervalSet{span_of(10, 25), span_of(30, 50)}));
  set.add(span_of(25, 30));
  EXPECT_EQ(set, (IntervalSet{span_of(10, 50)}));
  set.add(span_of(5, 5));
  EXPECT_EQ(set.total(), Minutes{40});
}

TEST(IntervalSet, SubtractsFromTheMiddleAndTheEnds) {
  IntervalSet set{span_of(0, 100)};
  set.subtract(span_of(40, 60));
  EXPECT_EQ(set, (IntervalSet{span_of(0, 40), span_of(60, 100)}));
  set.subtract(span_of(30, 70));
  EXPECT_EQ(set, (IntervalSet{span_of(0, 30), span_of(70, 100)}));
  set.subtract(span_of(0, 10));
  set.subtract(span_of(90, 200));
  EXPECT_EQ(set, (IntervalSet{span_of(10, 30), span_of(70, 90)}));
  set.subtract(span_of(30, 70));
  EXPECT_EQ(set.intervals().size(), 2U);
  set.subtract(IntervalSet{span_of(0, 20), span_of(25, 75)});
  EXPECT_EQ(set, (IntervalSet{span_of(20, 25), span_of(75, 90)}));
  set.clip(span_of(22, 80));
  EXPECT_EQ(set, (IntervalSet{span_of(22, 25), span_of(75, 80)}));
}

TEST(IntervalSet, AnswersAreHalfOpen) {
  const IntervalSet set{span_of(10, 20), span_of(30, 40)};
  EXPECT_TRUE(set.contains(at(10)));
  EXPECT_FALSE(set.contains(at(20)));
  EXPECT_TRUE(set.contains(span_of(10, 20)));
  EXPECT_FALSE(set.contains(span_of(10, 21)));
  EXPECT_FALSE(set.overlaps(span_of(20, 30)));
  EXPECT_TRUE(set.overlaps(span_of(19, 20)));
  EXPECT_FALSE(set.overlaps(span_of(15, 15)));
}

TEST(IntervalSet, FindsTheFirstFit) {
  const IntervalSet set{span_of(10, 20), span_of(30, 60)};
  EXPECT_EQ(set.first_fit(at(0), Minutes{10}), at(10));
  EXPECT_EQ(set.first_fit(at(12), Minutes{10}), at(30));
  EXPECT_EQ(set.first_fit(at(45), Minutes{15}), at(45));
  EXPECT_EQ(set.first_fit(at(46), Minutes{15}), std::nullopt);
}

}  // namespace
}  // namespace meme::booking
