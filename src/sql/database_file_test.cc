#include "sql/database_file.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <fstream>

#include "runtime/log.h"
#include "sql/testing/rows.h"

namespace meme::sql {
namespace {

using ::testing::IsEmpty;
namespace pairs = testing::pairs;

class DatabaseFileTest : public ::testing::Test {
 protected:
  void SetUp() override {
    log::configure({.level = log::Level::error});
    folder_ = std::filesystem::path(::testing::TempDir()) /
              ("database file?" + std::to_string(::getpid()));  // a name that a URI must escape
    std::filesystem::remove_all(folder_);
    std::filesystem::create_directories(folder_);
  }
  void TearDown() override {
    std::filesystem::remove_all(folder_);
    log::configure({});
  }
  std::unique_ptr<Database> serving() {
    auto opened = Database::open({.path = folder_ / "meme.db"});
    EXPECT_TRUE(opened && (*opened)->migrate(testing::pair_schema, "pairs"));
    (*opened)->start();
    return std::move(*opened);
  }
  std::size_t files() const {
    return static_cast<std::size_t>(
        std::distance(std::filesystem::directory_iterator(folder_), {}));
  }

  std::filesystem::path folder_;
};

constexpr auto no_progress = [](std::int64_t, std::int64_t) {};

TEST_F(DatabaseFileTest, ReadsCopiesAndChecksWhileAServerWrites) {
  const DatabaseFile file(folder_ / "meme.db");
  EXPECT_FALSE(file.exists());
  auto server = serving();
  testing::write_pair(*server, 1);
  EXPECT_TRUE(file.exists());
  EXPECT_EQ(file.read()->maybe_integer(pairs::count), 1);
  EXPECT_THAT(file.check(true), IsEmpty());
  EXPECT_THAT(file.check(false), IsEmpty());
  file.copy_to(folder_ / "copy.db", no_progress);
  testing::write_pair(*server, 2);
  EXPECT_EQ(file.read()->maybe_integer(pairs::count), 2);
  const DatabaseFile copy(folder_ / "copy.db");
  EXPECT_EQ(copy.read_frozen()->maybe_integer(pairs::count), 1);
}

TEST_F(DatabaseFileTest, AFrozenFileIsReadWithoutATrace) {
  serving();
  std::filesystem::remove(folder_ / "meme.db.lock");
  const DatabaseFile file(folder_ / "meme.db");
  EXPECT_THAT(file.check_frozen(), IsEmpty());
  auto session = file.read_frozen();
  const auto steps = DatabaseFile::schema(*session);
  ASSERT_EQ(steps.size(), 1U);
  EXPECT_EQ(steps[0].module, "pairs");
  EXPECT_EQ(steps[0].number, 1);
  EXPECT_EQ(files(), 1U);
}

TEST_F(DatabaseFileTest, OnlyOneProcessHasIt) {
  const DatabaseFile file(folder_ / "meme.db");
  {
    auto held = file.take();
    ASSERT_TRUE(held);
    EXPECT_EQ(file.take().error().reason, OpenRefusal::Reason::in_use);
    EXPECT_EQ(Database::open({.path = file.path()}).error().reason, OpenRefusal::Reason::in_use);
  }
  auto server = serving();
  EXPECT_EQ(file.take().error().reason, OpenRefusal::Reason::in_use);
}

TEST_F(DatabaseFileTest, DamageIsTold) {
  serving();
  const DatabaseFile file(folder_ / "meme.db");
  std::fstream(file.path(), std::ios::in | std::ios::out | std::ios::binary) << "no database";
  EXPECT_EQ(file.check(false).size(), 1U);
  EXPECT_EQ(file.check_frozen().size(), 1U);
}

}  // namespace
}  // namespace meme::sql
