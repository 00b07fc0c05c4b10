// Keeps imported calendars up to date for as long as the process serves.
#pragma once
#include <atomic>
#include <future>
#include <memory>
#include <vector>

#include <boost/asio/cancellation_signal.hpp>

#include "booking/exchange/busy_calendars.h"
#include "runtime/io_threads.h"

namespace meme::booking::exchange {

class Refresher {
 public:
  // `calendars` must outlive the refresher.
  explicit Refresher(BusyCalendars& calendars) : calendars_(calendars) {}
  ~Refresher();  // must have been stopped

  // Looks after due calendars, `fetches` of them at a time.
  void start(runtime::IoThreads& threads, std::int64_t fetches);
  // Breaks off what is being fetched and waits. Before the threads are stopped.
  void stop();

 private:
  struct Runner {
    boost::asio::io_context* context = nullptr;
    boost::asio::cancellation_signal cancel;
    bool ended = false;  // as `cancel`, used on the context's thread only
    std::future<void> done;
  };

  runtime::Task<bool> refresh_one();
  runtime::Task<void> run(std::shared_ptr<Runner> runner);

  BusyCalendars& calendars_;
  std::atomic<bool> stopping_{false};
  std::vector<std::shared_ptr<Runner>> runners_;
};

}  // namespace meme::booking::exchange
