#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "sql/sqlite/connection.h"

namespace meme::sql {
namespace {

using sqlite::Connection;
using testing::ElementsAre;
using testing::HasSubstr;

constexpr Query create{"t.create",
                       "CREATE TABLE t (id INTEGER PRIMARY KEY, n INTEGER, x REAL, s TEXT, b BLOB, "
                       "CHECK (n <> 13)) STRICT"};
constexpr Query insert{"t.insert", "INSERT INTO t (id, n, x, s, b) VALUES ($1, $2, $3, $4, $5)"};
constexpr Query select_all{"t.all", "SELECT id, n, x, s, b FROM t ORDER BY id"};
constexpr Query swapped{"t.swapped", "SELECT $2, $1, $2"};
constexpr Query gap{"t.gap", "SELECT $1, $3"};
constexpr Query by_id{"t.by_id", "SELECT n FROM t WHERE id = $1"};
constexpr Query set_n{"t.set_n", "UPDATE t SET n = $1 WHERE id >= $2"};
constexpr Query broken{"t.broken", "SELEC 1"};

enum class Colour : std::uint8_t { red = 3 };

std::unique_ptr<Connection> in_memory() {
  auto connection = std::make_unique<Connection>(sqlite::ConnectionOptions{.path = ":memory:"});
  connection->execute(create);
  return connection;
}

TEST(Connection, ValuesComeBackAsTheyWentIn) {
  const auto db = in_memory();
  const std::string text("a\0ü", 4);
  const std::array<std::byte, 3> blob{std::byte{0}, std::byte{255}, std::byte{7}};
  db->execute(insert, ArtistId{7}, Colour::red, 1.5, text, std::span<const std::byte>(blob));
  db->execute(insert, 8, std::optional<int>{}, nullptr, "", std::span<const std::byte>{});
  int rows = 0;
  db->each(select_all, [&](const Row& row) {
    if (rows++ == 0) {
      EXPECT_EQ(row.id<ArtistId>(0), ArtistId{7});
      EXPECT_EQ(row.integer(1), 3);
      EXPECT_EQ(row.real(2), 1.5);
      EXPECT_EQ(row.text(3), text);
      EXPECT_EQ(row.blob(4).size(), 3U);
      EXPECT_EQ(row.blob(4)[1], std::byte{255});
      EXPECT_EQ(row.columns(), 5);
      return;
    }
    EXPECT_TRUE(row.is_null(1) && row.is_null(2));
    EXPECT_EQ(row.maybe_integer(1), std::nullopt);
    EXPECT_FALSE(row.is_null(3) || row.is_null(4));
    EXPECT_EQ(row.text(3), "");
    EXPECT_TRUE(row.blob(4).empty());
  });
  EXPECT_EQ(rows, 2);
}

TEST(Connection, TimesAreNumbers) {
  const auto db = in_memory();
  const Instant instant{std::chrono::milliseconds{1'234'567'890'123}};
  db->execute(insert, 1, instant, nullptr, nullptr, nullptr);
  db->execute(insert, 2, minute_of(29'000'000), nullptr, nullptr, nullptr);
  std::vector<std::int64_t> numbers;
  db->each(select_all, [&](const Row& row) { numbers.push_back(row.integer(1)); });
  EXPECT_THAT(numbers, ElementsAre(1'234'567'890'123, 29'000'000));
}

TEST(Connection, ParametersGoByTheirNumbersNotTheirOrder) {
  const auto db = in_memory();
  std::string seen;
  db->each(
      swapped,
      [&](const Row& row) {
        for (int i = 0; i < 3; ++i) seen += row.text(i);
      },
      "one", "two");
  EXPECT_EQ(seen, "twoonetwo");
}

TEST(Connection, WrongParametersAreRefused) {
  const auto db = in_memory();
  EXPECT_THROW(db->execute(by_id), Error);
  EXPECT_THROW(db->execute(by_id, 1, 2), Error);
  EXPECT_THROW(db->execute(gap, 1, 2), Error);
  for (int again = 0; again < 2; ++again) EXPECT_THROW(db->execute(broken), Error);
}

TEST(Connection, ExecuteCountsChangedRows) {
  const auto db = in_memory();
  for (int id = 1; id <= 4; ++id) {
    EXPECT_EQ(db->execute(insert, id, 0, nullptr, nullptr, nullptr), 1);
  }
  EXPECT_EQ(db->execute(set_n, 5, 3), 2);
  EXPECT_EQ(db->execute(set_n, 5, 30), 0);
  EXPECT_EQ(db->execute(select_all), 0);
}

TEST(Connection, MaybeOneTellsWhetherThereIsARow) {
  const auto db = in_memory();
  db->execute(insert, 1, 42, nullptr, nullptr, nullptr);
  EXPECT_EQ(db->maybe_integer(by_id, 1), 42);
  EXPECT_EQ(db->maybe_integer(by_id, 2), std::nullopt);
  EXPECT_FALSE(db->maybe_one(by_id, [](const Row&) {}, 2));
  db->execute(insert, 2, 42, nullptr, nullptr, nullptr);
  EXPECT_DEATH(db->maybe_one(select_all, [](const Row&) {}), "broken invariant");
}

TEST(Connection, ConstraintsCarryTheirText) {
  const auto db = in_memory();
  db->run(
      "CREATE TRIGGER guard BEFORE INSERT ON t WHEN NEW.n = 14 BEGIN "
      "SELECT RAISE(ABORT, 'claim overlaps'); END");
  try {
    db->execute(insert, 1, 14, nullptr, nullptr, nullptr);
    FAIL();
  } catch (const Constraint& refused) {
    EXPECT_THAT(refused.what(), HasSubstr("claim overlaps"));
  }
  EXPECT_THROW(db->execute(insert, 1, 13, nullptr, nullptr, nullptr), Constraint);
  EXPECT_EQ(db->execute(insert, 1, 12, nullptr, nullptr, nullptr), 1);
  EXPECT_THROW(db->execute(insert, 1, 12, nullptr, nullptr, nullptr), Constraint);
}

TEST(Connection, AThrowingVisitorLeavesTheStatementUsable) {
  const auto db = in_memory();
  db->execute(insert, 1, 1, nullptr, nullptr, nullptr);
  const auto refuse = [](const Row&) { throw std::runtime_error("enough"); };
  EXPECT_THROW(db->each(select_all, refuse), std::runtime_error);
  EXPECT_THROW(db->each(select_all, refuse), std::runtime_error);
}

TEST(Connection, AVisitorMayRunOtherStatements) {
  const auto db = in_memory();
  for (int id = 1; id <= 3; ++id) db->execute(insert, id, id * 10, nullptr, nullptr, nullptr);
  std::int64_t sum = 0;
  db->each(select_all, [&](const Row& row) { sum += *db->maybe_integer(by_id, row.integer(0)); });
  EXPECT_EQ(sum, 60);
}

}  // namespace
}  // namespace meme::sql
