#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "runtime/log.h"
#include "sql/database.h"
#include "sql/testing/power_loss_disk.h"

namespace meme::sql {
namespace {

using ::testing::HasSubstr;
using Reason = OpenRefusal::Reason;

constexpr Migration first_only[] = {
    {1, "0001_people",
     "CREATE TABLE person (id INTEGER PRIMARY KEY, name TEXT) STRICT;"
     "INSERT INTO person VALUES (1, 'ann'), (2, 'bob'), (3, 'cy');"}};
constexpr Migration both[] = {{1, "0001_people",
                               "CREATE TABLE person (id INTEGER PRIMARY KEY, name TEXT) STRICT;"
                               "INSERT INTO person VALUES (1, 'ann'), (2, 'bob'), (3, 'cy');"},
                              {2, "0002_length",
                               "ALTER TABLE person ADD COLUMN length INTEGER;"
                               "UPDATE person SET length = length(name);"
                               "CREATE INDEX person_length ON person (length);"}};
constexpr Migration edited[] = {
    {1, "0001_people", "CREATE TABLE person (id INTEGER PRIMARY KEY) STRICT;"}};
constexpr Migration failing[] = {
    {1, "0001_people", "CREATE TABLE person (id INTEGER PRIMARY KEY) STRICT; SELEC nonsense;"}};
constexpr Migration committing[] = {
    {1, "0001_people", "CREATE TABLE person (id INTEGER PRIMARY KEY) STRICT; COMMIT;"}};

constexpr Query steps{"test.steps", "SELECT count(*) FROM schema_step"};
constexpr Query tables{
    "test.tables", "SELECT count(*) FROM sqlite_schema WHERE name IN ('person', 'schema_step')"};
constexpr Query people{"test.people", "SELECT count(*) FROM person"};
constexpr Query lengths{"test.lengths", "SELECT sum(length) FROM person"};

class MigrationsTest : public ::testing::Test {
 protected:
  void SetUp() override { log::configure({.level = log::Level::error, .descriptor = -1}); }
  void TearDown() override { log::configure({}); }

  std::unique_ptr<Database> opened() {
    auto database = Database::open({.path = "/m.db", .vfs = disk_.vfs(), .readers = 1});
    if (!database) throw std::runtime_error(database.error().message);
    return std::move(*database);
  }

  testing::PowerLossDisk disk_;
};

TEST_F(MigrationsTest, StepsAreAppliedOnceAndModulesAreCountedApart) {
  EXPECT_TRUE(opened()->migrate(first_only, "people"));
  for (int round = 0; round < 2; ++round) {
    auto database = opened();
    EXPECT_TRUE(database->migrate(both, "people"));
    EXPECT_EQ(database->bootstrap().maybe_integer(steps), 2);
    EXPECT_EQ(database->bootstrap().maybe_integer(lengths), 8);
  }
  auto database = opened();
  EXPECT_TRUE(database->migrate({}, "other"));
}

TEST_F(MigrationsTest, ANewerDatabaseIsRefused) {
  ASSERT_TRUE(opened()->migrate(both, "people"));
  const auto refused = opened()->migrate(first_only, "people");
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().reason, Reason::newer);
  EXPECT_THAT(refused.error().message, HasSubstr("0002_length"));
}

TEST_F(MigrationsTest, AnEditedStepIsRefused) {
  ASSERT_TRUE(opened()->migrate(first_only, "people"));
  const auto refused = opened()->migrate(edited, "people");
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().reason, Reason::altered);
}

TEST_F(MigrationsTest, AFailingStepLeavesNothing) {
  auto database = opened();
  EXPECT_THROW(static_cast<void>(database->migrate(failing, "people")), Error);
  EXPECT_EQ(database->bootstrap().maybe_integer(tables), 0);
  EXPECT_TRUE(database->migrate(both, "people"));
}

TEST_F(MigrationsTest, AStepMayNotEndItsTransaction) {
  EXPECT_THROW(static_cast<void>(opened()->migrate(committing, "people")), Error);
}

// The power fails at every single write, truncation and sync of opening and migrating, several
// disks each: afterwards every step is there whole or not at all, and the next start completes
// them.
TEST_F(MigrationsTest, ACutAtAnyWriteLeavesNoHalfStep) {
  int cuts = 0;
  for (std::int64_t at = 1;; ++at) {
    bool reached_the_end = false;
    for (std::uint64_t seed = 0; seed < 8; ++seed) {
      testing::PowerLossDisk disk;
      const DatabaseOptions options{.path = "/m.db", .vfs = disk.vfs(), .readers = 1};
      disk.cut_after(at);
      try {
        auto database = Database::open(options);
        if (database) static_cast<void>((*database)->migrate(both, "people"));
      } catch (const Error&) {
      }
      reached_the_end = !disk.is_cut();
      disk.restore_power(seed);
      auto database = Database::open(options);
      ASSERT_TRUE(database) << database.error().message << " cut at " << at << " seed " << seed;
      Session& session = (*database)->bootstrap();
      const auto there = session.maybe_integer(tables);
      ASSERT_TRUE(there == 0 || there == 2) << "cut at " << at << " seed " << seed;
      if (there == 2) {
        ASSERT_EQ(session.maybe_integer(people), 3);
        if (session.maybe_integer(steps) == 2) {
          ASSERT_EQ(session.maybe_integer(lengths), 8);
        }
      }
      ASSERT_TRUE((*database)->migrate(both, "people"));
      ASSERT_EQ(session.maybe_integer(lengths), 8);
      ++cuts;
    }
    if (reached_the_end) break;
  }
  EXPECT_GT(cuts, 100);
}

}  // namespace
}  // namespace meme::sql
