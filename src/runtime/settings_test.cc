#include "runtime/settings.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/stat.h>

#include <fstream>

namespace meme::runtime {
namespace {

using namespace std::chrono_literals;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

std::filesystem::path written(const std::string& name, const std::string& content, mode_t mode) {
  const auto path = std::filesystem::path(testing::TempDir()) / name;
  std::ofstream(path) << content;
  ::chmod(path.c_str(), mode);
  return path;
}

std::vector<std::string> problems_of(Settings& settings) {
  auto finished = settings.finish();
  return finished ? std::vector<std::string>{} : finished.error();
}

TEST(Settings, StrongestSourceWins) {
  Settings::Sources sources;
  sources.file = written("settings.conf",
                         "# comment\nbooking.hold_ttl = 1m  # why\n"
                         "booking.slots=7\nhttp.port = 1\n",
                         0644);
  sources.environment = {{"MEME_BOOKING_HOLD_TTL", "2m"}, {"MEME_HTTP_PORT", "2"}, {"HOME", "/"}};
  sources.flags = {"--booking.hold_ttl=3m"};
  Settings settings(sources);
  EXPECT_EQ(settings.duration("booking.hold_ttl", 5min, {}), 3min);
  EXPECT_EQ(settings.integer("http.port", 8080, {.min = 1, .max = 65535}), 2);
  EXPECT_EQ(settings.integer("booking.slots", 1, {}), 7);
  EXPECT_EQ(settings.integer("booking.other", 4, {}), 4);
  EXPECT_THAT(problems_of(settings), IsEmpty());
}

TEST(Settings, DurationsNeedAUnit) {
  Settings settings({.flags = {"--a=250ms", "--b=30s", "--c=5m", "--d=2h", "--e=90d", "--f=5",
                               "--g=m", "--h=-1s", "--i=99999999999999999s"}});
  EXPECT_EQ(settings.duration("a", 0s, {}), 250ms);
  EXPECT_EQ(settings.duration("b", 0s, {}), 30s);
  EXPECT_EQ(settings.duration("c", 0s, {}), 5min);
  EXPECT_EQ(settings.duration("d", 0s, {}), 2h);
  EXPECT_EQ(settings.duration("e", 0s, {}), 24h * 90);
  for (const char* key : {"f", "g", "h", "i"}) EXPECT_EQ(settings.duration(key, 1s, {}), 1s);
  EXPECT_EQ(problems_of(settings).size(), 4U);
}

TEST(Settings, TellsEveryProblemAtOnce) {
  Settings settings({.flags = {"--n=ten", "--m=11", "--on=perhaps", "--mode=fast", "--d=1h"}});
  settings.integer("n", 1, {});
  settings.integer("m", 1, {.min = 1, .max = 10, .unit = "threads"});
  settings.flag("on", false, "");
  settings.text("mode", "slow", {.one_of = {"slow", "careful"}});
  settings.duration("d", 1s, {.min = 1s, .max = 1min});
  EXPECT_THAT(problems_of(settings), ElementsAre("--n: 'ten' is not a whole number",
                                                 "--m: '11' must be at least 1, at most 10 threads",
                                                 "--on: 'perhaps' must be true or false",
                                                 "--mode: 'fast' must be one of slow, careful",
                                                 "--d: '1h' must be from 1s to 1m"));
}

TEST(Settings, UnknownKeysAreToldWithTheNearestKnown) {
  Settings settings({.flags = {"--booking.hold_tll=1m"}, .environment = {{"MEME_XYZZY", "1"}}});
  settings.duration("booking.hold_ttl", 5min, {});
  const auto problems = problems_of(settings);
  ASSERT_EQ(problems.size(), 2U);
  EXPECT_THAT(problems[0], HasSubstr("is it 'booking.hold_ttl'?"));
  EXPECT_EQ(problems[1], "MEME_XYZZY: there is no setting 'XYZZY'");
}

TEST(Settings, VariablesOfOthersAreLeftAlone) {
  Settings settings({.environment = {{"MEME_FAILPOINTS", "x=kill"}, {"MEME_CONFIG", "/etc/m"}}});
  EXPECT_THAT(problems_of(settings), IsEmpty());
}

TEST(Settings, SameKeyTwiceOnTheCommandLineIsRefused) {
  Settings settings({.flags = {"--a=1", "--a=2"}});
  settings.integer("a", 0, {});
  EXPECT_THAT(problems_of(settings), ElementsAre("--a is given twice"));
}

TEST(Settings, BadFilesAreTold) {
  Settings missing({.file = "/nowhere/meme.conf"});
  EXPECT_EQ(problems_of(missing).size(), 1U);
  Settings broken({.file = written("broken.conf", "port 80\n", 0644)});
  EXPECT_THAT(problems_of(broken), ElementsAre(HasSubstr("broken.conf:1: expected 'key = value'")));
}

TEST(Settings, SecretsComeFromFilesOnlyTheirOwnerReads) {
  const auto good = written("secret", "hunter2\n", 0600);
  const auto open = written("open", "hunter2\n", 0644);
  const auto empty = written("empty", "\n", 0600);
  Settings settings({.flags = {"--a=" + good.string(), "--b=" + open.string(),
                               "--c=" + empty.string(), "--d=/nowhere"}});
  EXPECT_EQ(settings.secret_file("a", "The key."), "hunter2");
  for (const char* key : {"b", "c", "d", "e"}) EXPECT_EQ(settings.secret_file(key, ""), "");
  EXPECT_EQ(problems_of(settings).size(), 3U);
  EXPECT_THAT(settings.describe(), Not(HasSubstr("hunter2")));
}

TEST(Settings, DescribesWhatIsKnown) {
  Settings settings({.flags = {"--port=81"}});
  settings.integer("port", 80, {.min = 1, .max = 65535, .sentence = "Where to listen."});
  settings.duration("ttl", 90s, {.sentence = "How long."});
  EXPECT_EQ(
      settings.describe(),
      "port = 81\n    Where to listen.\n    from --port; default 80; at least 1, at most 65535\n"
      "ttl = 90s\n    How long.\n    default; from 0ms to 3650d\n");
}

}  // namespace
}  // namespace meme::runtime
