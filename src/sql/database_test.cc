#include "sql/database.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sqlite3.h>
#include <unistd.h>

#include <fstream>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/io_context.hpp>

#include "sql/testing/rows.h"

namespace meme::sql {
namespace {

using ::testing::HasSubstr;
using ::testing::IsEmpty;
using Reason = OpenRefusal::Reason;
namespace pairs = testing::pairs;

class DatabaseTest : public ::testing::Test {
 protected:
  void SetUp() override {
    folder_ = std::filesystem::path(::testing::TempDir()) /
              ("database-" + std::to_string(::getpid()) + "-" +
               ::testing::UnitTest::GetInstance()->current_test_info()->name());
    std::filesystem::remove_all(folder_);
    std::filesystem::create_directories(folder_);
    options_.path = folder_ / "meme.db";
  }
  void TearDown() override { std::filesystem::remove_all(folder_); }

  std::unique_ptr<Database> opened() {
    auto database = Database::open(options_);
    if (!database) throw std::runtime_error(database.error().message);
    if (auto migrated = (*database)->migrate(testing::pair_schema, "pairs"); !migrated) {
      throw std::runtime_error(migrated.error().message);
    }
    return std::move(*database);
  }
  std::unique_ptr<Database> filled(int rows) {
    auto database = opened();
    database->bootstrap_transaction([rows](Session& tx) {
      for (int id = 1; id <= rows; ++id) testing::insert_pair(tx, id);
    });
    return database;
  }
  OpenRefusal refusal() {
    auto database = Database::open(options_);
    return database ? OpenRefusal{Reason::failed, "it opened"} : database.error();
  }
  void overwrite(std::int64_t offset, const std::string& bytes) {
    std::fstream file(options_.path, std::ios::in | std::ios::out | std::ios::binary);
    file.seekp(offset);
    file << bytes;
  }

