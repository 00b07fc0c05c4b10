#include "runtime/workers.h"

#include <gtest/gtest.h>

#include <barrier>
#include <latch>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/io_context.hpp>

#include "runtime/io_threads.h"
#include "runtime/wake_batch.h"

namespace meme::runtime {
namespace {

Task<void> sum(WorkerPool& pool, std::thread::id io_thread, int& result) {
  for (int i = 1; i <= 3; ++i) {
    auto work = [i, io_thread] {
      EXPECT_NE(std::this_thread::get_id(), io_thread);
      return i;
    };
    result += co_await pool.run(work);
    EXPECT_EQ(std::this_thread::get_id(), io_thread);
  }
}

TEST(WorkerPool, ResumesOnTheCallersExecutor) {
  WorkerPool pool({.threads = 2});
  asio::io_context context;
  int result = 0;
  asio::co_spawn(context, sum(pool, std::this_thread::get_id(), result), asio::detached);
  context.run();  // ends only after the last answer: work on another thread counts
  EXPECT_EQ(result, 6);
}

Task<void> expect_failure(WorkerPool& pool, bool& seen) {
  try {
    auto work = [] { throw std::runtime_error("no"); };
    co_await pool.run(work);
  } catch (const std::runtime_error& problem) {
    seen = std::string_view(problem.what()) == "no";
  }
}

TEST(WorkerPool, HandsExceptionsOver) {
  WorkerPool pool({});
  asio::io_context context;
  bool seen = false;
  asio::co_spawn(context, expect_failure(pool, seen), asio::detached);
  context.run();
  EXPECT_TRUE(seen);
}

TEST(WorkerPool, AFullQueueRefuses) {
  WorkerPool pool({.name = "readers", .threads = 1, .queue_max = 2});
  std::latch busy(1), go(1);
  pool.post([&] {
    busy.count_down();
    go.wait();
  });
  busy.wait();
  int done = 0;
  pool.post([&] { ++done; });
  pool.post([&] { ++done; });
  EXPECT_THROW(pool.post([] {}), Overloaded);
  EXPECT_EQ(pool.waiting(), 2U);
  go.count_down();
  pool.stop();
  EXPECT_EQ(done, 2);
  EXPECT_THROW(pool.post([] {}), Overloaded);
}

Task<void> expect_overloaded(WorkerPool& pool, bool& seen) {
  try {
    auto work = [] { return std::string("never"); };
    co_await pool.run(work);
  } catch (const Overloaded&) {
    seen = true;
  }
}

TEST(WorkerPool, AStoppedPoolRefusesTheCoroutine) {
  WorkerPool pool({});
  pool.stop();
  asio::io_context context;
  bool seen = false;
  asio::co_spawn(context, expect_overloaded(pool, seen), asio::detached);
  context.run();
  EXPECT_TRUE(seen);
}

TEST(IoThreads, RunsHandlersOnTheirOwnThreadsAndSurvivesExceptions) {
  IoThreads threads(2);
  threads.run();
  std::latch done(2);
  std::thread::id ids[2];
  asio::post(threads.at(0), [] { throw std::runtime_error("expected in this test"); });
  for (int i = 0; i < 2; ++i) {
    asio::post(threads.at(i), [&, i] {
      ids[i] = std::this_thread::get_id();
      done.count_down();
    });
  }
  done.wait();
  EXPECT_NE(ids[0], ids[1]);
  EXPECT_NE(&threads.any(), &threads.any());
  threads.stop();
}

TEST(WakeBatch, PostsOnceForEachContext) {
  asio::io_context first, second;
  WakeBatch batch;
  std::string order;
  batch.add(first.get_executor(), [&] { order += "a"; });
  batch.add(second.get_executor(), [&] { order += "b"; });
  batch.add(first.get_executor(), [&] { order += "c"; });
  EXPECT_EQ(first.poll(), 0U);
  first.restart();
  batch.flush();
  EXPECT_TRUE(batch.empty());
  EXPECT_EQ(first.poll(), 1U);
  EXPECT_EQ(second.poll(), 1U);
  EXPECT_EQ(order, "acb");
}

}  // namespace
}  // namespace meme::runtime
