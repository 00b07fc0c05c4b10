#include "sql/write_queue.h"

#include <pthread.h>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <thread>
#include <vector>

#include "runtime/failpoints.h"
#include "runtime/resume.h"
#include "sql/write_engine.h"

namespace meme::sql {

class WriteQueue::Writer {
 public:
  Writer(WriteEngine& engine, Options options)
      : engine_(engine),
        options_(options),
        metrics_(options.metrics ? *options.metrics : own_metrics_),
        batches_(metrics_.histogram("sql_batch_jobs", "Write jobs in one transaction.", {},
                                    runtime::size_buckets())),
        commit_seconds_(metrics_.histogram("sql_commit_seconds", "Time of one commit.")),
        failed_jobs_(metrics_.counter("sql_jobs_failed_total", "Write jobs that failed.")),
        refused_jobs_(metrics_.counter("sql_jobs_refused_total",
                                       "Write jobs refused because the queue was full.")),
        repeated_batches_(
            metrics_.counter("sql_batches_repeated_total",
                             "Batches decided again because another process was faster.")),
        waiting_(metrics_.gauge("sql_jobs_waiting", "Write jobs not yet told their outcome.")) {}

  void submit(WriteJob& job);
  void start();
  void stop();
  std::size_t step(std::size_t jobs_max);
  std::size_t pending() const { return pending_.load(std::memory_order_relaxed); }

  std::vector<std::function<void(Session&)>> before_hooks;
  std::vector<std::function<void()>> hooks;
  runtime::WakeBatch wakes;  // writer thread

 private:
  struct Turn {
    WriteJob* job;
    std::exception_ptr failure;  // set once the job has failed by itself
    bool undone = true;          // nothing of run() is left to roll back
  };

  void loop();
  bool take();
  void wait_for_jobs();
  bool is_calm() const;
  void run_batch(std::size_t jobs_max);
  void begin();
  void look_again();
  bool run_together();
  bool run_all(bool last_attempt);
  void run_apart();
  bool run_alone(Turn& turn, bool last_attempt);
  void undo_all() noexcept;
  void abandon(const std::exception_ptr& why) noexcept;
  void commit();
  void tell() noexcept;

  WriteEngine& engine_;
  const Options options_;
  runtime::Metrics own_metrics_;
  runtime::Metrics& metrics_;
  runtime::Histogram& batches_;
  runtime::Histogram& commit_seconds_;
  runtime::Counter& failed_jobs_;
  runtime::Counter& refused_jobs_;
  runtime::Counter& repeated_batches_;
  runtime::Gauge& waiting_;

  // A stack that is taken whole, so that pushing needs one exchange and popping cannot meet a
  // reused node.
  alignas(64) std::atomic<WriteJob*> newest_{nullptr};
  alignas(64) std::atomic<std::size_t> pending_{0};
  alignas(64) std::atomic<int> bell_{0};
  std::atomic<bool> stopping_{false};

