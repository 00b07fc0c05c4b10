#include "sql/write_queue.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <deque>
#include <latch>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/io_context.hpp>

#include "sql/write_engine.h"

namespace meme::sql {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

// Records what is asked of it. Written by the writer thread, read after stop().
class RecordingEngine final : public WriteEngine, private Session {
 public:
  Session& session() override { return *this; }
  void begin() override {
    if (refuses_to_begin) throw StorageFailed("no storage", 1);
    note("begin");
    open_ = true;
  }
  void commit() override {
    if (fails_to_commit) throw StorageFull("full", 13);
    note("commit");
    open_ = false;
  }
  void rollback() noexcept override {
    if (open_) note("rollback");
    open_ = false;
  }
  bool in_transaction() const override { return open_; }
  void set_savepoint() override { note("set"); }
  void release_savepoint() override { note("release"); }
  void return_to_savepoint() override { note("return"); }
  void upkeep(bool idle) noexcept override { note(idle ? "idle" : "busy"); }
  void note(const std::string& what) { log.push_back(what); }
  void lose_transaction() { open_ = false; }

  bool fails_to_commit = false;
  bool refuses_to_begin = false;
  std::vector<std::string> log;

 private:
  Engine engine() const override { return Engine::sqlite; }
  std::int64_t execute_with(const Query&, std::span<const Value>) override { return 0; }
  void query_with(const Query&, std::span<const Value>, RowVisitor) override {}
  bool open_ = false;
};

class Job final : public WriteJob {
 public:
  Job(RecordingEngine& engine, std::string name) : engine_(engine), name_(std::move(name)) {}
  void run(Session&) override {
    engine_.note("run " + name_);
    if (action) action();
  }
  void rolled_back() noexcept override { engine_.note("undo " + name_); }
  void committed() noexcept override { engine_.note("done " + name_); }
  void failed(std::exception_ptr) noexcept override { engine_.note("failed " + name_); }
  std::function<void()> action;

 private:
  RecordingEngine& engine_;
  std::string name_;
};

class WriteQueueTest : public testing::Test {
 protected:
  Job& job(const std::string& name) { return jobs_.emplace_back(engine_, name); }
  // Submits before the thread starts, so that all jobs meet in one batch.
  void run(WriteQueue& queue, std::vector<Job*> jobs) {
    for (Job* each : jobs) queue.submit(*each);
    queue.start();
    queue.stop();
  }
  RecordingEngine engine_;
  std::deque<Job> jobs_;
};

TEST_F(WriteQueueTest, WaitingJobsShareOneCommit) {
  WriteQueue queue(engine_, {});
  queue.after_batch([this] { engine_.note("hook"); });
  run(queue, {&job("a"), &job("b"), &job("c")});
  EXPECT_THAT(engine_.log, ElementsAre("begin", "run a", "run b", "run c", "commit", "done a",
                                       "done b", "done c", "hook", "idle"));
  EXPECT_EQ(queue.pending(), 0U);
}

TEST_F(WriteQueueTest, ABatchIsBounded) {
  WriteQueue queue(engine_, {.batch_max = 2});
  run(queue, {&job("a"), &job("b"), &job("c")});
  EXPECT_THAT(engine_.log, ElementsAre("begin", "run a", "run b", "commit", "done a", "done b",
                                       "busy", "begin", "run c", "commit", "done c", "idle"));
}

TEST_F(WriteQueueTest, OnlyTheGuiltyJobFails) {
  WriteQueue queue(engine_, {});
  Job& guilty = job("b");
  guilty.action = [] { throw Constraint("overlap", 19); };
  run(queue, {&job("a"), &guilty, &job("c")});
  EXPECT_THAT(engine_.log,
              ElementsAre("begin", "run a", "run b", "rollback", "undo b", "undo a", "begin", "set",
                          "run a", "release", "set", "run b", "return", "undo b", "set", "run c",
                          "release", "commit", "done a", "failed b", "done c", "idle"));
}

TEST_F(WriteQueueTest, WhoWasOvertakenLooksAndRunsAgain) {
  WriteQueue queue(engine_, {});
  queue.before_batch([this](Session&) { engine_.note("look"); });
  Job& overtaken = job("b");
  int times = 0;
  overtaken.action = [&times] {
    if (++times == 1) throw Stale("another process was faster", 0);
  };
  run(queue, {&job("a"), &overtaken});
  EXPECT_THAT(engine_.log,
              ElementsAre("begin", "look", "run a", "run b", "rollback", "undo b", "undo a",
                          "begin", "look", "run a", "run b", "commit", "done a", "done b", "idle"));
}

TEST_F(WriteQueueTest, WhoIsOvertakenAgainAndAgainFailsAlone) {
  WriteQueue queue(engine_, {});
  Job& overtaken = job("a");
  int times = 0;
  overtaken.action = [&times] {
    ++times;
    throw Stale("another process was faster", 0);
  };
  run(queue, {&overtaken, &job("b")});
  EXPECT_EQ(times, 8);
  EXPECT_THAT(engine_.log, testing::Contains("failed a").Times(1));
  EXPECT_THAT(engine_.log, testing::Contains("done b").Times(1));
}

TEST_F(WriteQueueTest, ASingleGuiltyJobIsNotRunTwice) {
  WriteQueue queue(engine_, {});
  Job& guilty = job("a");
  guilty.action = [] { throw std::runtime_error("no"); };
  run(queue, {&guilty});
  EXPECT_THAT(engine_.log, ElementsAre("begin", "run a", "rollback", "undo a", "begin", "commit",
                                       "failed a", "idle"));
}

TEST_F(WriteQueueTest, AFailedCommitUndoesEverythingNewestFirst) {
  WriteQueue queue(engine_, {});
  engine_.fails_to_commit = true;
  run(queue, {&job("a"), &job("b")});
  EXPECT_THAT(engine_.log, ElementsAre("begin", "run a", "run b", "rollback", "undo b", "undo a",
                                       "failed a", "failed b", "idle"));
}

TEST_F(WriteQueueTest, AFailedBeginFailsJobsThatNeverRan) {
  WriteQueue queue(engine_, {});
  engine_.refuses_to_begin = true;
  run(queue, {&job("a")});
  EXPECT_THAT(engine_.log, ElementsAre("failed a", "idle"));
}

TEST_F(WriteQueueTest, AStorageFailureIsNotRetried) {
  WriteQueue queue(engine_, {});
  Job& unlucky = job("b");
  unlucky.action = [] { throw StorageFull("full", 13); };
  run(queue, {&job("a"), &unlucky, &job("c")});
  EXPECT_THAT(engine_.log, ElementsAre("begin", "run a", "run b", "rollback", "undo b", "undo a",
                                       "failed a", "failed b", "failed c", "idle"));
}

TEST_F(WriteQueueTest, ALostTransactionFailsTheWholeBatch) {
  WriteQueue queue(engine_, {});
  Job& guilty = job("b");
  guilty.action = [this, first = true]() mutable {
    if (!std::exchange(first, false)) engine_.lose_transaction();
    throw std::runtime_error("out of memory");
  };
  run(queue, {&job("a"), &guilty, &job("c")});
  EXPECT_THAT(engine_.log, ElementsAre("begin", "run a", "run b", "rollback", "undo b", "undo a",
                                       "begin", "set", "run a", "release", "set", "run b", "undo b",
                                       "undo a", "failed a", "failed b", "failed c", "idle"));
}

TEST_F(WriteQueueTest, AFullQueueRefuses) {
  WriteQueue queue(engine_, {.queue_max = 2});
  queue.submit(job("a"));
  queue.submit(job("b"));
  EXPECT_THROW(queue.submit(job("c")), runtime::Overloaded);
  EXPECT_EQ(queue.pending(), 2U);
  queue.start();
  queue.stop();
  EXPECT_THROW(queue.submit(job("d")), runtime::Overloaded);
}

TEST_F(WriteQueueTest, StoppingFinishesWhatWaitsEvenIfNeverStarted) {
  WriteQueue queue(engine_, {});
  queue.submit(job("a"));
  queue.stop();
  queue.stop();
  EXPECT_THAT(engine_.log, ElementsAre("begin", "run a", "commit", "done a", "idle"));
}

class Doubling final : public WriteWork {
 public:
  explicit Doubling(int value) : value_(value) {}
  void run(Session&) override { doubled = 2 * value_; }
  void committed() noexcept override { told = true; }
  int doubled = 0;
  bool told = false;

