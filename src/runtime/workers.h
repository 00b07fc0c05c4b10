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
#include <utility>
#include <variant>
#include <vector>

#include "runtime/overloaded.h"
#include "runtime/resume.h"
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

template <class F>
Task<std::invoke_result_t<F&>> WorkerPool::run(F work) {
  using R = std::invoke_result_t<F&>;
  std::conditional_t<std::is_void_v<R>, std::optional<std::monostate>, std::optional<R>> result;
  auto to_the_end = [&work, &result] {
    if constexpr (std::is_void_v<R>) {
      work();
      result.emplace();
    } else {
      result.emplace(work());
    }
  };
  auto start = [this, &to_the_end](Resumption& caller) {
    post([&to_the_end, &caller] {
      std::exception_ptr problem;
      try {
        to_the_end();
      } catch (...) {
        problem = std::current_exception();
      }
      caller.now(std::move(problem));
    });
  };
  co_await resume_when_done(start);
  if constexpr (!std::is_void_v<R>) co_return std::move(*result);
}

}  // namespace meme::runtime
