// All writing goes through one thread. It takes whatever jobs wait (no timer), runs them in one
// transaction, commits once with one sync, and only then tells them: one fdatasync serves many
// jobs.
#pragma once
#include <cstddef>
#include <exception>
#include <functional>
#include <memory>
#include <optional>
#include <type_traits>
#include <utility>
#include <variant>

#include "runtime/metrics.h"
#include "runtime/overloaded.h"
#include "runtime/task.h"
#include "sql/session.h"

namespace meme::sql {

class WriteEngine;

// A unit of work. Everything but construction happens on the writer thread, in this order:
//   run()  [rolled_back() run()]  then  committed()            - what run() wrote is on disk
//   run()  [rolled_back() run()]  rolled_back()  failed(why)   - nothing of it is
// When one job of a batch throws, the batch is rolled back (newest first) and every job runs again
// behind a savepoint of its own, so that only the guilty one fails. When the engine tells that
// another process was faster, all run again against what is true now. rolled_back() follows every
// run() whose writes were undone, a throwing one too. The queue does not touch a job after
// committed() or failed(): it may be destroyed at once.
class WriteJob {
 public:
  // Before run(), for all jobs of a batch: tells the session what run() will look up.
  virtual void expect(Session&) {}
  virtual void run(Session& tx) = 0;
  virtual void rolled_back() noexcept = 0;
  virtual void committed() noexcept = 0;
  virtual void failed(std::exception_ptr why) noexcept = 0;

 protected:
  ~WriteJob() = default;

 private:
  friend class WriteQueue;
  WriteJob* next_ = nullptr;
};

// The part of a WriteJob that a coroutine can wait for; see WriteQueue::perform.
class WriteWork {
 public:
  virtual void expect(Session&) {}
  virtual void run(Session& tx) = 0;
  virtual void rolled_back() noexcept {}
  virtual void committed() noexcept {}  // on the writer thread, before the caller resumes

 protected:
  ~WriteWork() = default;
};

class WriteQueue {
 public:
  struct Options {
    std::size_t queue_max = 8192;  // jobs waiting; a further one is refused
    std::size_t batch_max = 512;   // jobs in one transaction
    runtime::Metrics* metrics = nullptr;
  };

  WriteQueue(WriteEngine& engine, Options options);
  ~WriteQueue();  // stops
  WriteQueue(const WriteQueue&) = delete;
  WriteQueue& operator=(const WriteQueue&) = delete;

  // Any thread. The job must stay where it is until committed() or failed(). Throws Overloaded when
  // the queue is full or stopped. Jobs submitted before start() wait for it.
  void submit(WriteJob& job);

  // Waits until `work` is committed and resumes on the caller's executor; throws what made it fail.
  // All waiters of a batch are resumed with one wake-up per I/O thread. The wait ends only with the
  // outcome: cancelling does not undo a write.
  runtime::Task<void> perform(WriteWork& work);

  // The same for a callable `R work(Session&)`. It may run twice, so it must not change anything
  // but the database.
  template <class F>
  runtime::Task<std::invoke_result_t<F&, Session&>> transact(F work);

  // `hook` runs on the writer thread in each transaction before its jobs, also when they run again
  // because another process was faster (Stale). To be added before start().
  void before_batch(std::function<void(Session&)> hook);
  // `hook` runs on the writer thread after committed() of all jobs of a batch. To be added before
  // start().
  void after_batch(std::function<void()> hook);
  void start();
  // Runs one batch of at most `jobs_max` waiting jobs on the calling thread and tells them their
  // outcome; the number of jobs, 0 when none waits. Only while not started: a simulation decides
  // with it what meets in a batch, and when.
  std::size_t step(std::size_t jobs_max);
  // Finishes what is queued and joins the thread.
  void stop();
  // Jobs submitted and not yet told their outcome. Any thread.
  std::size_t pending() const;

 private:
  class Writer;
  std::unique_ptr<Writer> writer_;
};

template <class F>
runtime::Task<std::invoke_result_t<F&, Session&>> WriteQueue::transact(F work) {
  using R = std::invoke_result_t<F&, Session&>;
  struct Work final : WriteWork {
    explicit Work(F& f) : work(f) {}
    void run(Session& tx) override {
      if constexpr (std::is_void_v<R>) {
        work(tx);
      } else {
        result.emplace(work(tx));
      }
    }
    F& work;
    std::conditional_t<std::is_void_v<R>, std::optional<std::monostate>, std::optional<R>> result;
  };
  Work held(work);
  co_await perform(held);
  if constexpr (!std::is_void_v<R>) co_return std::move(*held.result);
}

}  // namespace meme::sql
