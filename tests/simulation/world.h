// Virtual time, one seed, one thread: every interleaving of clients, server and faults follows from
// the seed alone.
#pragma once
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <vector>

#include "base/clock.h"
#include "base/random.h"
#include "runtime/task.h"

namespace meme::simulation {

namespace asio = boost::asio;
using runtime::Task;

class World {
 public:
  World(std::uint64_t seed, Instant begin) : random_(seed), clock_(begin), begin_(begin) {}
  World(const World&) = delete;
  World& operator=(const World&) = delete;

  Random& random() { return random_; }
  ManualClock& clock() { return clock_; }
  asio::io_context& clients() { return clients_; }

  // Suspends the caller for virtual time. Zero lets everybody else who is due go first, in seeded
  // order.
  Task<void> pause(std::chrono::milliseconds length);
  // A moment for the history: virtual time in thousandths of a millisecond; no two are equal.
  std::int64_t moment();
  static std::int64_t moment_of(Instant at) { return count(at) * 1000; }

  void spawn(Task<void> client);
  std::size_t clients_left() const { return clients_left_; }

  // Runs everything that can run now, then lets one sleeper go: one of those due first. False when
  // nobody sleeps.
  bool wake_one();
  // Runs what can run without time going on.
  void settle();
  // Mixes what happened into the trace: the same seed must give the same trace.
  void trace(std::uint64_t what) { trace_ = (trace_ ^ what) * 1099511628211ULL; }
  std::uint64_t trace() const { return trace_; }

  // What else has to run until quiet whenever clients run: the server's event loop. Returns whether
  // it did anything.
  std::function<bool()> also_run;

 private:
  struct Sleeper {
    Instant until;
    std::shared_ptr<asio::steady_timer> timer;
  };

  Random random_;
  ManualClock clock_;
  Instant begin_;
  asio::io_context clients_{1};
  std::vector<Sleeper> sleepers_;
  std::size_t clients_left_ = 0;
  std::int64_t last_moment_ = 0;
  std::uint64_t trace_ = 1469598103934665603ULL;
};

}  // namespace meme::simulation
