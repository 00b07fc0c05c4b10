#pragma once
#include <initializer_list>
#include <optional>
#include <span>
#include <vector>

#include "base/time.h"

namespace meme::booking {

// A set of minutes, kept as sorted, disjoint, non-empty intervals that do not touch. Empty
// intervals are ignored on input. Not for several threads at once unless all only read.
class IntervalSet {
 public:
  IntervalSet() = default;
  IntervalSet(std::initializer_list<Interval> intervals) : IntervalSet(std::span(intervals)) {}
  // Any order, overlaps allowed.
  explicit IntervalSet(std::span<const Interval> intervals);

  void add(Interval interval);
  void subtract(Interval interval);
  void merge(const IntervalSet& other);     // union
  void subtract(const IntervalSet& other);  // difference
  void clip(Interval bounds);               // intersection
  void clear() { intervals_.clear(); }

  bool contains(Minute at) const;
  bool contains(Interval interval) const;  // an empty interval is contained
  bool overlaps(Interval interval) const;

  // The earliest start at or after `from` such that [start, start + length) lies in the set. length
  // > 0.
  std::optional<Minute> first_fit(Minute from, Minutes length) const;

  Minutes total() const;
  bool empty() const { return intervals_.empty(); }
  std::span<const Interval> intervals() const { return intervals_; }

  friend bool operator==(const IntervalSet&, const IntervalSet&) = default;

 private:
  std::vector<Interval> intervals_;
};

// The first of sorted, disjoint intervals that ends after `at`, as an index; the count when none
// does. O(log n).
std::size_t first_ending_after(std::span<const Interval> sorted, Minute at);

}  // namespace meme::booking
