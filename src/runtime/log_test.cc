#include "runtime/log.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <array>

#include "base/ids.h"

namespace meme {
namespace {

using testing::EndsWith;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::StartsWith;

class Log : public testing::Test {
 protected:
  void SetUp() override { ASSERT_EQ(::pipe(pipe_.data()), 0); }
  void TearDown() override {
    log::configure({});
    ::close(pipe_[0]);
    ::close(pipe_[1]);
  }
  void configure(log::Level level, log::Form form) {
    log::configure({.level = level, .form = form, .descriptor = pipe_[1]});
  }
  std::string taken() {
    log::write(log::Level::error, "end", {});  // so that the read below never waits
    std::array<char, 4096> buffer{};
    const auto got = ::read(pipe_[0], buffer.data(), buffer.size());
    std::string text(buffer.data(), got > 0 ? static_cast<std::size_t>(got) : 0);
    return text.substr(0, text.rfind('\n', text.size() - 2) + 1);
  }
  std::array<int, 2> pipe_{};
};

TEST_F(Log, JsonKeepsTypes) {
  configure(log::Level::info, log::Form::json);
  log::info("booking.committed", {{"artist", ArtistId{52}},
                                  {"ms", 1.5},
                                  {"n", 7},
                                  {"ok", true},
                                  {"request_id", std::string("r1")},
                                  {"nan", std::nan("")}});
  const std::string line = taken();
  EXPECT_THAT(line, StartsWith("{\"at\":\"20"));
  EXPECT_THAT(line,
              EndsWith("\"level\":\"info\",\"event\":\"booking.committed\",\"artist\":\"art_1m\","
                       "\"ms\":1.5,\"n\":7,\"ok\":true,\"request_id\":\"r1\",\"nan\":null}\n"));
}

TEST_F(Log, ValuesCannotForgeLines) {
  configure(log::Level::info, log::Form::json);
  log::info("e", {{"text", "a\"b\\c\n\x01{"}});
  EXPECT_THAT(taken(), HasSubstr(R"("text":"a\"b\\c\n\u0001{"})"));
  configure(log::Level::info, log::Form::human);
  log::info("e", {{"text", "a\nb"}});
  EXPECT_THAT(taken(), HasSubstr(R"(text=a\nb)"));
}

TEST_F(Log, LevelFilters) {
  configure(log::Level::warning, log::Form::json);
  EXPECT_FALSE(log::enabled(log::Level::info));
  log::info("quiet");
  log::debug("quiet");
  EXPECT_THAT(taken(), IsEmpty());
  log::warning("loud");
  EXPECT_THAT(taken(), HasSubstr("loud"));
}

TEST_F(Log, HumanFormIsOneReadableLine) {
  configure(log::Level::info, log::Form::human);
  log::warning("disk.full", {{"path", "/data dir"}, {"bytes", 0}});
  EXPECT_THAT(taken(), EndsWith("warning disk.full  path=\"/data dir\"  bytes=0\n"));
}

}  // namespace
}  // namespace meme
