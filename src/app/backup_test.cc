#include "app/backup.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <fstream>

#include "app/restore.h"
#include "runtime/failpoints.h"
#include "runtime/log.h"
#include "sql/testing/rows.h"

namespace meme::app {
namespace {

namespace fs = std::filesystem;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

constexpr Instant noon{std::chrono::milliseconds{1'795'000'000'123}};
constexpr auto no_progress = [](std::int64_t, std::int64_t) {};

// The steps are those of a module that the programme knows, so that they can be restored.
constexpr sql::Migration known_module[] = {
    {1, "0001_pairs",
     "CREATE TABLE booking (id INTEGER PRIMARY KEY, slot INTEGER NOT NULL, note TEXT NOT NULL) "
     "STRICT; CREATE TABLE notice (booking INTEGER PRIMARY KEY, note TEXT NOT NULL) STRICT;"}};

class BackupTest : public ::testing::Test {
 protected:
  void SetUp() override {
    log::configure({.level = log::Level::error});
    folder_ = fs::path(::testing::TempDir()) / ("backup-" + std::to_string(::getpid()));
    fs::remove_all(folder_);
    fs::create_directories(folder_);
  }
  void TearDown() override {
    fs::remove_all(folder_);
    log::configure({});
  }
  std::unique_ptr<sql::Database> serving(const std::string& module = "outbox") {
    auto opened = sql::Database::open({.path = path()});
    if (!opened) throw std::runtime_error(opened.error().message);
    EXPECT_TRUE((*opened)->migrate(known_module, module));
    (*opened)->start();
    return std::move(*opened);
  }
  fs::path path() const { return folder_ / "meme.db"; }
  fs::path backup(Instant at = noon) {
    return create_backup(sql::DatabaseFile(path()), folder_ / "backups", at, no_progress);
  }
  std::int64_t rows() {
    return *sql::DatabaseFile(path()).read()->maybe_integer(sql::testing::pairs::count);
  }
  // What a killed server leaves: the newest writes are in the log alone.
  void end_as_if_killed(std::unique_ptr<sql::Database> server) {
    const fs::path log = path().string() + "-wal", kept = folder_ / "kept";
    fs::create_directories(kept);
    fs::copy_file(path(), kept / "database");
    fs::copy_file(log, kept / "log");
    server.reset();
    fs::rename(kept / "database", path());
    fs::rename(kept / "log", log);
  }
  fs::path kept_aside() const {
    for (const auto& entry : fs::directory_iterator(folder_)) {
      const std::string name = entry.path().filename().string();
      if (name.contains(".replaced-") && !name.ends_with("-wal")) return entry.path();
    }
    return {};
  }
  RestoreRequest request(const fs::path& from, bool force) const {
    return {.backup = from, .database = path(), .force = force, .now = noon};
  }

