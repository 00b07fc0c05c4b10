#include "histogram.h"

#include <algorithm>
#include <bit>
#include <cmath>

namespace meme::loadgen {
namespace {

constexpr int sub_bits = 7;  // 128 buckets for every power of two
constexpr std::uint64_t sub_count = 1u << sub_bits;
constexpr std::uint64_t longest = (std::uint64_t{1} << 40) - 1;

// Values below 256 have a bucket each; above, the leading eight bits tell the bucket.
std::size_t bucket_of(std::uint64_t value) {
  if (value < 2 * sub_count) return static_cast<std::size_t>(value);
  const int shift = std::bit_width(value) - (sub_bits + 1);
  return static_cast<std::size_t>(shift) * sub_count + static_cast<std::size_t>(value >> shift);
}

std::uint64_t bucket_end(std::size_t bucket) {
  if (bucket < 2 * sub_count) return bucket;
  const auto shift = static_cast<int>(bucket / sub_count) - 1;
  const std::uint64_t leading = bucket - static_cast<std::size_t>(shift) * sub_count;
  return ((leading + 1) << shift) - 1;
}

}  // namespace

Histogram::Histogram() : buckets_(bucket_of(longest) + 1) {}

void Histogram::add(std::int64_t nanoseconds) {
  const auto value = static_cast<std::uint64_t>(std::max<std::int64_t>(nanoseconds, 0));
  ++buckets_[bucket_of(std::min(value, longest))];
  ++count_;
  sum_ += static_cast<double>(value);
  max_ = std::max(max_, static_cast<std::int64_t>(value));
}

void Histogram::merge(const Histogram& other) {
  for (std::size_t i = 0; i < buckets_.size(); ++i) buckets_[i] += other.buckets_[i];
  count_ += other.count_;
  sum_ += other.sum_;
  max_ = std::max(max_, other.max_);
}

double Histogram::mean() const {
  return count_ == 0 ? 0 : sum_ / static_cast<double>(count_);
}

std::int64_t Histogram::at(double fraction) const {
  if (count_ == 0) return 0;
  const auto wanted = static_cast<std::uint64_t>(std::ceil(fraction * static_cast<double>(count_)));
  std::uint64_t seen = 0;
  for (std::size_t i = 0; i < buckets_.size(); ++i) {
    seen += buckets_[i];
    if (seen >= wanted) return std::min(static_cast<std::int64_t>(bucket_end(i)), max_);
  }
  return max_;
}

}  // namespace meme::loadgen
