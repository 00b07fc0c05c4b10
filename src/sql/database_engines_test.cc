// What every database engine promises: connections, transactions, snapshots, the write queue and
// migrations, once on SQLite and once on a real PostgreSQL server.
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <deque>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/io_context.hpp>

#include "runtime/log.h"
#include "sql/database.h"
#include "sql/testing/postgres_server.h"
#include "sql/testing/rows.h"

namespace meme::sql {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using Reason = OpenRefusal::Reason;
namespace pairs = testing::pairs;

constexpr Migration things[] = {
    {1, "0001_things",
     "CREATE TABLE t (id INTEGER PRIMARY KEY, n INTEGER CHECK (n <> 13), x REAL, s TEXT, b BLOB) "
     "STRICT",
     "CREATE TABLE t (id bigint PRIMARY KEY, n bigint CHECK (n <> 13), x double precision, s text, "
     "b bytea)"}};
constexpr Migration both[] = {things[0],
                              {2, "0002_more", "ALTER TABLE t ADD COLUMN more INTEGER",
                               "ALTER TABLE t ADD COLUMN more bigint"}};
constexpr Migration edited[] = {
    {1, "0001_things", "CREATE TABLE t (id INTEGER) STRICT", "CREATE TABLE t (id integer)"},
    both[1]};
constexpr Migration failing[] = {
    {1, "0001_things", "CREATE TABLE t (id INTEGER); SELEC nonsense;"}};
constexpr Migration committing[] = {{1, "0001_things", "CREATE TABLE t (id INTEGER); COMMIT;"}};

constexpr Query insert{"t.insert", "INSERT INTO t (id, n, x, s, b) VALUES ($1, $2, $3, $4, $5)"};
constexpr Query select_all{"t.all", "SELECT id, n, x, s, b FROM t ORDER BY id"};
constexpr Query by_id{"t.by_id", "SELECT n FROM t WHERE id = $1"};
constexpr Query set_n{"t.set_n", "UPDATE t SET n = $1 WHERE id >= $2"};
constexpr Query change_n{"t.change_n", "UPDATE t SET n = $2 WHERE id = $1"};
constexpr Query remove{"t.remove", "DELETE FROM t WHERE id = $1"};
constexpr Query insert_row{"t.insert_row",
                           "INSERT INTO t (id, n) VALUES ($1, $2)",
                           "INSERT INTO t (id, n) SELECT * FROM unnest($1::bigint[], $2::bigint[])",
                           {"t", 1}};
constexpr Query remove_row{"t.remove_row",
                           "DELETE FROM t WHERE id = $1",
                           "DELETE FROM t USING unnest($1::bigint[]) AS k(id) WHERE t.id = k.id",
                           {"t", 1}};
constexpr Query look_up{"t.look_up",
                        "SELECT n, 0 FROM t WHERE id = $1",
                        "SELECT t.n, k.number FROM unnest($1::bigint[]) WITH ORDINALITY AS "
                        "k(id, number) JOIN t ON t.id = k.id",
                        {"t", 1}};
constexpr Query count_all{"t.count", "SELECT count(*) FROM t"};
constexpr Query sum_all{"t.sum", "SELECT CAST(sum(n) AS INTEGER) FROM t"};
constexpr Query broken{"t.broken", "SELEC 1"};
constexpr Query endless{"t.endless",
                        "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i > "
                        "0) SELECT max(i) FROM n",
                        "SELECT pg_sleep(60)"};

class EnginesTest : public ::testing::TestWithParam<Engine> {
 protected:
  void SetUp() override {
    log::configure({.level = log::Level::error, .descriptor = -1});
    options_.readers = 1;
    if (GetParam() == Engine::postgres) {
      options_.url = testing::PostgresServer::shared().fresh_database();
      return;
    }
    folder_ = std::filesystem::path(::testing::TempDir()) /
              ("engines-" + std::to_string(::getpid()) + "-" + std::to_string(++folders_));
    std::filesystem::create_directories(folder_);
    options_.path = folder_ / "meme.db";
    options_.synchronous = Synchronous::normal;
  }
  void TearDown() override {
    log::configure({});
    if (!folder_.empty()) std::filesystem::remove_all(folder_);
  }