  std::vector<WriteJob*> backlog_;  // oldest last
  std::vector<Turn> batch_;
  bool repeats_ = false;
  std::jthread thread_;
};

namespace {

// What the stack ends in once it is closed.
class ClosedMark final : public WriteJob {
  void run(Session&) override {}
  void rolled_back() noexcept override {}
  void committed() noexcept override {}
  void failed(std::exception_ptr) noexcept override {}
};
ClosedMark closed_mark;

// How often a job runs when other processes are faster again and again.
constexpr int attempts_max = 4;

}  // namespace

void WriteQueue::Writer::submit(WriteJob& job) {
  if (pending_.fetch_add(1, std::memory_order_relaxed) >= options_.queue_max) {
    pending_.fetch_sub(1, std::memory_order_relaxed);
    refused_jobs_.add();
    throw runtime::Overloaded("the write queue");
  }
  WriteJob* expected = newest_.load(std::memory_order_relaxed);
  do {
    if (expected == &closed_mark) {
      pending_.fetch_sub(1, std::memory_order_relaxed);
      throw runtime::Overloaded("the stopped write queue");
    }
    job.next_ = expected;
  } while (!newest_.compare_exchange_weak(expected, &job, std::memory_order_release,
                                          std::memory_order_relaxed));
  // Only the first of a batch has to ring: the writer takes everything that is there when it wakes.
  if (expected == nullptr) {
    bell_.fetch_add(1, std::memory_order_release);
    bell_.notify_one();
  }
}

void WriteQueue::Writer::start() {
  MEME_ASSERT(!thread_.joinable());
  thread_ = std::jthread([this] { loop(); });
  ::pthread_setname_np(thread_.native_handle(), "sql-writer");
}

void WriteQueue::Writer::stop() {
  if (stopping_.exchange(true)) return;
  bell_.fetch_add(1);
  bell_.notify_one();
  if (thread_.joinable()) {
    thread_.join();
  } else {
    loop();  // never started: what was submitted is finished all the same
  }
}

void WriteQueue::Writer::loop() {
  for (;;) {
    if (backlog_.empty() && !take()) {
      WriteJob* none = nullptr;
      if (stopping_.load() && newest_.compare_exchange_strong(none, &closed_mark)) return;
      wait_for_jobs();
      continue;
    }
    run_batch(options_.batch_max);
    engine_.upkeep(is_calm());
  }
}

// Moves all that waits into the backlog. False when nothing does.
bool WriteQueue::Writer::take() {
  for (WriteJob* job = newest_.exchange(nullptr, std::memory_order_acquire); job != nullptr;
       job = job->next_) {
    backlog_.push_back(job);  // newest first, so that the oldest stands at the end
  }
  return !backlog_.empty();
}

void WriteQueue::Writer::wait_for_jobs() {
  const int seen = bell_.load(std::memory_order_acquire);
  if (newest_.load(std::memory_order_acquire) != nullptr || stopping_.load()) return;
  bell_.wait(seen, std::memory_order_acquire);
}

// Nothing waits. After a large batch its clients are only being told, and will be back at once.
bool WriteQueue::Writer::is_calm() const {
  constexpr std::size_t calm_jobs_max = 16;
  return backlog_.empty() && newest_.load(std::memory_order_relaxed) == nullptr &&
         batch_.size() <= calm_jobs_max;
}

std::size_t WriteQueue::Writer::step(std::size_t jobs_max) {
  MEME_ASSERT(!thread_.joinable());
  if (backlog_.empty() && !take()) return 0;
  run_batch(std::min(jobs_max, options_.batch_max));
  engine_.upkeep(is_calm());
  return batch_.size();
}

void WriteQueue::Writer::run_batch(std::size_t jobs_max) {
  batch_.clear();
  while (!backlog_.empty() && batch_.size() < jobs_max) {
    batch_.push_back({backlog_.back(), nullptr});
    backlog_.pop_back();
  }
  batches_.observe(static_cast<double>(batch_.size()));
  try {
    MEME_FAILPOINT("sql.batch.begin");
    begin();
    if (!run_together()) run_apart();
    commit();
  } catch (...) {
    abandon(std::current_exception());
  }
  tell();
}

void WriteQueue::Writer::begin() {
  engine_.begin();
  look_again();
}

// What is known is brought up to date, and what the jobs will ask is asked for.
void WriteQueue::Writer::look_again() {
  for (const auto& hook : before_hooks) hook(engine_.session());
  for (const Turn& turn : batch_) {
    if (!turn.failure) turn.job->expect(engine_.session());
  }
}

bool WriteQueue::Writer::run_together() {
  for (int attempt = 1; attempt <= attempts_max; ++attempt) {
    if (run_all(attempt == attempts_max)) return true;
    if (!repeats_) break;
  }
  return false;
}

// When it fails, a new transaction is begun; repeats_ tells whether all may run together again.
bool WriteQueue::Writer::run_all(bool last_attempt) {
  repeats_ = false;
  try {
    for (Turn& turn : batch_) {
      turn.undone = false;
      turn.job->run(engine_.session());
    }
    engine_.flush();
    return true;
  } catch (...) {
    const std::exception_ptr problem = std::current_exception();
    if (is_a<StorageFailed>(problem) || is_a<Damaged>(problem)) throw;
    engine_.rollback();
    undo_all();
    repeats_ = is_a<Stale>(problem) && !last_attempt;
    if (repeats_) repeated_batches_.add();
    if (!repeats_ && batch_.size() == 1) batch_.front().failure = problem;
    begin();
    return false;
  }
}

// Every job behind its own savepoint, so that one that throws takes nothing else with it.
void WriteQueue::Writer::run_apart() {
  for (Turn& turn : batch_) {
    if (turn.failure) continue;
    for (int attempt = 1; !run_alone(turn, attempt == attempts_max); ++attempt) look_again();
  }
}

// False when it may run again.
bool WriteQueue::Writer::run_alone(Turn& turn, bool last_attempt) {
  engine_.set_savepoint();
  turn.undone = false;
  try {
    turn.job->run(engine_.session());
    engine_.flush();
  } catch (...) {
    const std::exception_ptr problem = std::current_exception();
    // Some failures (no space, no memory) end the whole transaction; then nobody's work is left
    // to be saved.
    if (!engine_.in_transaction() || is_a<StorageFailed>(problem) || is_a<Damaged>(problem)) throw;
    engine_.return_to_savepoint();
    turn.undone = true;
    turn.job->rolled_back();
    if (is_a<Stale>(problem) && !last_attempt) return false;
    turn.failure = problem;
    return true;
  }
  engine_.release_savepoint();
  return true;
}

void WriteQueue::Writer::undo_all() noexcept {
  for (auto turn = batch_.rbegin(); turn != batch_.rend(); ++turn) {
    if (turn->undone) continue;
    turn->undone = true;
    turn->job->rolled_back();
  }
}

void WriteQueue::Writer::abandon(const std::exception_ptr& why) noexcept {
  engine_.rollback();
  undo_all();
  for (Turn& turn : batch_) {
    if (!turn.failure) turn.failure = why;
  }
}

void WriteQueue::Writer::commit() {
  MEME_FAILPOINT("sql.commit.before");
  const auto start = std::chrono::steady_clock::now();
  engine_.commit();
  commit_seconds_.observe(
      std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count());
}

// From here on the outcome is decided; a failpoint between the commit and this may only end the
// process.
void WriteQueue::Writer::tell() noexcept {
  MEME_FAILPOINT("sql.commit.after");
  const auto failures = std::ranges::count_if(
      batch_, [](const Turn& turn) { return static_cast<bool>(turn.failure); });
  failed_jobs_.add(static_cast<std::uint64_t>(failures));
  for (Turn& turn : batch_) {
    if (turn.failure) {
      turn.job->failed(std::move(turn.failure));
    } else {
      turn.job->committed();
    }
  }
  for (const auto& hook : hooks) hook();
  const std::size_t left =
      pending_.fetch_sub(batch_.size(), std::memory_order_relaxed) - batch_.size();
  waiting_.set(static_cast<double>(left));
  wakes.flush();
}

namespace {

class WaitedJob final : public WriteJob {
 public:
  WaitedJob(WriteWork& work, runtime::WakeBatch& wakes) : work_(work), wakes_(wakes) {}
  void resumes(runtime::Resumption& waiter) { waiter_ = &waiter; }

