#include "booking/exchange/refresher.h"

#include <chrono>
#include <exception>

#include <boost/asio/bind_cancellation_slot.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/asio/use_future.hpp>

#include "base/check.h"
#include "runtime/log.h"

namespace meme::booking::exchange {
namespace {

namespace asio = boost::asio;

// Between two looks for a calendar that is due.
constexpr std::chrono::seconds pause{10};

}  // namespace

Refresher::~Refresher() {
  MEME_ASSERT(runners_.empty());
}

void Refresher::start(runtime::IoThreads& threads, std::int64_t fetches) {
  stopping_ = false;
  for (std::int64_t i = 0; i < fetches; ++i) {
    const auto& runner = runners_.emplace_back(std::make_shared<Runner>());
    runner->context = &threads.any();
    runner->done =
        asio::co_spawn(*runner->context, run(runner),
                       asio::bind_cancellation_slot(runner->cancel.slot(), asio::use_future));
  }
}

void Refresher::stop() {
  stopping_ = true;
  for (const auto& runner : runners_) {
    asio::post(*runner->context, [runner] {
      if (!runner->ended) runner->cancel.emit(asio::cancellation_type::all);
    });
    runner->done.wait();
  }
  runners_.clear();
}

runtime::Task<bool> Refresher::refresh_one() {
  try {
    co_return co_await calendars_.refresh_one_due();
  } catch (const std::exception& failure) {
    if (!stopping_) log::warning("calendars.refresh_failed", {{"error", failure.what()}});
  }
  co_return false;
}

runtime::Task<void> Refresher::run(std::shared_ptr<Runner> runner) {
  struct End {
    ~End() { runner.ended = true; }
    Runner& runner;
  } const end{*runner};
  asio::steady_timer timer(co_await asio::this_coro::executor);
  while (!stopping_) {
    if (co_await refresh_one()) continue;
    if (stopping_) break;
    timer.expires_after(pause);
    co_await timer.async_wait(asio::use_awaitable);  // leaves with an exception when stopped
  }
}

}  // namespace meme::booking::exchange
