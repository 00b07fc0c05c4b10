// Acknowledged writes survive the loss of power; nothing is ever there by halves. The control shows
// that the disk really forgets: with synchronous=NORMAL acknowledged writes are lost.
#include <gtest/gtest.h>

#include <cstdlib>

#include "base/random.h"
#include "runtime/log.h"
#include "sql/testing/power_loss_disk.h"
#include "sql/testing/rows.h"

namespace meme::sql {
namespace {

namespace pairs = testing::pairs;

struct Tally {
  int cuts = 0;
  int lost = 0;
  int halves = 0;
  int unreadable = 0;
};

DatabaseOptions options_for(const testing::PowerLossDisk& disk, Synchronous synchronous) {
  return {.path = "/b.db",
          .vfs = disk.vfs(),
          .synchronous = synchronous,
          .readers = 1,
          .wal_idle_bytes = 64 << 10,  // so that checkpoints are among what is cut
          .wal_busy_bytes = 256 << 10,
          .check = StartCheck::full};
}

// Writes until the power fails; the ids that were acknowledged.
std::set<std::int64_t> write_until_cut(Database& database, const testing::PowerLossDisk& disk,
                                       Random& random) {
  std::set<std::int64_t> acknowledged;
  for (std::int64_t id = 1; id <= 300 && !disk.is_cut(); ++id) {
    try {
      testing::write_pair(database, id, random.below(900));
      acknowledged.insert(id);
    } catch (const Error&) {
    }
  }
  return acknowledged;
}

void look_after_cut(const DatabaseOptions& options, const std::set<std::int64_t>& acknowledged,
                    Tally& tally) {
  ++tally.cuts;
  auto database = Database::open(options);
  if (!database) {
    ++tally.unreadable;
    return;
  }
  // Without synced commits even the tables may be lost.
  EXPECT_TRUE((*database)->migrate(testing::pair_schema, "pairs"));
  Session& session = (*database)->bootstrap();
  const auto bookings = testing::ids(session, pairs::bookings);
  if (bookings != testing::ids(session, pairs::notices)) ++tally.halves;
  if (!std::ranges::includes(bookings, acknowledged)) ++tally.lost;
}

Tally cut_many_times(Synchronous synchronous, std::uint64_t seeds) {
  Tally tally;
  for (std::uint64_t seed = 0; seed < seeds; ++seed) {
    Random random(seed);
    testing::PowerLossDisk disk;
    const DatabaseOptions options = options_for(disk, synchronous);
    std::set<std::int64_t> acknowledged;
    {
      auto database = Database::open(options);
      EXPECT_TRUE((*database)->migrate(testing::pair_schema, "pairs"));
      (*database)->start();
      disk.cut_after(random.between(1, 600));
      acknowledged = write_until_cut(**database, disk, random);
    }
    if (!disk.is_cut()) continue;
    disk.restore_power(random());
    look_after_cut(options, acknowledged, tally);
  }
  return tally;
}

class PowerLossTest : public ::testing::Test {
 protected:
  // Hundreds of failed commits are the point here, not news.
  void SetUp() override { log::configure({.level = log::Level::error, .descriptor = -1}); }
  void TearDown() override { log::configure({}); }
};

TEST_F(PowerLossTest, NothingAcknowledgedIsLost) {
  // The long run sets the variable; 300 cuts take about two seconds.
  const char* const wanted = std::getenv("MEME_TEST_POWER_CUTS");
  const std::uint64_t seeds = wanted ? std::stoull(wanted) : 300;
  const Tally tally = cut_many_times(Synchronous::full, seeds);
  EXPECT_GT(tally.cuts, static_cast<int>(seeds / 2));
  RecordProperty("cuts", tally.cuts);
  EXPECT_EQ(tally.lost, 0);
  EXPECT_EQ(tally.halves, 0);
  EXPECT_EQ(tally.unreadable, 0);
}

TEST_F(PowerLossTest, WithoutSyncedCommitsAcknowledgedWritesAreLost) {
  const Tally tally = cut_many_times(Synchronous::normal, 60);
  EXPECT_GT(tally.lost, 0);
  EXPECT_EQ(tally.unreadable, 0);
}

}  // namespace
}  // namespace meme::sql