  void expect(Session& tx) override { work_.expect(tx); }
  void run(Session& tx) override { work_.run(tx); }
  void rolled_back() noexcept override { work_.rolled_back(); }
  void committed() noexcept override {
    work_.committed();
    waiter_->with(wakes_, nullptr);
  }
  void failed(std::exception_ptr why) noexcept override { waiter_->with(wakes_, std::move(why)); }

 private:
  WriteWork& work_;
  runtime::WakeBatch& wakes_;
  runtime::Resumption* waiter_ = nullptr;
};

}  // namespace

WriteQueue::WriteQueue(WriteEngine& engine, Options options)
    : writer_(std::make_unique<Writer>(engine, options)) {
  MEME_ASSERT(options.batch_max >= 1 && options.queue_max >= 1);
}

WriteQueue::~WriteQueue() {
  stop();
}

void WriteQueue::submit(WriteJob& job) {
  writer_->submit(job);
}

runtime::Task<void> WriteQueue::perform(WriteWork& work) {
  WaitedJob job(work, writer_->wakes);
  auto start = [this, &job](runtime::Resumption& caller) {
    job.resumes(caller);
    submit(job);
  };
  co_await runtime::resume_when_done(start);
}

void WriteQueue::before_batch(std::function<void(Session&)> hook) {
  writer_->before_hooks.push_back(std::move(hook));
}

void WriteQueue::after_batch(std::function<void()> hook) {
  writer_->hooks.push_back(std::move(hook));
}

void WriteQueue::start() {
  writer_->start();
}

std::size_t WriteQueue::step(std::size_t jobs_max) {
  return writer_->step(jobs_max);
}

void WriteQueue::stop() {
  writer_->stop();
}

std::size_t WriteQueue::pending() const {
  return writer_->pending();
}

}  // namespace meme::sql
