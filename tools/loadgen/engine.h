#pragma once
#include <chrono>
#include <cstdint>
#include <deque>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "connection.h"
#include "histogram.h"
#include "loop.h"

namespace meme::loadgen {

// ok: did what was asked. conflict: somebody else was first (409). refused: any other 4xx. error:
// 5xx or a broken connection. timeout: no answer in time.
enum class Outcome : std::uint8_t { ok, conflict, refused, error, timeout };
inline constexpr std::size_t outcome_count = 5;

Outcome outcome_of(int status);

// What a scenario sends and how it takes the answers.
class Workload {
 public:
  virtual ~Workload() = default;
  // The next request of a connection, valid until the next call; nothing when there is no more for
  // this connection (closed loop) or at all (open loop).
  virtual std::optional<std::string_view> next(std::size_t connection) = 0;
  virtual Outcome judge(std::size_t connection, const Reply& reply) = 0;
  // The request got no answer.
  virtual void lost(std::size_t /*connection*/) {}
};

// rate 0 is a closed loop: each connection sends its next request when the last is answered.
// Otherwise requests are due every 1/rate seconds whatever the server does, and each one's latency
// counts from when it was due.
struct RunPlan {
  std::size_t connections = 64;
  double rate = 0;
  std::chrono::milliseconds warm_up{0};
  std::chrono::milliseconds duration{5000};
  std::chrono::milliseconds timeout{10'000};
  // What was due longer ago than this when it succeeds does not count as good; 0: everything does.
  std::chrono::milliseconds good_within{0};
};

struct RunResult {
  std::uint64_t counts[outcome_count] = {};
  // Of all requests that were due in the measured span and got an answer; those an open loop could
  // not even send count with the time they had waited, and as timeouts.
  Histogram latency;
  std::uint64_t good = 0;
  std::vector<std::uint64_t> good_per_second;  // by the second of the answer
  std::uint64_t body_bytes = 0;
  double seconds = 0;  // from the first measured request to the end of the span, or to the last
                       // answer if that was earlier

  std::uint64_t count(Outcome outcome) const { return counts[static_cast<std::size_t>(outcome)]; }
};

// Drives one workload over many connections.
class Engine final : private ReplyListener {
 public:
  Engine(Loop& loop, const Endpoint& endpoint, RunPlan plan, Workload& workload);

  // Sends until the span is over or the workload is done, then waits for the outstanding answers.
  RunResult run();

 private:
  void on_reply(Connection& connection, const Reply& reply) override;
  void on_broken(Connection& connection) override;

  void start_round();
  void send_next(Connection& connection);
  void send_due();
  void finish(Connection& connection, Outcome outcome);
  void expire(std::int64_t now);
  void count_unsent();
  std::int64_t due_at(std::uint64_t request) const;
  bool is_in_time(std::int64_t took) const {
    return plan_.good_within.count() == 0 ||
           took <= std::chrono::nanoseconds(plan_.good_within).count();
  }
  bool sending() const { return !exhausted_ && now_ns() < end_; }

  Loop& loop_;
  RunPlan plan_;
  Workload& workload_;
  std::vector<std::unique_ptr<Connection>> connections_;
  std::vector<std::int64_t> due_;  // when each connection's outstanding request was due
  std::deque<std::size_t> idle_;   // open loop only
  std::uint64_t requests_ = 0;
  std::size_t outstanding_ = 0;
  std::size_t done_count_ = 0;  // connections without a next request
  bool exhausted_ = false;
  std::int64_t start_ = 0;
  std::int64_t measure_from_ = 0;
  std::int64_t end_ = 0;
  std::int64_t last_answer_ = 0;
  std::int64_t next_sweep_ = 0;
  RunResult result_;
};

}  // namespace meme::loadgen
