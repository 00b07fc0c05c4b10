// The disk itself, under plain SQLite: it must take away what was not synced, and nothing else.
#include "lossy_disk.h"

#include <gtest/gtest.h>
#include <sqlite3.h>

#include <set>

namespace meme::powerloss {
namespace {

struct Connection {
  Connection(const LossyDisk& disk, const std::string& pragmas) {
    const int flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE;
    sqlite3_open_v2("/shop.db", &db, flags, disk.name().c_str());
    run("PRAGMA journal_mode=WAL");
    run("PRAGMA wal_autocheckpoint=8");
    run(pragmas);
  }
  ~Connection() { sqlite3_close_v2(db); }
  Connection(const Connection&) = delete;
  Connection& operator=(const Connection&) = delete;

  int run(const std::string& text) {
    return sqlite3_exec(db, text.c_str(), nullptr, nullptr, nullptr);
  }
  std::string text(const char* query) {
    std::string out;
    const auto append = [](void* into, int, char** values, char**) {
      *static_cast<std::string*>(into) += values[0] != nullptr ? values[0] : "null";
      return 0;
    };
    if (sqlite3_exec(db, query, append, &out, nullptr) != SQLITE_OK) return sqlite3_errmsg(db);
    return out;
  }

  sqlite3* db = nullptr;
};

struct Toll {
  int cuts = 0;
  int lost = 0;
  int damaged = 0;
  int half = 0;
};

// Writes pairs of rows until the power fails, and counts what is wrong afterwards.
void one_cut(LossyDisk& disk, std::uint64_t seed, const std::string& pragmas, Toll& toll) {
  Random random(seed);
  disk.load({});
  std::set<int> acknowledged;
  {
    Connection shop(disk, pragmas);
    shop.run("CREATE TABLE a(id INTEGER PRIMARY KEY, note TEXT); CREATE TABLE b(id INT)");
    disk.cut_after(static_cast<std::int64_t>(1 + random.below(300)));
    for (int i = 1; i <= 100 && !disk.is_cut(); ++i) {
      const auto id = std::to_string(i);
      const auto note = std::string(random.below(900), 'x');
      const bool ok = shop.run("BEGIN IMMEDIATE; INSERT INTO a VALUES(" + id + ",'" + note +
                               "'); INSERT INTO b VALUES(" + id + "); COMMIT") == SQLITE_OK;
      if (ok) acknowledged.insert(i);
      if (!ok) shop.run("ROLLBACK");
    }
    disk.cut();
  }
  disk.power_on(random);
  ++toll.cuts;
  Connection shop(disk, pragmas);
  if (shop.text("PRAGMA integrity_check") != "ok") {
    ++toll.damaged;
    return;
  }
  int missing = 0;
  for (const int id : acknowledged) {
    missing += shop.text(("SELECT count(*) FROM a WHERE id=" + std::to_string(id)).c_str()) != "1";
  }
  toll.lost += missing != 0;
  toll.half += shop.text("SELECT count(*) FROM a WHERE id NOT IN (SELECT id FROM b)") != "0" ||
               shop.text("SELECT count(*) FROM b WHERE id NOT IN (SELECT id FROM a)") != "0";
}

Toll cuts(const char* name, const std::string& pragmas, int count) {
  LossyDisk disk(name);
  Toll toll;
  for (int seed = 0; seed < count; ++seed) {
    one_cut(disk, static_cast<std::uint64_t>(seed), pragmas, toll);
  }
  return toll;
}

TEST(LossyDisk, SyncedCommitsSurvive) {
  const auto toll = cuts("disk-full", "PRAGMA synchronous=FULL", 300);
  EXPECT_EQ(toll.lost, 0);
  EXPECT_EQ(toll.damaged, 0);
  EXPECT_EQ(toll.half, 0);
}

TEST(LossyDisk, UnsyncedCommitsAreLost) {
  const auto toll = cuts("disk-normal", "PRAGMA synchronous=NORMAL", 300);
  EXPECT_GT(toll.lost, 30);
  EXPECT_EQ(toll.damaged, 0);
}

TEST(LossyDisk, WithoutAnySyncTheFileIsDamaged) {
  const auto toll = cuts("disk-off", "PRAGMA synchronous=OFF", 300);
  EXPECT_GT(toll.lost + toll.damaged + toll.half, 100);
  EXPECT_GT(toll.damaged, 0);
}

TEST(LossyDisk, SharesItsLogBetweenConnections) {
  LossyDisk disk("disk-shared");
  Connection writer(disk, "CREATE TABLE a(id INTEGER PRIMARY KEY)");
  Connection reader(disk, "PRAGMA query_only=1");
  EXPECT_EQ(writer.run("INSERT INTO a VALUES(1)"), SQLITE_OK);
  EXPECT_EQ(reader.text("SELECT id FROM a"), "1");
  EXPECT_EQ(writer.run("BEGIN IMMEDIATE"), SQLITE_OK);
  Connection second(disk, "");
  EXPECT_EQ(second.run("BEGIN IMMEDIATE"), SQLITE_BUSY);
  EXPECT_EQ(writer.run("INSERT INTO a VALUES(2); COMMIT"), SQLITE_OK);
  EXPECT_EQ(reader.text("SELECT count(*) FROM a"), "2");
}

TEST(LossyDisk, ReportsFailedSyncsAndAFullDisk) {
  LossyDisk disk("disk-faults");
  Connection shop(disk, "PRAGMA synchronous=FULL; CREATE TABLE a(note TEXT)");
  disk.fail_syncs(true);
  EXPECT_EQ(shop.run("INSERT INTO a VALUES('x')"), SQLITE_IOERR);
  disk.fail_syncs(false);
  disk.limit_space(1);
  EXPECT_EQ(shop.run("INSERT INTO a VALUES('" + std::string(100'000, 'y') + "')"), SQLITE_FULL);
}

}  // namespace
}  // namespace meme::powerloss
