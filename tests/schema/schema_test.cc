// What the PostgreSQL schema itself refuses, whoever writes, and that it can be spread over several
// servers by artist.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "booking/migrations.h"
#include "catalogue/migrations.h"
#include "identity/migrations.h"
#include "members/migrations.h"
#include "outbox/migrations.h"
#include "runtime/log.h"
#include "sql/database.h"
#include "sql/testing/postgres_server.h"

namespace meme {
namespace {

using sql::Constraint;
using sql::Query;
using ::testing::ElementsAre;
using ::testing::IsEmpty;

constexpr Query claim{"test.claim",
                      "INSERT INTO claim (artist_id, start, \"end\", kind, owner_id) VALUES ($1, "
                      "$2, $3, 3, 1)"};
constexpr Query move_claim{"test.move", "UPDATE claim SET \"end\" = \"end\" + 1"};
constexpr Query put_fence{"test.fence",
                          "INSERT INTO fence VALUES ($1, $2) ON CONFLICT (artist_id) DO UPDATE SET "
                          "last = excluded.last"};
constexpr Query write_history{"test.history",
                              "INSERT INTO history VALUES (1, 1, 0, 4, 0, 'book', 2, '')"};
constexpr Query erase_history{"test.erase", "DELETE FROM history"};
constexpr Query rewrite_history{"test.rewrite", "UPDATE history SET detail = 'x'"};
// Keys and exclusions of tables that belong to artists, without the artist in them.
constexpr Query keys_without_artist{
    "test.keys",
    "SELECT c.relname || '.' || i.indexrelid::regclass::text FROM pg_index i"
    " JOIN pg_class c ON c.oid = i.indrelid"
    " JOIN pg_attribute a ON a.attrelid = c.oid AND a.attname = 'artist_id'"
    " WHERE (i.indisunique OR i.indisexclusion) AND NOT a.attnum = ANY (i.indkey)"
    " AND c.relnamespace = current_schema()::regnamespace"};
constexpr Query tables_without_key{
    "test.tables",
    "SELECT c.relname::text FROM pg_class c WHERE c.relkind IN ('r', 'p') AND"
    " c.relnamespace = current_schema()::regnamespace AND NOT EXISTS"
    " (SELECT 1 FROM pg_index i WHERE i.indrelid = c.oid AND i.indisprimary)"};
constexpr Query count_tables{
    "test.count_tables",
    "SELECT count(*) FROM pg_class c WHERE c.relkind IN ('r', 'p') AND NOT c.relispartition AND"
    " c.relnamespace = current_schema()::regnamespace"};
constexpr Query partitioned{
    "test.partitioned",
    "SELECT c.relname || ' ' || pg_get_partkeydef(c.oid) FROM pg_class c WHERE"
    " c.relkind = 'p' AND c.relnamespace = current_schema()::regnamespace"};
constexpr Query exclusions{
    "test.exclusions",
    "SELECT DISTINCT pg_get_constraintdef(k.oid) || ' on ' || (count(*) OVER ())::text"
    " FROM pg_inherits h JOIN pg_constraint k ON k.conrelid = h.inhrelid AND k.contype = 'x'"
    " WHERE h.inhparent = 'claim'::regclass"};

class SchemaTest : public ::testing::Test {
 protected:
  void SetUp() override {
    log::configure({.level = log::Level::error, .descriptor = -1});
    sql::DatabaseOptions options;
    options.url = sql::testing::PostgresServer::shared().fresh_database();
    options.readers = 1;
    database_ = std::move(sql::Database::open(options).value());
    migrate(booking::migrations, "booking");
  }
  void TearDown() override { log::configure({}); }

  void migrate(std::span<const sql::Migration> steps, std::string_view module) {
    const auto migrated = database_->migrate(steps, module);
    ASSERT_TRUE(migrated) << migrated.error().message;
  }
  sql::Session& db() { return database_->bootstrap(); }
  std::vector<std::string> texts(const Query& query) {
    std::vector<std::string> found;
    db().each(query, [&found](const sql::Row& row) { found.emplace_back(row.text(0)); });
    return found;
  }

  std::unique_ptr<sql::Database> database_;
};

TEST_F(SchemaTest, ClaimsOfOneArtistNeverOverlap) {
  db().execute(claim, 7, 600, 660);
  for (const auto [start, end] :
       {std::pair{600, 660}, {630, 690}, {570, 601}, {610, 620}, {0, 900}})
    EXPECT_THROW(db().execute(claim, 7, start, end), Constraint) << start << "-" << end;
  EXPECT_EQ(db().execute(claim, 7, 660, 720), 1);
  EXPECT_EQ(db().execute(claim, 7, 540, 600), 1);
  EXPECT_EQ(db().execute(claim, 8, 600, 660), 1);
  EXPECT_THROW(db().execute(move_claim), Constraint);
}

TEST_F(SchemaTest, FencesOnlyGrow) {
  db().execute(put_fence, 7, 3);
  EXPECT_THROW(db().execute(put_fence, 7, 3), Constraint);
  EXPECT_THROW(db().execute(put_fence, 7, 2), Constraint);
  EXPECT_EQ(db().execute(put_fence, 7, 4), 1);
}

TEST_F(SchemaTest, HistoryIsKept) {
  db().execute(write_history);
  EXPECT_THROW(db().execute(erase_history), Constraint);
  EXPECT_THROW(db().execute(rewrite_history), Constraint);
}

TEST_F(SchemaTest, EveryModuleHasItsTables) {
  migrate(outbox::migrations, "outbox");
  migrate(members::migrations, "members");
  migrate(identity::migrations, "identity");
  migrate(catalogue::migrations, "catalogue");
  EXPECT_THAT(texts(tables_without_key), IsEmpty());
  EXPECT_EQ(db().maybe_integer(count_tables), 29);
}

TEST_F(SchemaTest, WhatBelongsToAnArtistCanLieOnOneServer) {
  EXPECT_THAT(texts(keys_without_artist), IsEmpty());
  EXPECT_THAT(texts(tables_without_key), IsEmpty());
  EXPECT_THAT(texts(partitioned), ElementsAre("claim HASH (artist_id)"));
  EXPECT_THAT(
      texts(exclusions),
      ElementsAre("EXCLUDE USING gist (artist_id WITH =, int8range(start, \"end\") WITH &&) "
                  "on 8"));
}

}  // namespace
}  // namespace meme