  std::filesystem::path folder_;
  DatabaseOptions options_;
};

TEST_F(DatabaseTest, KeepsWhatWasWritten) {
  {
    auto database = opened();
    testing::insert_pair(database->bootstrap(), 1);
    database->start();
    testing::write_pair(*database, 2);
  }
  EXPECT_EQ(std::filesystem::exists(options_.path.string() + "-wal"), false);
  auto database = opened();
  EXPECT_EQ(database->bootstrap().maybe_integer(pairs::count), 2);
}

runtime::Task<void> count_rows(Database& database, std::int64_t& rows) {
  auto count = [](Session& session) { return *session.maybe_integer(pairs::count); };
  rows = co_await database.reads().run(count);
}

TEST_F(DatabaseTest, ReadersSeeCommitsAndCannotWrite) {
  auto database = filled(3);
  database->start();
  testing::write_pair(*database, 4);
  runtime::asio::io_context context;
  std::int64_t rows = 0;
  runtime::asio::co_spawn(context, count_rows(*database, rows), runtime::asio::detached);
  context.run();
  EXPECT_EQ(rows, 4);
  auto reader = database->open_reader();
  EXPECT_THROW(testing::insert_pair(*reader, 5), Error);
}

TEST_F(DatabaseTest, ASnapshotStandsStill) {
  auto database = filled(3);
  database->start();
  auto reader = database->open_reader();
  {
    const Snapshot snapshot(*reader);
    EXPECT_EQ(reader->maybe_integer(pairs::count), 3);
    testing::write_pair(*database, 4);
    EXPECT_EQ(reader->maybe_integer(pairs::count), 3);
  }
  EXPECT_EQ(reader->maybe_integer(pairs::count), 4);
}

constexpr Query endless{"test.endless",
                        "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) "
                        "SELECT max(i) FROM n"};

runtime::Task<void> read_endlessly(Database& database, bool& ended) {
  try {
    auto read = [](Session& session) { return session.maybe_integer(endless); };
    co_await database.reads().run(read);
  } catch (const TookTooLong&) {
    ended = true;
  }
}

TEST_F(DatabaseTest, ALongReadIsEnded) {
  options_.read_time_max = std::chrono::milliseconds{1};
  auto database = opened();
  runtime::asio::io_context context;
  bool ended = false;
  runtime::asio::co_spawn(context, read_endlessly(*database, ended), runtime::asio::detached);
  context.run();
  EXPECT_TRUE(ended);
}

TEST_F(DatabaseTest, ASecondProcessIsRefused) {
  auto database = opened();
  const OpenRefusal refused = refusal();
  EXPECT_EQ(refused.reason, Reason::in_use);
  EXPECT_THAT(refused.message, HasSubstr("in use by another meme process"));
  database.reset();
  EXPECT_TRUE(Database::open(options_).has_value());
}

TEST_F(DatabaseTest, AnotherProgrammesDatabaseIsLeftAlone) {
  sqlite3* other = nullptr;
  sqlite3_open(options_.path.c_str(), &other);
  sqlite3_exec(other, "CREATE TABLE theirs (x)", nullptr, nullptr, nullptr);
  sqlite3_close(other);
  const auto before = std::filesystem::last_write_time(options_.path);
  EXPECT_EQ(refusal().reason, Reason::not_ours);
  EXPECT_EQ(std::filesystem::last_write_time(options_.path), before);
}

TEST_F(DatabaseTest, AMissingFolderIsTold) {
  options_.path = folder_ / "nowhere" / "meme.db";
  EXPECT_EQ(refusal().reason, Reason::failed);
  EXPECT_THAT(refusal().message, HasSubstr("does its folder exist"));
}

TEST_F(DatabaseTest, AnUnfinishedRestoreIsTold) {
  std::ofstream(options_.path.string() + ".restoring") << "half";
  EXPECT_THAT(refusal().message, HasSubstr("Run meme restore again"));
  EXPECT_FALSE(std::filesystem::exists(options_.path));
}

TEST_F(DatabaseTest, DamageIsFoundAtStartAndTellsHowToRestore) {
  struct Damage {
    const char* what;
    std::int64_t offset;
    std::string bytes;
  };
  const Damage damages[] = {
      {"a foreign first page", 0, std::string(100, 'z')},
      {"a zeroed page", 3 * 4096, std::string(4096, '\0')},
      {"garbage in the middle", 20 * 4096, std::string(4096, '\x5a')},
  };
  for (const Damage& damage : damages) {
    for (const std::int64_t walked_max : {std::int64_t{1} << 30, std::int64_t{0}}) {
      SCOPED_TRACE(damage.what);
      std::filesystem::remove(options_.path);
      filled(5'000);
      overwrite(damage.offset, damage.bytes);
      options_.check_bytes_max = walked_max;
      const OpenRefusal refused = refusal();
      EXPECT_EQ(refused.reason, Reason::damaged);
      EXPECT_THAT(refused.message, HasSubstr("meme restore BACKUP"));
    }
  }
}

TEST_F(DatabaseTest, ACutFileIsFoundAtStart) {
  filled(5'000);
  std::filesystem::resize_file(options_.path, 8 * 4096);
  EXPECT_EQ(refusal().reason, Reason::damaged);
}

TEST_F(DatabaseTest, ASoundDatabasePassesEveryCheck) {
  filled(5'000);
  for (const StartCheck check : {StartCheck::none, StartCheck::quick, StartCheck::full}) {
    for (const std::int64_t walked_max : {std::int64_t{1} << 30, std::int64_t{0}}) {
      options_.check = check;
      options_.check_bytes_max = walked_max;
      EXPECT_THAT(opened()->check_fully(), IsEmpty());
    }
  }
}

TEST_F(DatabaseTest, TheLogStaysBounded) {
  options_.wal_idle_bytes = 64 << 10;
  options_.wal_busy_bytes = 256 << 10;
  auto database = opened();
  database->start();
  std::uintmax_t largest = 0;
  for (int id = 1; id <= 150; ++id) {
    testing::write_pair(*database, id, 4'000);
    largest = std::max(largest, std::filesystem::file_size(options_.path.string() + "-wal"));
  }
  EXPECT_GT(largest, 64U << 10);
  EXPECT_LT(largest, 512U << 10);
}

TEST_F(DatabaseTest, ALongReaderMakesTheLogGrowOnlyAsLongAsItReads) {
  options_.wal_idle_bytes = 64 << 10;
  options_.wal_busy_bytes = 128 << 10;
  auto database = filled(1);
  database->start();
  const auto log = [&] { return std::filesystem::file_size(options_.path.string() + "-wal"); };
  auto reader = database->open_reader();
  int id = 2;
  {
    const Snapshot snapshot(*reader);
    EXPECT_EQ(reader->maybe_integer(pairs::count), 1);
    while (id < 40) testing::write_pair(*database, id++, 20'000);
    EXPECT_GT(log(), 1U << 20);
  }
  while (id < 60) testing::write_pair(*database, id++, 20'000);
  EXPECT_LT(log(), 512U << 10);
}

TEST_F(DatabaseTest, BootstrapTransactionsRollBack) {
  auto database = opened();
  const auto fails = [](Session& tx) {
    testing::insert_pair(tx, 1);
    throw std::runtime_error("no");
  };
  EXPECT_THROW(database->bootstrap_transaction(fails), std::runtime_error);
  EXPECT_EQ(database->bootstrap().maybe_integer(pairs::count), 0);
}

TEST_F(DatabaseTest, BackupIsOneStateWhileWritesGoOn) {
  auto database = filled(20'000);
  database->start();
  const auto target = folder_ / "copy.db";
  int id = 20'001;
  std::int64_t steps = 0, last_total = 0;
  database->backup_to(target, [&](std::int64_t, std::int64_t total) {
    ++steps;
    last_total = total;
    for (int i = 0; i < 5; ++i) testing::write_pair(*database, id++);
  });
  EXPECT_GT(steps, 1);
  EXPECT_GT(last_total, 500);
  database.reset();
  options_.path = target;
  options_.check = StartCheck::full;
  auto copy = opened();
  EXPECT_EQ(copy->bootstrap().maybe_integer(pairs::count), 20'000);
  EXPECT_EQ(testing::ids(copy->bootstrap(), pairs::bookings),
            testing::ids(copy->bootstrap(), pairs::notices));
}

TEST_F(DatabaseTest, BackupNeverOverwritesAndLeavesNoHalfFile) {
  auto database = filled(10);
  const auto nothing = [](std::int64_t, std::int64_t) {};
  std::ofstream(folder_ / "there.db") << "precious";
  EXPECT_THROW(database->backup_to(folder_ / "there.db", nothing), StorageFailed);
  const auto fails = [](std::int64_t, std::int64_t) { throw std::runtime_error("cancelled"); };
  EXPECT_THROW(database->backup_to(folder_ / "half.db", fails), std::runtime_error);
  for (const auto& entry : std::filesystem::directory_iterator(folder_)) {
    EXPECT_FALSE(entry.path().filename().string().starts_with("half")) << entry.path();
  }
}

}  // namespace
}  // namespace meme::sql
