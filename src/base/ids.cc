#include "base/ids.h"

namespace meme {
namespace {

using namespace std::chrono;

constexpr Instant kEpoch = sys_days{2024y / January / 1};
constexpr int kSequenceBits = 14;
constexpr int kProcessBits = 8;

}  // namespace

void IdSource::start_after(std::uint64_t number) {
  const std::uint64_t millis = number >> (kProcessBits + kSequenceBits);
  const std::uint64_t sequence = number & ((1u << kSequenceBits) - 1);
  const std::uint64_t floor = (millis << kSequenceBits) | sequence;
  std::uint64_t last = last_.load(std::memory_order_relaxed);
  while (last < floor && !last_.compare_exchange_weak(last, floor, std::memory_order_relaxed)) {
  }
}

std::uint64_t IdSource::next_value(Instant now) {
  const auto since = now > kEpoch ? static_cast<std::uint64_t>((now - kEpoch).count()) : 0;
  const std::uint64_t floor = since << kSequenceBits;
  std::uint64_t last = last_.load(std::memory_order_relaxed);
  std::uint64_t next = 0;
  do {
    next = last < floor ? floor
                        : last + 1;  // more than 16,384 in a millisecond borrow from the next one
  } while (!last_.compare_exchange_weak(last, next, std::memory_order_relaxed));
  const std::uint64_t sequence = next & ((1u << kSequenceBits) - 1);
  const std::uint64_t millis = next >> kSequenceBits;
  return (millis << (kProcessBits + kSequenceBits)) | (std::uint64_t{process_} << kSequenceBits) |
         sequence;
}

}  // namespace meme
