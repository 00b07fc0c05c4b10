// What only a server can do to us: other processes that write, and connections that are lost.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <functional>

#include "runtime/log.h"
#include "sql/database.h"
#include "sql/testing/postgres_server.h"
#include "sql/testing/rows.h"

namespace meme::sql {
namespace {

using ::testing::ElementsAre;
namespace pairs = testing::pairs;

constexpr Migration counters[] = {
    {1, "0001_counters", "CREATE TABLE counter (id INTEGER PRIMARY KEY, n INTEGER NOT NULL) STRICT",
     "CREATE TABLE counter (id bigint PRIMARY KEY, n bigint NOT NULL)"}};
constexpr Query insert{"test.insert", "INSERT INTO counter (id, n) VALUES ($1, 0)"};
constexpr Query raise_it{"test.raise", "UPDATE counter SET n = $2 WHERE id = $1 AND n = $2 - 1"};
constexpr Query value{"test.value", "SELECT n FROM counter WHERE id = $1"};
constexpr Query end_others{"test.end_others",
                           "SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity WHERE "
                           "datname = current_database() AND pid <> pg_backend_pid()"};

// Counts up from what it believes; what it believes is corrected before each try.
class Count final : public WriteJob {
 public:
  explicit Count(std::int64_t& believed) : believed_(believed) {}

  void run(Session& tx) override {
    ++runs;
    ++believed_;
    tx.write(raise_it, 1, believed_);
  }
  void rolled_back() noexcept override { --believed_; }
  void committed() noexcept override { done_.count_down(); }
  void failed(std::exception_ptr why) noexcept override {
    problem_ = std::move(why);
    done_.count_down();
  }
  void wait() {
    done_.wait();
    if (problem_) std::rethrow_exception(problem_);
  }
  int runs = 0;

 private:
  std::int64_t& believed_;
  std::exception_ptr problem_;
  std::latch done_{1};
};

class PostgresTest : public ::testing::Test {
 protected:
  void SetUp() override {
    log::configure({.level = log::Level::error, .descriptor = -1});
    options_.url = testing::PostgresServer::shared().fresh_database();
    options_.readers = 1;
  }
  void TearDown() override { log::configure({}); }

  std::unique_ptr<Database> opened(std::span<const Migration> steps) {
    auto database = Database::open(options_);
    if (!database) throw std::runtime_error(database.error().message);
    EXPECT_TRUE((*database)->migrate(steps, "test"));
    return std::move(*database);
  }

  DatabaseOptions options_;
};

TEST_F(PostgresTest, WhoWasOvertakenByAnotherProcessDecidesAgain) {
  auto ours = opened(counters);
  auto theirs = opened(counters);
  ours->bootstrap().execute(insert, 1);
  std::int64_t believed = 0;
  ours->writes().before_batch([&believed](Session& tx) { believed = *tx.maybe_integer(value, 1); });
  Count count(believed);
  bool overtaken = false;
  ours->writes().before_batch([&](Session&) {
    if (!std::exchange(overtaken, true)) theirs->bootstrap().execute(raise_it, 1, 1);
  });
  ours->start();
  ours->writes().submit(count);
  count.wait();
  EXPECT_EQ(count.runs, 2);
  EXPECT_EQ(theirs->bootstrap().maybe_integer(value, 1), 2);
}

TEST_F(PostgresTest, LostConnectionsAreMadeAnew) {
  auto database = opened(testing::pair_schema);
  auto other = opened(testing::pair_schema);
  database->start();
  auto reader = database->open_reader();
  for (int id = 1; id <= 3; ++id) {
    testing::write_pair(*database, id);
    EXPECT_EQ(reader->maybe_integer(pairs::count), id);
    other->bootstrap().maybe_integer(end_others);
  }
  testing::write_pair(*database, 4);
  EXPECT_THAT(testing::ids(*reader, pairs::bookings), ElementsAre(1, 2, 3, 4));
}

TEST_F(PostgresTest, AServerThatIsAwayIsToldAndFoundAgain) {
  testing::PostgresServer server(true);
  options_.url = server.fresh_database();
  auto database = opened(testing::pair_schema);
  database->start();
  testing::write_pair(*database, 1);
  server.kill();
  EXPECT_THROW(testing::write_pair(*database, 2), Unreachable);
  server.start();
  for (bool back = false; !back;) {
    try {
      testing::write_pair(*database, 3);
      back = true;
    } catch (const Unreachable&) {
    }
  }
  auto reader = database->open_reader();
  EXPECT_THAT(testing::ids(*reader, pairs::bookings), ElementsAre(1, 3));
}

TEST_F(PostgresTest, WhatSomethingElseKeepsIsLeftAlone) {
  auto database = Database::open(options_);
  ASSERT_TRUE(database);
  constexpr static Query theirs{"test.theirs", "CREATE TABLE theirs (x int)"};
  (*database)->bootstrap().execute(theirs);
  const auto refused = Database::open(options_);
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().reason, OpenRefusal::Reason::not_ours);
}

TEST_F(PostgresTest, AnAddressWithoutAServerIsRefusedWithASentence) {
  options_.url = "postgresql://meme@/meme?host=/nowhere";
  const auto refused = Database::open(options_);
  ASSERT_FALSE(refused);
  EXPECT_THAT(refused.error().message, ::testing::HasSubstr("cannot be reached"));
}

// Behind a pooler nothing may stay in a session: the same holds without.
TEST_F(PostgresTest, NothingOfASessionIsNeededBehindAPooler) {
  options_.pooled = true;
  auto database = opened(testing::pair_schema);
  database->start();
  auto reader = database->open_reader();
  for (int id = 1; id <= 3; ++id) testing::write_pair(*database, id);
  EXPECT_EQ(reader->maybe_integer(pairs::count), 3);
  EXPECT_THROW(testing::insert_pair(*reader, 9), Error);
  {
    const Snapshot snapshot(*reader);
    EXPECT_EQ(reader->maybe_integer(pairs::count), 3);
    testing::write_pair(*database, 4);
    EXPECT_EQ(reader->maybe_integer(pairs::count), 3);
  }
}

}  // namespace
}  // namespace meme::sql
