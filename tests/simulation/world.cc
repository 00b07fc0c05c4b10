#include "world.h"

#include <algorithm>

namespace meme::simulation {

Task<void> World::pause(std::chrono::milliseconds length) {
  using asio::steady_timer;
  auto timer = std::make_shared<steady_timer>(clients_, steady_timer::time_point::max());
  sleepers_.push_back(Sleeper{clock_.now() + length, timer});
  boost::system::error_code woken;
  co_await timer->async_wait(asio::redirect_error(asio::use_awaitable, woken));
}

std::int64_t World::moment() {
  last_moment_ = std::max(last_moment_ + 1, moment_of(clock_.now()));
  return last_moment_;
}

void World::spawn(Task<void> client) {
  ++clients_left_;
  asio::co_spawn(clients_, std::move(client), [this](std::exception_ptr failed) {
    --clients_left_;
    if (failed) std::rethrow_exception(failed);
  });
}

void World::settle() {
  bool any = true;
  while (any) {
    any = clients_.poll() > 0;
    clients_.restart();
    if (also_run) any = also_run() || any;
  }
}

bool World::wake_one() {
  settle();
  if (sleepers_.empty()) return false;
  auto first = sleepers_.front().until;
  for (const auto& sleeper : sleepers_) first = std::min(first, sleeper.until);
  const auto due_by = std::max(first, clock_.now());
  std::vector<std::size_t> due;
  for (std::size_t i = 0; i < sleepers_.size(); ++i) {
    if (sleepers_[i].until <= due_by) due.push_back(i);
  }
  const auto chosen = due[random_.below(due.size())];
  clock_.set(std::max(clock_.now(), sleepers_[chosen].until));
  trace(chosen * 31 + static_cast<std::uint64_t>(count(clock_.now())));
  const auto timer = sleepers_[chosen].timer;
  sleepers_.erase(sleepers_.begin() + static_cast<std::ptrdiff_t>(chosen));
  timer->cancel();
  settle();
  return true;
}

}  // namespace meme::simulation
