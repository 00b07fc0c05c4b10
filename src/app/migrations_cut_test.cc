// The power fails at every single write of every module's migrations: afterwards each step is there
// whole or not at all, and the next start completes them.
#include <gtest/gtest.h>

#include <fmt/format.h>

#include "app/schema_versions.h"
#include "runtime/log.h"
#include "sql/sqlite/checks.h"
#include "sql/sqlite/connection.h"
#include "sql/testing/power_loss_disk.h"

namespace meme::app {
namespace {

using sql::sqlite::Connection;
using sql::testing::PowerLossDisk;

sql::DatabaseOptions options_on(const PowerLossDisk& disk) {
  return {.path = "/m.db", .vfs = disk.vfs(), .readers = 1, .check = sql::StartCheck::none};
}

// All that a step can change: objects with their text, and how many rows each table has.
std::string dump(Connection& connection) {
  std::string out;
  std::vector<std::string> tables;
  connection.for_each_row(
      "SELECT type, name, coalesce(sql, '') FROM sqlite_schema WHERE name <> 'schema_step' "
      "ORDER BY type, name",
      [&](const sql::Row& row) {
        out += fmt::format("{} {} {}\n", row.text(0), row.text(1), row.text(2));
        if (row.text(0) == "table") tables.emplace_back(row.text(1));
      });
  for (const std::string& table : tables) {
    out += fmt::format("{} {}\n", table, connection.ask("SELECT count(*) FROM " + table));
  }
  return out;
}

std::size_t steps_recorded(Connection& connection) {
  if (connection.ask("SELECT 1 FROM sqlite_schema WHERE name = 'schema_step'").empty()) return 0;
  return std::stoul(connection.ask("SELECT count(*) FROM schema_step"));
}

using Migrate = void (*)(const PowerLossDisk& disk);

void as_the_programme(const PowerLossDisk& disk) {
  auto database = sql::Database::open(options_on(disk));
  if (!database) return;  // the power is off already
  for (const ModuleSchema& module : known_schemas()) {
    const auto migrated = (*database)->migrate(module.steps, module.name);
    if (!migrated) throw sql::Error(migrated.error().message, 0);
  }
}

// The control: statements and the step's record commit one by one.
void without_transactions(const PowerLossDisk& disk) {
  Connection connection({.path = "/m.db", .vfs = disk.vfs()});
  connection.run(fmt::format("PRAGMA application_id = {}", sql::sqlite::application_id));
  connection.run("PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL");
  connection.run(
      "CREATE TABLE IF NOT EXISTS schema_step (module TEXT, number INTEGER, name TEXT, checksum "
      "TEXT)");
  for (const ModuleSchema& module : known_schemas()) {
    for (const sql::Migration& step : module.steps) {
      connection.run(step.text(sql::Engine::sqlite));
      connection.run(fmt::format("INSERT INTO schema_step VALUES ('{}', {}, '{}', '')", module.name,
                                 step.number(), step.name()));
    }
  }
}

struct Tally {
  int cuts = 0;
  int halves = 0;
  int unfinished = 0;  // starts afterwards that did not complete the steps
};

class MigrationsCutTest : public ::testing::Test {
 protected:
  void SetUp() override {
    log::configure({.level = log::Level::error, .descriptor = -1});
    PowerLossDisk disk;
    states_.emplace_back();
    auto database = sql::Database::open(options_on(disk));
    ASSERT_TRUE(database);
    for (const ModuleSchema& module : known_schemas()) {
      for (std::size_t count = 1; count <= module.steps.size(); ++count) {
        ASSERT_TRUE((*database)->migrate(module.steps.first(count), module.name));
        Connection connection({.path = "/m.db", .vfs = disk.vfs(), .read_only = true});
        states_.push_back(dump(connection));
      }
    }
  }
  void TearDown() override { log::configure({}); }

  // Cuts at every `stride`-th operation until one comes after the end.
  Tally cut_everywhere(Migrate migrate, int stride) {
    Tally tally;
    for (std::int64_t at = 1;; at += stride) {
      PowerLossDisk disk;
      disk.cut_after(at);
      try {
        migrate(disk);
      } catch (const sql::Error& cut) {
        EXPECT_TRUE(disk.is_cut()) << cut.what();
      }
      if (!disk.is_cut()) return tally;
      disk.restore_power(static_cast<std::uint64_t>(at));
      look(disk, tally);
    }
  }

  void look(const PowerLossDisk& disk, Tally& tally) {
    ++tally.cuts;
    tally.halves += is_whole(disk) ? 0 : 1;
    try {
      as_the_programme(disk);
      Connection connection({.path = "/m.db", .vfs = disk.vfs(), .read_only = true});
      tally.unfinished += dump(connection) == states_.back() ? 0 : 1;
    } catch (const sql::Error&) {
      ++tally.unfinished;
    }
  }

  bool is_whole(const PowerLossDisk& disk) {
    try {
      Connection connection({.path = "/m.db", .vfs = disk.vfs()});
      return dump(connection) == states_.at(steps_recorded(connection));
    } catch (const sql::Error&) {
      return false;
    }
  }

  std::vector<std::string> states_;  // after so many steps
};

TEST_F(MigrationsCutTest, EveryStepIsThereWholeOrNotAtAll) {
  std::size_t steps = 0;
  for (const ModuleSchema& module : known_schemas()) steps += module.steps.size();
  ASSERT_EQ(states_.size(), steps + 1);
  const Tally tally = cut_everywhere(as_the_programme, 1);
  RecordProperty("cuts", tally.cuts);
  EXPECT_GT(tally.cuts, static_cast<int>(8 * steps));
  EXPECT_EQ(tally.halves, 0);
  EXPECT_EQ(tally.unfinished, 0);
}

TEST_F(MigrationsCutTest, WithoutTransactionsStepsAreThereByHalves) {
  const Tally tally = cut_everywhere(without_transactions, 7);
  EXPECT_GT(tally.halves, 0);
}

}  // namespace
}  // namespace meme::app
