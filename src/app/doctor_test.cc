#include "app/doctor.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>

#include <fstream>

#include "app/backup.h"
#include "base/clock.h"
#include "runtime/log.h"
#include "sql/testing/rows.h"

namespace meme::app {
namespace {

namespace fs = std::filesystem;
using ::testing::HasSubstr;

class DoctorTest : public ::testing::Test {
 protected:
  void SetUp() override {
    log::configure({.level = log::Level::error});
    request_.data = fs::path(::testing::TempDir()) / ("doctor-" + std::to_string(::getpid()));
    request_.database = request_.data / "meme.db";
    request_.address = "127.0.0.1";
    request_.now = SystemClock{}.now();
    fs::remove_all(request_.data);
    fs::create_directories(request_.data);
    ::chmod(request_.data.c_str(), 0700);
  }
  void TearDown() override {
    fs::remove_all(request_.data);
    log::configure({});
  }
  void make_database() {
    auto opened = sql::Database::open({.path = request_.database});
    ASSERT_TRUE(opened);
    ASSERT_TRUE((*opened)->migrate(sql::testing::pair_schema, "pairs"));
  }

  DoctorRequest request_;
};

TEST_F(DoctorTest, AnEmptyFolderIsFine) {
  for (const Finding& finding : examine(request_)) {
    EXPECT_NE(finding.health, Health::failure) << finding.subject << ": " << finding.sentence;
  }
  EXPECT_TRUE(fs::is_empty(request_.data));
}

TEST_F(DoctorTest, AnOpenFolderIsWarnedOf) {
  EXPECT_EQ(look_at_folder(request_).health, Health::good);
  ::chmod(request_.data.c_str(), 0755);
  EXPECT_EQ(look_at_folder(request_).health, Health::warning);
  request_.data = request_.data / "missing";
  EXPECT_EQ(look_at_folder(request_).health, Health::warning);
}

TEST_F(DoctorTest, AClockThatWentBackIsAFailure) {
  request_.now = Instant{std::chrono::hours{24}};
  EXPECT_EQ(look_at_clock(request_).health, Health::failure);
  request_.now = SystemClock{}.now();
  make_database();
  fs::last_write_time(request_.database, fs::file_time_type::clock::now() + std::chrono::hours{2});
  EXPECT_THAT(look_at_clock(request_).sentence, HasSubstr("the clock went back"));
}

TEST_F(DoctorTest, APortInUseIsTold) {
  const int listener = ::socket(AF_INET, SOCK_STREAM, 0);
  ASSERT_GE(listener, 0);
  ASSERT_EQ(::listen(listener, 1), 0);
  sockaddr_storage address{};
  socklen_t size = sizeof(address);
  ASSERT_EQ(::getsockname(listener, reinterpret_cast<sockaddr*>(&address), &size), 0);
  std::uint16_t port = 0;
  std::memcpy(&port, reinterpret_cast<const char*>(&address) + 2, 2);
  request_.port = static_cast<std::uint16_t>((port << 8) | (port >> 8));
  EXPECT_THAT(look_at_port(request_).sentence, HasSubstr("in use"));
  ::close(listener);
  request_.address = "nonsense";
  EXPECT_EQ(look_at_port(request_).health, Health::failure);
}

TEST_F(DoctorTest, ADamagedDatabaseIsAFailure) {
  make_database();
  for (const bool everything : {false, true}) {
    request_.everything = everything;
    EXPECT_EQ(look_at_database(request_).health, Health::good);
  }
  std::ofstream(request_.database, std::ios::trunc) << "rubbish";
  EXPECT_EQ(look_at_database(request_).health, Health::failure);
}

TEST_F(DoctorTest, ASchemaOfAnotherVersionIsAFailure) {
  EXPECT_EQ(look_at_schema(request_).health, Health::good);
  make_database();  // its module is unknown to the programme
  EXPECT_EQ(look_at_schema(request_).health, Health::failure);
}

TEST_F(DoctorTest, MissingAndOldBackupsAreWarnedOf) {
  make_database();
  EXPECT_THAT(look_at_backups(request_).sentence, HasSubstr("meme backup create"));
  const auto made = [&](Instant at) {
    create_backup(sql::DatabaseFile(request_.database), request_.data / "backups", at,
                  [](std::int64_t, std::int64_t) {});
  };
  made(request_.now - std::chrono::days{3});
  EXPECT_EQ(look_at_backups(request_).health, Health::warning);
  made(request_.now);
  EXPECT_EQ(look_at_backups(request_).health, Health::good);
}

}  // namespace
}  // namespace meme::app