 private:
  int value_;
};

runtime::Task<void> add_up(WriteQueue& queue, int& sum, int& failures) {
  Doubling work(20);
  co_await queue.perform(work);
  EXPECT_TRUE(work.told);
  auto answer = [](Session&) { return 2; };
  sum = work.doubled + co_await queue.transact(answer);
  auto nothing = [](Session&) {};
  co_await queue.transact(nothing);
  try {
    auto refuse = [](Session&) -> int { throw Constraint("no", 19); };
    co_await queue.transact(refuse);
  } catch (const Constraint&) {
    ++failures;
  }
}

TEST_F(WriteQueueTest, CoroutinesWaitForTheOutcome) {
  WriteQueue queue(engine_, {});
  queue.start();
  runtime::asio::io_context context;
  int sum = 0, failures = 0;
  runtime::asio::co_spawn(context, add_up(queue, sum, failures), runtime::asio::detached);
  context.run();
  EXPECT_EQ(sum, 42);
  EXPECT_EQ(failures, 1);
}

TEST_F(WriteQueueTest, EveryJobOfManyThreadsIsToldOnce) {
  class Counting final : public WriteJob {
   public:
    explicit Counting(std::latch& latch) : latch_(latch) {}
    void run(Session&) override { ++runs; }
    void rolled_back() noexcept override {}
    void committed() noexcept override { latch_.count_down(); }
    void failed(std::exception_ptr) noexcept override { std::abort(); }
    int runs = 0;

   private:
    std::latch& latch_;
  };
  constexpr int threads = 4, each = 5'000;
  std::latch done(threads * each);
  std::deque<Counting> jobs;
  for (int i = 0; i < threads * each; ++i) jobs.emplace_back(done);
  WriteQueue queue(engine_, {.queue_max = threads * each});
  queue.start();
  {
    std::vector<std::jthread> submitters;
    for (int t = 0; t < threads; ++t) {
      submitters.emplace_back([&, t] {
        for (int i = 0; i < each; ++i) queue.submit(jobs[static_cast<std::size_t>(t * each + i)]);
      });
    }
  }
  done.wait();
  queue.stop();
  for (const Counting& counted : jobs) EXPECT_EQ(counted.runs, 1);
}

}  // namespace
}  // namespace meme::sql
