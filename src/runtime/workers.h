// Threads for work that blocks: reading the database, hashing, drawing. The queue is bounded.
#pragma once
#include <condition_variable>
#include <deque>
#include <exception>
#include <functional>
#include <mutex>
#include <optional>
#include <string>
#include <thread>
#include <type_traits>
#include <vector>

#include <boost/asio/async_result.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>

#include "runtime/overloaded.h"
#include "runtime/task.h"

namespace meme::runtime {

class WorkerPool {
 public:
  struct Options {
    std::string name = "workers";
    int threads = 2;
    std::size_t queue_max = 1024;
  };

  explicit WorkerPool(Options options);
  ~WorkerPool();  // finishes what is queued
  WorkerPool(const WorkerPool&) = delete;
  WorkerPool& operator=(const WorkerPool&) = delete;

  // Runs `work` on a worker thread and resumes the caller on its own executor with the result or
  // the exception. Throws Overloaded when the queue is full. The caller waits for the end of `work`
  // even when it is cancelled.
  template <class F>
  Task<std::invoke_result_t<F&>> run(F work);

  // Runs `work` on a worker thread; an exception that leaves it is logged. Throws Overloaded when
  // the queue is full.
  void post(std::move_only_function<void()> work);

  // Finishes what is queued and joins the threads; afterwards post() throws Overloaded.
  void stop();
  std::size_t waiting() const;

 private:
  void loop();

  Options options_;
  mutable std::mutex mutex_;
  std::condition_variable ready_;
  std::deque<std::move_only_function<void()>> queue_;
  bool stopping_ = false;
  std::vector<std::jthread> threads_;
};

// Calls `start(done)`, where `done(exception_ptr)` may be called once from any thread, and resumes
// the caller on its own executor; rethrows what was handed over. If `start` throws, so does the
// wait.
template <class Start>
Task<void> resume_when_done(Start start) {
  auto token = asio::use_awaitable;
  co_await asio::async_initiate<decltype(token), void(std::exception_ptr)>(
      [&start](auto handler) {
        auto executor = asio::get_associated_executor(handler);
        start([executor, held = std::move(handler)](std::exception_ptr problem) mutable {
          asio::post(executor, [held = std::move(held), problem = std::move(problem)]() mutable {
            std::move(held)(std::move(problem));
          });
        });
      },
      token);
}

template <class F>
Task<std::invoke_result_t<F&>> WorkerPool::run(F work) {
  using R = std::invoke_result_t<F&>;
  std::conditional_t<std::is_void_v<R>, std::monostate, std::optional<R>> result;
  auto start = [this, &work, &result](auto done) {
    post([&work, &result, done = std::move(done)]() mutable {
      std::exception_ptr problem;
      try {
        if constexpr (std::is_void_v<R>) {
          work();
        } else {
          result.emplace(work());
        }
      } catch (...) {
        problem = std::current_exception();
      }
      done(std::move(problem));
    });
  };
  co_await resume_when_done(std::ref(start));
  if constexpr (!std::is_void_v<R>) co_return std::move(*result);
}

}  // namespace meme::runtime