  fs::path folder_;
};

TEST_F(BackupTest, IsMadeWhileServingAndCanBeVerified) {
  auto server = serving();
  sql::testing::write_pair(*server, 1);
  const fs::path made = backup();
  EXPECT_EQ(made.filename(), "meme-20261118T110640Z");
  sql::testing::write_pair(*server, 2);
  EXPECT_THAT(verify_backup(made), IsEmpty());
  const auto manifest = read_manifest(made);
  ASSERT_TRUE(manifest);
  EXPECT_EQ(manifest->created_at, noon);
  ASSERT_EQ(manifest->schema.size(), 1U);
  EXPECT_EQ(manifest->schema[0].module, "outbox");
  EXPECT_THAT(list_backups(folder_ / "backups"), ::testing::ElementsAre(made));
}

TEST_F(BackupTest, IsForItsOwnerAlone) {
  serving();
  const fs::path made = backup();
  for (const fs::path& each : {made, folder_ / "backups"}) {
    struct stat status{};
    ASSERT_EQ(::stat(each.c_str(), &status), 0);
    EXPECT_EQ(status.st_mode & 077, 0U) << each;
  }
}

TEST_F(BackupTest, NeverReplacesAnother) {
  serving();
  backup();
  EXPECT_THROW(backup(), std::runtime_error);
  fs::remove(path());
  EXPECT_THROW(backup(noon + std::chrono::hours{1}), std::runtime_error);
  EXPECT_EQ(list_backups(folder_ / "backups").size(), 1U);
}

TEST_F(BackupTest, DamageIsFound) {
  serving();
  const fs::path made = backup();
  {
    std::fstream copy(made / "meme.db", std::ios::in | std::ios::out | std::ios::binary);
    copy.seekp(5'000);
    copy << "x";
  }
  EXPECT_THAT(verify_backup(made).at(0), HasSubstr("checksum"));
  fs::resize_file(made / "meme.db", 4'096);
  EXPECT_THAT(verify_backup(made).at(0), HasSubstr("size"));
  std::ofstream(made / "manifest.json") << "{\"format\":1}";
  EXPECT_THAT(verify_backup(made).at(0), HasSubstr("cannot be read"));
  fs::remove(made / "manifest.json");
  EXPECT_THAT(verify_backup(made).at(0), HasSubstr("is no backup"));
}

TEST_F(BackupTest, RestoreBringsBackTheStateAndKeepsTheOldFileAside) {
  auto server = serving();
  sql::testing::write_pair(*server, 1);
  const fs::path made = backup();
  sql::testing::write_pair(*server, 2);
  EXPECT_THAT(plan_restore(request(made, true)).obstacles.at(0), HasSubstr("in use"));
  server.reset();
  EXPECT_THAT(plan_restore(request(made, false)).obstacles.at(0), HasSubstr("--force"));
  EXPECT_THROW(restore(request(made, false)), std::runtime_error);
  EXPECT_EQ(rows(), 2);
  const RestorePlan done = restore(request(made, true));
  EXPECT_EQ(rows(), 1);
  EXPECT_TRUE(serving() != nullptr);
  EXPECT_EQ(sql::DatabaseFile(done.aside).read()->maybe_integer(sql::testing::pairs::count), 2);
}

TEST_F(BackupTest, ADamagedDatabaseIsReplaced) {
  serving();
  const fs::path made = backup();
  std::ofstream(path(), std::ios::trunc) << "rubbish";
  EXPECT_FALSE(sql::Database::open({.path = path()}));
  restore(request(made, true));
  EXPECT_TRUE(sql::Database::open({.path = path()}));
}

TEST_F(BackupTest, ALogWithoutItsDatabaseIsKeptAway) {
  auto server = serving();
  sql::testing::write_pair(*server, 1);
  const fs::path made = backup();
  server.reset();
  fs::remove(path());
  std::ofstream(path().string() + "-wal") << "what another database left";
  restore(request(made, false));
  EXPECT_FALSE(fs::exists(path().string() + "-wal"));
  EXPECT_EQ(rows(), 1);
}

TEST_F(BackupTest, ABackupOfANewerVersionIsNotRestored) {
  serving("module of tomorrow");
  const fs::path made = backup();
  fs::remove(path());
  EXPECT_THAT(plan_restore(request(made, false)).obstacles.at(0), HasSubstr("newer version"));
}

// Killed at each step: the old database is there, or a start is refused until the restore is run
// again.
TEST_F(BackupTest, AKilledRestoreCanBeRunAgain) {
  for (const char* place : {"restore.copied=kill", "restore.aside=kill@1", "restore.aside=kill@2",
                            "restore.moved=kill"}) {
    SCOPED_TRACE(place);
    SetUp();
    {
      auto server = serving();
      sql::testing::write_pair(*server, 1);
      backup();
      sql::testing::write_pair(*server, 2);
      end_as_if_killed(std::move(server));
    }
    const fs::path made = list_backups(folder_ / "backups").at(0);
    const pid_t child = ::fork();
    if (child == 0) {
      runtime::failpoints::arm(place);
      restore(request(made, true));
      ::_exit(0);
    }
    int status = 0;
    ASSERT_EQ(::waitpid(child, &status, 0), child);
    ASSERT_TRUE(WIFSIGNALED(status) && WTERMSIG(status) == SIGKILL);
    const auto opened = sql::Database::open({.path = path()});
    ASSERT_FALSE(opened);
    EXPECT_THAT(opened.error().message, HasSubstr("Run meme restore again"));
    restore(request(made, true));
    EXPECT_EQ(rows(), 1);
    const auto aside = sql::DatabaseFile(kept_aside()).read();
    EXPECT_EQ(aside->maybe_integer(sql::testing::pairs::count), 2) << "its log went with it";
  }
}

}  // namespace
}  // namespace meme::app
