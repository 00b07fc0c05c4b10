// A disk that is full or cannot sync: writes are refused, reads go on, and writes work again by
// themselves.
#include <gtest/gtest.h>

#include "runtime/log.h"
#include "sql/testing/power_loss_disk.h"
#include "sql/testing/rows.h"

namespace meme::sql {
namespace {

namespace pairs = testing::pairs;

class StorageFailureTest : public ::testing::Test {
 protected:
  void SetUp() override {
    log::configure({.level = log::Level::error, .descriptor = -1});
    open();
    ASSERT_TRUE(database_->migrate(testing::pair_schema, "pairs"));
    database_->start();
    testing::write_pair(*database_, 1);
  }
  void TearDown() override {
    database_.reset();
    log::configure({});
  }
  void open() {
    auto opened = Database::open({.path = "/b.db", .vfs = disk_.vfs(), .readers = 1});
    ASSERT_TRUE(opened) << opened.error().message;
    database_ = std::move(*opened);
  }
  std::set<std::int64_t> readable() {
    auto reader = database_->open_reader();
    return testing::ids(*reader, pairs::bookings);
  }

  testing::PowerLossDisk disk_;
  std::unique_ptr<Database> database_;
};

TEST_F(StorageFailureTest, AFullDiskRefusesWritesAndKeepsReading) {
  disk_.set_capacity(disk_.used());
  for (int id = 2; id < 5; ++id) {
    EXPECT_THROW(testing::write_pair(*database_, id, 100'000), StorageFull);
    EXPECT_EQ(readable(), (std::set<std::int64_t>{1}));
  }
  disk_.set_capacity(INT64_MAX);
  testing::write_pair(*database_, 5, 100'000);
  EXPECT_EQ(readable(), (std::set<std::int64_t>{1, 5}));
}

TEST_F(StorageFailureTest, AFailedSyncIsNeverAnAcknowledgement) {
  for (int id = 2; id < 6; ++id) {
    disk_.fail_syncs(1);
    EXPECT_THROW(testing::write_pair(*database_, id), StorageFailed);
    EXPECT_EQ(readable(), (std::set<std::int64_t>{1}));
  }
  testing::write_pair(*database_, 6);
  EXPECT_EQ(readable(), (std::set<std::int64_t>{1, 6}));
}

// After a failed sync Linux forgets what was to be written. What is acknowledged later must not
// depend on it.
TEST_F(StorageFailureTest, WritesAfterAFailedSyncSurviveAPowerCut) {
  for (int id = 2; id < 30; id += 2) {
    disk_.fail_syncs(1);
    EXPECT_THROW(testing::write_pair(*database_, id, 5'000), StorageFailed);
    testing::write_pair(*database_, id + 1, 50);
  }
  const auto acknowledged = readable();
  disk_.cut();
  EXPECT_THROW(testing::write_pair(*database_, 100), StorageFailed);
  database_.reset();
  disk_.restore_power(7);
  open();
  EXPECT_EQ(testing::ids(database_->bootstrap(), pairs::bookings), acknowledged);
  EXPECT_EQ(testing::ids(database_->bootstrap(), pairs::notices), acknowledged);
}

// The refused transaction may be whole in the log. It must not come back once something was
// acknowledged after it.
TEST_F(StorageFailureTest, ARefusedWriteDoesNotComeBackAfterARecovery) {
  disk_.fail_syncs(1);
  EXPECT_THROW(testing::write_pair(*database_, 2, 9'000), StorageFailed);
  testing::write_pair(*database_, 3);
  database_->writes().stop();
  disk_.cut_after(1);
  database_.reset();
  disk_.restore_power(1);
  open();
  EXPECT_EQ(testing::ids(database_->bootstrap(), pairs::bookings), (std::set<std::int64_t>{1, 3}));
}

TEST_F(StorageFailureTest, AFailedCheckpointLosesNothing) {
  for (int id = 2; id < 20; ++id) testing::write_pair(*database_, id, 20'000);
  database_->writes().stop();
  disk_.set_capacity(disk_.used());
  database_.reset();  // its last checkpoint finds no space
  disk_.set_capacity(INT64_MAX);
  open();
  EXPECT_EQ(testing::ids(database_->bootstrap(), pairs::bookings).size(), 19U);
}

}  // namespace
}  // namespace meme::sql
