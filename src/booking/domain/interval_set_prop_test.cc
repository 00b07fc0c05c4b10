// Random operations against a set of single minutes.
#include <gtest/gtest.h>
#include <rapidcheck.h>

#include <bitset>

#include "booking/domain/interval_set.h"

namespace meme::booking {
namespace {

constexpr int width = 120;
using Model = std::bitset<width>;

Interval any_interval() {
  const int a = *rc::gen::inRange(0, width + 1);
  const int b = *rc::gen::inRange(0, width + 1);
  return {minute_of(std::min(a, b)), minute_of(std::max(a, b))};
}

void fill(Model& model, Interval interval, bool value) {
  for (auto i = count(interval.start); i < count(interval.end); ++i) {
    model.set(static_cast<std::size_t>(i), value);
  }
}

std::pair<IntervalSet, Model> any_set() {
  std::pair<IntervalSet, Model> both;
  const int operations = *rc::gen::inRange(0, 12);
  for (int i = 0; i < operations; ++i) {
    const Interval interval = any_interval();
    const bool adds = *rc::gen::inRange(0, 3) > 0;
    if (adds)
      both.first.add(interval);
    else
      both.first.subtract(interval);
    fill(both.second, interval, adds);
  }
  return both;
}

void expect_same(const IntervalSet& set, const Model& model) {
  for (int i = 0; i < width; ++i) {
    RC_ASSERT(set.contains(minute_of(i)) == model[static_cast<std::size_t>(i)]);
  }
  const auto intervals = set.intervals();
  for (std::size_t i = 0; i < intervals.size(); ++i) {
    RC_ASSERT(!intervals[i].empty());
    RC_ASSERT((i == 0 || intervals[i - 1].end < intervals[i].start));
  }
}

void check(const std::function<void()>& property) {
  EXPECT_TRUE(rc::check(property));
}

TEST(IntervalSetProperty, SingleOperationsAgreeWithMinutes) {
  check([] {
    const auto [set, model] = any_set();
    expect_same(set, model);
    RC_ASSERT(static_cast<std::size_t>(set.total().count()) == model.count());
  });
}

TEST(IntervalSetProperty, SetOperationsAgreeWithMinutes) {
  check([] {
    const auto [a, minutes_of_a] = any_set();
    const auto [b, minutes_of_b] = any_set();
    IntervalSet merged = a;
    merged.merge(b);
    expect_same(merged, minutes_of_a | minutes_of_b);
    IntervalSet left = a;
    left.subtract(b);
    expect_same(left, minutes_of_a & ~minutes_of_b);
    const Interval bounds = any_interval();
    Model inside;
    fill(inside, bounds, true);
    IntervalSet clipped = a;
    clipped.clip(bounds);
    expect_same(clipped, minutes_of_a & inside);
    RC_ASSERT(IntervalSet(a.intervals()) == a);
  });
}

TEST(IntervalSetProperty, QueriesAgreeWithMinutes) {
  check([] {
    const auto [set, model] = any_set();
    const Interval asked = any_interval();
    Model inside;
    fill(inside, asked, true);
    RC_ASSERT(set.contains(asked) == ((inside & ~model).none()));
    RC_ASSERT(set.overlaps(asked) == (inside & model).any());
    const int length = *rc::gen::inRange(1, 30);
    std::optional<Minute> expected;
    for (int start = width - length; start >= count(asked.start); --start) {
      Model fit;
      fill(fit, {minute_of(start), minute_of(start + length)}, true);
      if ((fit & ~model).none()) expected = minute_of(start);
    }
    RC_ASSERT(set.first_fit(asked.start, Minutes{length}) == expected);
  });
}

}  // namespace
}  // namespace meme::booking
