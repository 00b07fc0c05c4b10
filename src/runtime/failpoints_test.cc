#include "runtime/failpoints.h"

#include <gtest/gtest.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>

namespace meme::runtime {
namespace {

int passed(int times) {
  int thrown = 0;
  for (int i = 0; i < times; ++i) {
    try {
      MEME_FAILPOINT("test.point");
    } catch (const FailpointHit&) {
      ++thrown;
    }
  }
  return thrown;
}

TEST(Failpoints, OffByDefault) {
  const failpoints::Scope scope;
  EXPECT_EQ(passed(3), 0);
}

TEST(Failpoints, ThrowAtTheGivenPassages) {
  const failpoints::Scope scope;
  failpoints::arm("test.point=throw");
  EXPECT_EQ(passed(5), 1);
  failpoints::arm("other=throw@1;test.point=throw@3");
  EXPECT_EQ(passed(2), 0);
  EXPECT_EQ(passed(1), 1);
  EXPECT_EQ(passed(5), 0);
  EXPECT_EQ(failpoints::passages("test.point"), 8U);
  failpoints::arm("test.point=throw@2+");
  EXPECT_EQ(passed(5), 4);
  failpoints::arm("test.point=throw@*");
  EXPECT_EQ(passed(5), 5);
}

TEST(Failpoints, CallsBack) {
  const failpoints::Scope scope;
  int calls = 0;
  failpoints::on("test.point", [&] { ++calls; });
  passed(3);
  EXPECT_EQ(calls, 3);
}

TEST(Failpoints, KillEndsTheProcessAtOnce) {
  const failpoints::Scope scope;
  const pid_t child = ::fork();
  if (child == 0) {
    failpoints::arm("test.point=kill@2");
    passed(2);
    ::_exit(0);
  }
  int status = 0;
  ASSERT_EQ(::waitpid(child, &status, 0), child);
  ASSERT_TRUE(WIFSIGNALED(status));
  EXPECT_EQ(WTERMSIG(status), SIGKILL);
}

TEST(Failpoints, RefusesWhatItCannotRead) {
  const failpoints::Scope scope;
  for (const char* text :
       {"x", "=kill", "x=burn", "x=kill@", "x=kill@a", "x=delay:5", "x=kill@+"}) {
    EXPECT_THROW(failpoints::arm(text), std::invalid_argument) << text;
  }
}

}  // namespace
}  // namespace meme::runtime
