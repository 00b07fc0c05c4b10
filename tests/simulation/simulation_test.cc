#include "simulation.h"

#include <gtest/gtest.h>

#include "runtime/log.h"

namespace meme::simulation {
namespace {

std::string text_of(const std::vector<std::string>& faults) {
  std::string text;
  for (const auto& fault : faults) text += fault + "\n";
  return text;
}

// Runs seeds [first, first + count) and adds up what happened.
Verdict run_seeds(std::uint64_t first, std::uint64_t count) {
  Verdict all;
  for (std::uint64_t seed = first; seed < first + count; ++seed) {
    const auto verdict = simulate({.seed = seed});
    EXPECT_TRUE(verdict.sound()) << "seed " << seed << ":\n" << text_of(verdict.faults);
    if (!verdict.sound()) break;
    all.restarts += verdict.restarts;
    for (const auto& [what, times] : verdict.record.counts) all.record.counts[what] += times;
  }
  return all;
}

class Simulation : public ::testing::Test {
 protected:
  // Thousands of failed commits are the point here, not news.
  void SetUp() override { log::configure({.level = log::Level::error, .descriptor = -1}); }
  void TearDown() override { log::configure({}); }
};

TEST_F(Simulation, TheSameSeedGivesTheSameDay) {
  for (std::uint64_t seed = 1; seed <= 40; ++seed) {
    EXPECT_EQ(simulate({.seed = seed}).trace, simulate({.seed = seed}).trace) << seed;
  }
}

TEST_F(Simulation, FewThousandDaysAreSound) {
  const auto all = run_seeds(1, 2'000);
  // The days are worth something only when all of this happens in them.
  for (const char* what :
       {"hold ok", "hold slot_taken", "book ok", "book hold_expired", "book directly ok",
        "book stale_fence", "reuse key_reused", "change 0 ok", "change 1 ok", "change 2 ok",
        "change 3 ok", "change 3 slot_taken", "change 4 ok", "change 5 ok", "wait ok",
        "answers 503"}) {
    EXPECT_GT(all.record.counts.contains(what) ? all.record.counts.at(what) : 0, 0) << what;
  }
  EXPECT_GT(all.restarts, 500);
}

}  // namespace
}  // namespace meme::simulation
