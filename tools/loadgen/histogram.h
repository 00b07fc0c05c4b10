#pragma once
#include <cstdint>
#include <vector>

namespace meme::loadgen {

// Counts durations in buckets whose width is below 0.8 % of their value (the log-linear layout of
// HdrHistogram, http://hdrhistogram.org): 128 buckets for every power of two, from 1 ns to about 18
// minutes. Longer ones are counted as the longest. One thread at a time.
class Histogram {
 public:
  Histogram();

  void add(std::int64_t nanoseconds);
  void merge(const Histogram& other);

  std::uint64_t count() const { return count_; }
  std::int64_t max() const { return max_; }
  double mean() const;
  // The smallest duration that at least `fraction` of all do not exceed, rounded up to its bucket's
  // end; 0 when nothing was counted. 0 < fraction <= 1.
  std::int64_t at(double fraction) const;

 private:
  std::vector<std::uint64_t> buckets_;
  std::uint64_t count_ = 0;
  std::int64_t max_ = 0;
  double sum_ = 0;
};

}  // namespace meme::loadgen
