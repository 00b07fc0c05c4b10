#pragma once
#include <atomic>
#include <chrono>

#include "base/time.h"

namespace meme {

// The only way to ask for the time. Implementations may be called from any thread.
class Clock {
 public:
  virtual ~Clock() = default;
  virtual Instant now() const = 0;
};

class SystemClock final : public Clock {
 public:
  Instant now() const override {
    return std::chrono::floor<Instant::duration>(std::chrono::system_clock::now());
  }
};

// Stands still until told otherwise.
class ManualClock final : public Clock {
 public:
  explicit ManualClock(Instant start) : millis_(count(start)) {}

  Instant now() const override { return Instant{Instant::duration{millis_.load()}}; }
  void set(Instant at) { millis_.store(count(at)); }
  void advance(Instant::duration by) { millis_.fetch_add(by.count()); }

 private:
  std::atomic<std::int64_t> millis_;
};

}  // namespace meme
