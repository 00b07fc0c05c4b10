#include "booking/domain/interval_set.h"

#include <algorithm>

namespace meme::booking {
namespace {

auto first_ending_at_or_after(std::vector<Interval>& intervals, Minute at) {
  return std::ranges::lower_bound(intervals, at, {}, &Interval::end);
}

}  // namespace

std::size_t first_ending_after(std::span<const Interval> sorted, Minute at) {
  const auto found = std::ranges::upper_bound(sorted, at, {}, &Interval::end);
  return static_cast<std::size_t>(found - sorted.begin());
}

IntervalSet::IntervalSet(std::span<const Interval> intervals) {
  for (const Interval& interval : intervals) {
    if (!interval.empty()) intervals_.push_back(interval);
  }
  std::ranges::sort(intervals_);
  std::size_t kept = 0;
  for (const Interval& interval : intervals_) {
    if (kept > 0 && interval.start <= intervals_[kept - 1].end) {
      intervals_[kept - 1].end = std::max(intervals_[kept - 1].end, interval.end);
    } else {
      intervals_[kept++] = interval;
    }
  }
  intervals_.resize(kept);
}

void IntervalSet::add(Interval interval) {
  if (interval.empty()) return;
  const auto first = first_ending_at_or_after(intervals_, interval.start);
  auto last = first;
  for (; last != intervals_.end() && last->start <= interval.end; ++last) {
    interval.start = std::min(interval.start, last->start);
    interval.end = std::max(interval.end, last->end);
  }
  if (first == last) {
    intervals_.insert(first, interval);
  } else {
    *first = interval;
    intervals_.erase(first + 1, last);
  }
}

void IntervalSet::subtract(Interval interval) {
  if (interval.empty()) return;
  auto first = first_ending_at_or_after(intervals_, interval.start);
  if (first != intervals_.end() && first->start < interval.start && interval.end < first->end) {
    const Interval behind{interval.end, first->end};
    first->end = interval.start;
    intervals_.insert(first + 1, behind);
    return;
  }
  if (first != intervals_.end() && first->start < interval.start) {
    first->end = interval.start;
    ++first;
  }
  auto last = first;
  while (last != intervals_.end() && last->end <= interval.end) ++last;
  if (last != intervals_.end()) last->start = std::max(last->start, interval.end);
  intervals_.erase(first, last);
}

void IntervalSet::merge(const IntervalSet& other) {
  std::vector<Interval> both(intervals_);
  both.insert(both.end(), other.intervals_.begin(), other.intervals_.end());
  *this = IntervalSet(std::span<const Interval>(both));
}

void IntervalSet::subtract(const IntervalSet& other) {
  std::vector<Interval> left;
  auto away = other.intervals_.begin();
  for (Interval rest : intervals_) {
    while (away != other.intervals_.end() && away->end <= rest.start) ++away;
    // What reaches past this interval may reach into the next one too, so `away` stays there.
    for (auto cut = away; cut != other.intervals_.end() && cut->start < rest.end; ++cut) {
      if (rest.start < cut->start) left.push_back({rest.start, cut->start});
      rest.start = cut->end;
    }
    if (!rest.empty()) left.push_back(rest);
  }
  intervals_ = std::move(left);
}

void IntervalSet::clip(Interval bounds) {
  if (bounds.empty()) return clear();
  subtract(Interval{Minute::min(), bounds.start});
  subtract(Interval{bounds.end, Minute::max()});
}

bool IntervalSet::contains(Minute at) const {
  const std::size_t index = first_ending_after(intervals_, at);
  return index < intervals_.size() && intervals_[index].start <= at;
}

bool IntervalSet::contains(Interval interval) const {
  if (interval.empty()) return true;
  const std::size_t index = first_ending_after(intervals_, interval.start);
  return index < intervals_.size() && intervals_[index].contains(interval);
}

bool IntervalSet::overlaps(Interval interval) const {
  if (interval.empty()) return false;
  const std::size_t index = first_ending_after(intervals_, interval.start);
  return index < intervals_.size() && intervals_[index].start < interval.end;
}

std::optional<Minute> IntervalSet::first_fit(Minute from, Minutes length) const {
  for (std::size_t i = first_ending_after(intervals_, from); i < intervals_.size(); ++i) {
    const Minute start = std::max(from, intervals_[i].start);
    if (intervals_[i].end - start >= length) return start;
  }
  return std::nullopt;
}

Minutes IntervalSet::total() const {
  Minutes sum{0};
  for (const Interval& interval : intervals_) sum += interval.length();
  return sum;
}

}  // namespace meme::booking
