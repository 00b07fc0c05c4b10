#include "engine.h"

#include <algorithm>

namespace meme::loadgen {
namespace {
constexpr std::int64_t second = 1'000'000'000;
constexpr std::int64_t sweep_every = second / 10;

std::int64_t nanoseconds(std::chrono::milliseconds span) {
  return std::chrono::nanoseconds(span).count();
}
}  // namespace

Outcome outcome_of(int status) {
  if (status >= 200 && status < 400) return Outcome::ok;
  if (status == 409) return Outcome::conflict;
  return status >= 400 && status < 500 ? Outcome::refused : Outcome::error;
}

Engine::Engine(Loop& loop, const Endpoint& endpoint, RunPlan plan, Workload& workload)
    : loop_(loop), plan_(plan), workload_(workload), due_(plan.connections) {
  for (std::size_t i = 0; i < plan.connections; ++i) {
    connections_.push_back(
        std::make_unique<Connection>(loop, endpoint, static_cast<ReplyListener&>(*this), i));
  }
}

RunResult Engine::run() {
  start_round();
  while (sending() || outstanding_ > 0) {
    const std::int64_t now = now_ns();
    if (now >= next_sweep_) expire(now);
    if (plan_.rate > 0) send_due();
    if (outstanding_ == 0 && !sending()) break;
    std::int64_t until = std::min(next_sweep_, sending() ? end_ : next_sweep_);
    if (plan_.rate > 0 && !idle_.empty() && sending()) until = std::min(until, due_at(requests_));
    loop_.turn(until);
  }
  if (plan_.rate > 0 && !exhausted_) count_unsent();
  const std::int64_t last = exhausted_ ? std::min(end_, last_answer_) : end_;
  result_.seconds = static_cast<double>(std::max<std::int64_t>(last - measure_from_, 1)) * 1e-9;
  return std::move(result_);
}

void Engine::start_round() {
  start_ = now_ns();
  measure_from_ = start_ + nanoseconds(plan_.warm_up);
  end_ = measure_from_ + nanoseconds(plan_.duration);
  next_sweep_ = start_ + sweep_every;
  result_.good_per_second.assign(static_cast<std::size_t>((end_ - measure_from_) / second), 0);
  for (const auto& connection : connections_) {
    if (plan_.rate > 0) {
      idle_.push_back(connection->number());
    } else {
      send_next(*connection);
    }
  }
}

std::int64_t Engine::due_at(std::uint64_t request) const {
  return start_ + static_cast<std::int64_t>(static_cast<double>(request) / plan_.rate * 1e9);
}

void Engine::send_due() {
  while (!idle_.empty() && sending() && due_at(requests_) <= now_ns()) {
    Connection& connection = *connections_[idle_.front()];
    idle_.pop_front();
    send_next(connection);
  }
}

void Engine::send_next(Connection& connection) {
  if (!sending()) return;
  const auto request = workload_.next(connection.number());
  if (!request) {
    exhausted_ = plan_.rate > 0 || ++done_count_ == connections_.size();
    return;
  }
  due_[connection.number()] = plan_.rate > 0 ? due_at(requests_) : now_ns();
  ++requests_;
  ++outstanding_;
  connection.send(*request);
}

void Engine::on_reply(Connection& connection, const Reply& reply) {
  const Outcome outcome = workload_.judge(connection.number(), reply);
  if (due_[connection.number()] >= measure_from_) result_.body_bytes += reply.body.size();
  finish(connection, outcome);
}

void Engine::on_broken(Connection& connection) {
  workload_.lost(connection.number());
  finish(connection, Outcome::error);
}

void Engine::finish(Connection& connection, Outcome outcome) {
  const std::int64_t now = now_ns();
  const std::int64_t due = due_[connection.number()];
  --outstanding_;
  last_answer_ = now;
  if (due >= measure_from_) {
    ++result_.counts[static_cast<std::size_t>(outcome)];
    if (outcome != Outcome::timeout && outcome != Outcome::error) result_.latency.add(now - due);
  }
  const auto at = static_cast<std::size_t>(std::max<std::int64_t>(now - measure_from_, 0) / second);
  const bool good = outcome == Outcome::ok && is_in_time(now - due);
  if (good && due >= measure_from_) ++result_.good;
  if (good && now >= measure_from_ && at < result_.good_per_second.size()) {
    ++result_.good_per_second[at];
  }
  if (plan_.rate > 0) {
    idle_.push_back(connection.number());
  } else {
    send_next(connection);
  }
}

void Engine::count_unsent() {
  for (; due_at(requests_) < end_; ++requests_) {
    if (due_at(requests_) < measure_from_) continue;
    ++result_.counts[static_cast<std::size_t>(Outcome::timeout)];
    result_.latency.add(end_ - due_at(requests_));
  }
}

void Engine::expire(std::int64_t now) {
  next_sweep_ = now + sweep_every;
  for (const auto& connection : connections_) {
    if (!connection->waiting() || now - due_[connection->number()] < nanoseconds(plan_.timeout)) {
      continue;
    }
    connection->abandon();
    workload_.lost(connection->number());
    finish(*connection, Outcome::timeout);
  }
}

}  // namespace meme::loadgen