  std::unique_ptr<Database> opened(std::span<const Migration> steps = things) {
    auto database = Database::open(options_);
    if (!database) throw std::runtime_error(database.error().message);
    if (auto migrated = (*database)->migrate(steps, "things"); !migrated) {
      throw std::runtime_error(migrated.error().message);
    }
    return std::move(*database);
  }
  // What is told when steps are refused.
  OpenRefusal refusal(std::span<const Migration> steps) {
    auto database = Database::open(options_);
    auto migrated = (*database)->migrate(steps, "things");
    return migrated ? OpenRefusal{Reason::failed, "it was taken"} : migrated.error();
  }

  static inline int folders_ = 0;
  std::filesystem::path folder_;
  DatabaseOptions options_;
};

TEST_P(EnginesTest, ValuesComeBackAsTheyWentIn) {
  auto database = opened();
  Session& db = database->bootstrap();
  const std::string text = "a\"'\\ü";
  const std::array<std::byte, 3> blob{std::byte{0}, std::byte{255}, std::byte{7}};
  db.execute(insert, ArtistId{7}, 3, 1.5, text, std::span<const std::byte>(blob));
  db.execute(insert, 8, std::optional<int>{}, nullptr, "", std::span<const std::byte>{});
  db.execute(insert, 9, std::numeric_limits<std::int64_t>::min(), -0.5, nullptr, nullptr);
  std::vector<int> seen;
  db.each(select_all, [&](const Row& row) {
    seen.push_back(static_cast<int>(row.integer(0)));
    if (row.integer(0) == 7) {
      EXPECT_EQ(row.integer(1), 3);
      EXPECT_EQ(row.real(2), 1.5);
      EXPECT_EQ(row.text(3), text);
      ASSERT_EQ(row.blob(4).size(), 3U);
      EXPECT_EQ(row.blob(4)[1], std::byte{255});
      EXPECT_EQ(row.columns(), 5);
    } else if (row.integer(0) == 8) {
      EXPECT_TRUE(row.is_null(1) && row.is_null(2));
      EXPECT_EQ(row.maybe_integer(1), std::nullopt);
      EXPECT_FALSE(row.is_null(3) || row.is_null(4));
      EXPECT_TRUE(row.text(3).empty() && row.blob(4).empty());
    } else {
      EXPECT_EQ(row.integer(1), std::numeric_limits<std::int64_t>::min());
    }
  });
  EXPECT_THAT(seen, ElementsAre(7, 8, 9));
}

TEST_P(EnginesTest, ExecuteCountsChangedRows) {
  auto database = opened();
  Session& db = database->bootstrap();
  for (int id = 1; id <= 4; ++id)
    EXPECT_EQ(db.execute(insert, id, 0, nullptr, nullptr, nullptr), 1);
  EXPECT_EQ(db.execute(set_n, 5, 3), 2);
  EXPECT_EQ(db.execute(set_n, 5, 30), 0);
  EXPECT_EQ(db.execute(select_all), 0);
  EXPECT_EQ(db.maybe_integer(by_id, 4), 5);
  EXPECT_EQ(db.maybe_integer(by_id, 40), std::nullopt);
}

TEST_P(EnginesTest, WrongStatementsAreRefusedAndTheNextOnesWork) {
  auto database = opened();
  Session& db = database->bootstrap();
  EXPECT_THROW(db.execute(by_id), Error);
  EXPECT_THROW(db.execute(by_id, 1, 2), Error);
  for (int again = 0; again < 2; ++again) EXPECT_THROW(db.execute(broken), Error);
  EXPECT_THROW(db.execute(insert, 1, 13, nullptr, nullptr, nullptr), Constraint);
  EXPECT_EQ(db.execute(insert, 1, 12, nullptr, nullptr, nullptr), 1);
  EXPECT_THROW(db.execute(insert, 1, 12, nullptr, nullptr, nullptr), Constraint);
  EXPECT_EQ(db.maybe_integer(count_all), 1);
}

TEST_P(EnginesTest, VisitorsMayThrowAndRunOtherStatements) {
  auto database = opened();
  Session& db = database->bootstrap();
  for (int id = 1; id <= 3; ++id) db.execute(insert, id, id * 10, nullptr, nullptr, nullptr);
  const auto refuse = [](const Row&) { throw std::runtime_error("enough"); };
  EXPECT_THROW(db.each(select_all, refuse), std::runtime_error);
  std::int64_t sum = 0;
  db.each(select_all, [&](const Row& row) { sum += *db.maybe_integer(by_id, row.integer(0)); });
  EXPECT_EQ(sum, 60);
}

TEST_P(EnginesTest, TransactionsAreWholeOrNothing) {
  auto database = opened();
  const auto fails = [](Session& tx) {
    tx.execute(insert, 1, 1, nullptr, nullptr, nullptr);
    tx.write(insert_row, 2, 2);
    throw std::runtime_error("no");
  };
  EXPECT_THROW(database->bootstrap_transaction(fails), std::runtime_error);
  EXPECT_EQ(database->bootstrap().maybe_integer(count_all), 0);
  database->bootstrap_transaction([](Session& tx) { tx.write(insert_row, 2, 2); });
  EXPECT_EQ(database->bootstrap().maybe_integer(count_all), 1);
}

TEST_P(EnginesTest, WritesOfATransactionAreSeenByItsQuestionsInOrder) {
  auto database = opened();
  database->bootstrap_transaction([](Session& tx) {
    for (int id = 1; id <= 50; ++id) tx.write(insert_row, id, 100);
    EXPECT_EQ(tx.maybe_integer(count_all), 50);
    tx.write(remove_row, 7);
    tx.write(insert_row, 7, 700);
    tx.write(change_n, 8, 800);
    tx.write(remove_row, 9);
    tx.write(insert_row, 9, 900);
    tx.write(remove_row, 9);
    EXPECT_EQ(tx.maybe_integer(by_id, 7), 700);
    EXPECT_EQ(tx.maybe_integer(by_id, 8), 800);
    EXPECT_EQ(tx.maybe_integer(by_id, 9), std::nullopt);
  });
  EXPECT_EQ(database->bootstrap().maybe_integer(sum_all), 4'700 + 1'500);
}

TEST_P(EnginesTest, WhatWasExpectedIsAnsweredAsItIsNow) {
  auto database = opened();
  database->bootstrap_transaction([](Session& tx) {
    for (int id = 1; id <= 5; ++id) tx.write(insert_row, id, id * 10);
  });
  database->bootstrap_transaction([](Session& tx) {
    for (int id = 3; id <= 8; ++id) tx.expect(look_up, id);
    EXPECT_EQ(tx.maybe_integer(look_up, 3), 30);
    EXPECT_EQ(tx.maybe_integer(look_up, 8), std::nullopt);
    tx.write(insert_row, 8, 80);
    EXPECT_EQ(tx.maybe_integer(look_up, 8), 80);
    tx.write(remove_row, 4);
    EXPECT_EQ(tx.maybe_integer(look_up, 4), std::nullopt);
    EXPECT_EQ(tx.maybe_integer(look_up, 5), 50);
    EXPECT_EQ(tx.maybe_integer(look_up, 1), 10);
  });
}

runtime::Task<void> count_rows(Database& database, std::int64_t& rows) {
  auto count = [](Session& session) { return *session.maybe_integer(pairs::count); };
  rows = co_await database.reads().run(count);
}

runtime::Task<void> read_endlessly(Database& database, bool& ended) {
  try {
    auto ask = [](Session& session) { session.each(endless, [](const Row&) {}); };
    co_await database.reads().run(ask);
  } catch (const TookTooLong&) {
    ended = true;
  }
}

std::int64_t rows_seen(Database& database) {
  runtime::asio::io_context context;
  std::int64_t rows = 0;
  runtime::asio::co_spawn(context, count_rows(database, rows), runtime::asio::detached);
  context.run();
  return rows;
}

TEST_P(EnginesTest, ReadersSeeCommitsAndCannotWrite) {
  auto database = opened(testing::pair_schema);
  database->start();
  for (int id = 1; id <= 3; ++id) testing::write_pair(*database, id);
  EXPECT_EQ(rows_seen(*database), 3);
  testing::write_pair(*database, 4);
  EXPECT_EQ(rows_seen(*database), 4);
  auto reader = database->open_reader();
  EXPECT_THROW(testing::insert_pair(*reader, 5), Error);
}

TEST_P(EnginesTest, ASnapshotStandsStill) {
  auto database = opened(testing::pair_schema);
  database->start();
  testing::write_pair(*database, 1);
  auto reader = database->open_reader();
  {
    const Snapshot snapshot(*reader);
    EXPECT_EQ(reader->maybe_integer(pairs::count), 1);
    testing::write_pair(*database, 2);
    EXPECT_EQ(reader->maybe_integer(pairs::count), 1);
  }
  EXPECT_EQ(reader->maybe_integer(pairs::count), 2);
}

TEST_P(EnginesTest, ALongReadIsEnded) {
  options_.read_time_max = std::chrono::milliseconds{50};
  auto database = opened();
  runtime::asio::io_context context;
  bool ended = false;
  runtime::asio::co_spawn(context, read_endlessly(*database, ended), runtime::asio::detached);
  context.run();
  EXPECT_TRUE(ended);
}

// A pair whose key is there fails alone, whatever it shares a transaction with.
TEST_P(EnginesTest, OnlyTheGuiltyJobOfABatchFails) {
  auto database = opened(testing::pair_schema);
  database->bootstrap_transaction([](Session& tx) { testing::insert_pair(tx, 3); });
  std::deque<testing::PairJob> jobs;
  for (int id = 1; id <= 6; ++id) database->writes().submit(jobs.emplace_back(id));
  database->start();
  for (int id = 1; id <= 6; ++id) {
    if (id == 3) {
      EXPECT_THROW(jobs[2].wait(), Constraint);
    } else {
      EXPECT_NO_THROW(jobs[static_cast<std::size_t>(id - 1)].wait());
    }
  }
  auto reader = database->open_reader();
  EXPECT_THAT(testing::ids(*reader, pairs::bookings), ElementsAre(1, 2, 3, 4, 5, 6));
  EXPECT_EQ(testing::ids(*reader, pairs::notices), testing::ids(*reader, pairs::bookings));
}

TEST_P(EnginesTest, StepsAreAppliedOnceAndWrongOnesAreRefused) {
  opened(both);
  auto database = opened(both);
  EXPECT_TRUE(database->migrate({}, "other"));
  database.reset();
  EXPECT_EQ(refusal(things).reason, Reason::newer);
  EXPECT_THAT(refusal(things).message, HasSubstr("0002_more"));
  EXPECT_EQ(refusal(edited).reason, Reason::altered);
}

TEST_P(EnginesTest, AFailingStepLeavesNothing) {
  {
    auto database = opened({});
    EXPECT_THROW(static_cast<void>(database->migrate(failing, "things")), Error);
    EXPECT_THROW(database->bootstrap().maybe_integer(count_all), Error);
    EXPECT_THROW(static_cast<void>(database->migrate(committing, "others")), Error);
  }
  options_.path = folder_ / "another.db";
  if (GetParam() == Engine::postgres) {
    options_.url = testing::PostgresServer::shared().fresh_database();
  }
  EXPECT_EQ(opened(both)->bootstrap().maybe_integer(count_all), 0);
}

INSTANTIATE_TEST_SUITE_P(All, EnginesTest, ::testing::Values(Engine::sqlite, Engine::postgres),
                         [](const auto& info) {
                           return info.param == Engine::sqlite ? "sqlite" : "postgres";
                         });

}  // namespace
}  // namespace meme::sql
