// A request of a simulated client over a simulated network: it may be slow, the answer may be lost,
// and the server may die while it works.
#pragma once
#include <exception>
#include <memory>
#include <optional>
#include <type_traits>
#include <utility>

#include "booking/service.h"
#include "site.h"
#include "world.h"

namespace meme::simulation {

// What a client has of one attempt: the answer, or nothing.
template <class R>
struct Mailbox {
  explicit Mailbox(asio::io_context& io) : bell(io, asio::steady_timer::time_point::max()) {}
  asio::steady_timer bell;
  std::optional<R> answer;
  std::exception_ptr failure;
  bool closed = false;
};

// Closes the mailbox when the server answers, and also when it dies with the request inside.
template <class R>
class Delivery {
 public:
  explicit Delivery(std::shared_ptr<Mailbox<R>> to) : to_(std::move(to)) {}
  Delivery(Delivery&&) noexcept = default;
  Delivery& operator=(Delivery&&) = delete;
  ~Delivery() {
    if (to_) close();
  }
  void operator()(std::exception_ptr failure, R answer) {
    to_->failure = std::move(failure);
    to_->answer.emplace(std::move(answer));
    close();
  }

 private:
  void close() {
    to_->closed = true;
    to_->bell.cancel();
    to_.reset();
  }
  std::shared_ptr<Mailbox<R>> to_;
};

// co_spawn hands a default value over with an exception, which Result types do not have.
template <class R>
Task<std::optional<R>> wrapped(Task<R> task) {
  co_return std::optional<R>(co_await std::move(task));
}

template <class R>
struct Attempt {
  std::optional<R> answer;     // nothing: lost on the way, or the server died or could not
  std::exception_ptr failure;  // what the server threw
};

// Sends once. `make(booking::Service&) -> Task<R>` starts the request on the server.
template <class R, class Make>
Task<Attempt<R>> send(World& world, Site& site, Make make) {
  auto& random = world.random();
  co_await world.pause(std::chrono::milliseconds(random.below(20)));
  Attempt<R> attempt;
  if (!site.up()) co_return attempt;
  using Held = std::optional<R>;
  auto mailbox = std::make_shared<Mailbox<Held>>(world.clients());
  Delivery<Held> delivery(mailbox);
  asio::co_spawn(site.loop(), wrapped<R>(make(site.service())), std::move(delivery));
  while (!mailbox->closed) {
    boost::system::error_code woken;
    co_await mailbox->bell.async_wait(asio::redirect_error(asio::use_awaitable, woken));
  }
  co_await world.pause(std::chrono::milliseconds(random.below(20)));
  constexpr double answers_lost = 0.04;
  attempt.failure = mailbox->failure;
  if (mailbox->answer && !random.chance(answers_lost)) attempt.answer = std::move(*mailbox->answer);
  co_return attempt;
}

}  // namespace meme::simulation
