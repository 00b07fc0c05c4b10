// hunt [--seeds N] [--first SEED] [--seconds S] [--unsynced] [--unconstrained] [--expect WORD]
// [--verbose]
//
// Runs seeds until one is unsound or time is up, and ends with 0 when all were sound. `hunt --first
// SEED --seeds 1 --verbose` shows one day. With --expect, for mutants, it ends with 0 as soon as a
// day shows a fault in whose text the word stands; each day then has a process of its own, because
// a mutant may also run into one of the product's assertions.
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <string>

#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include "runtime/log.h"
#include "simulation.h"

namespace {

struct Arguments {
  std::uint64_t first = 1;
  std::uint64_t seeds = 1'000'000'000;
  double seconds = 1e9;
  bool unsynced = false;
  bool unconstrained = false;
  std::string expected;
  bool verbose = false;
};

Arguments read(int count, char** words) {
  Arguments arguments;
  for (int i = 1; i < count; ++i) {
    const std::string word = words[i];
    const char* next = i + 1 < count ? words[i + 1] : "0";
    if (word == "--unsynced") arguments.unsynced = true;
    if (word == "--unconstrained") arguments.unconstrained = true;
    if (word == "--expect") arguments.expected = next;
    if (word == "--verbose") arguments.verbose = true;
    if (word == "--first") arguments.first = std::strtoull(next, nullptr, 10);
    if (word == "--seeds") arguments.seeds = std::strtoull(next, nullptr, 10);
    if (word == "--seconds") arguments.seconds = std::strtod(next, nullptr);
  }
  return arguments;
}

struct Total {
  std::uint64_t days = 0;
  std::size_t operations = 0;
  int restarts = 0;
  std::map<std::string, int> counts;
};

class Hunt {
 public:
  explicit Hunt(Arguments arguments) : arguments_(std::move(arguments)) {}

  int run() { return arguments_.expected.empty() ? expect_soundness() : expect_fault(); }

 private:
  // Processor time, so that a busy machine does not shorten the hunt.
  static double elapsed() {
    const auto seconds = [](int whose) {
      rusage used{};
      ::getrusage(whose, &used);
      const auto sum = [](timeval a, timeval b) {
        return static_cast<double>(a.tv_sec + b.tv_sec) +
               static_cast<double>(a.tv_usec + b.tv_usec) / 1e6;
      };
      return sum(used.ru_utime, used.ru_stime);
    };
    return seconds(RUSAGE_SELF) + seconds(RUSAGE_CHILDREN);
  }
  bool goes_on() const { return total_.days < arguments_.seeds && elapsed() < arguments_.seconds; }
  unsigned long long seed() const { return arguments_.first + total_.days; }

  meme::simulation::Verdict day() const {
    meme::simulation::Plan plan;
    plan.seed = seed();
    plan.synced = !arguments_.unsynced;
    plan.constrained = !arguments_.unconstrained;
    return meme::simulation::simulate(plan);
  }

  void show(const meme::simulation::Verdict& verdict) const {
    std::printf("seed %llu is unsound after %.1f s:\n", seed(), elapsed());
    for (const auto& fault : verdict.faults) std::printf("  %s\n", fault.c_str());
    if (!arguments_.verbose) return;
    for (const auto& operation : verdict.record.history) {
      std::string line;
      meme::checker::append_line(line, operation);
      std::printf("%s\n", line.c_str());
    }
  }

  int expect_soundness() {
    for (; goes_on(); ++total_.days) {
      const auto verdict = day();
      total_.operations += verdict.operations;
      total_.restarts += verdict.restarts;
      for (const auto& [what, times] : verdict.record.counts) total_.counts[what] += times;
      if (verdict.sound()) continue;
      show(verdict);
      return 1;
    }
    std::printf(
        "figure: property 1 to 8: %llu days in %.1f s, %zu operations, %d restarts: 0 unsound\n",
        static_cast<unsigned long long>(total_.days), elapsed(), total_.operations,
        total_.restarts);
    for (const auto& [what, times] : total_.counts)
      std::printf("  %-28s %d\n", what.c_str(), times);
    return 0;
  }

  int expect_fault() {
    int aborted = 0;
    for (; goes_on(); ++total_.days) {
      const pid_t child = ::fork();
      if (child == 0) ::_exit(shows_expected() ? 10 : 0);
      int status = 0;
      ::waitpid(child, &status, 0);
      if (WIFSIGNALED(status)) ++aborted;
      if (!WIFEXITED(status) || WEXITSTATUS(status) != 10) continue;
      std::printf("caught on day %llu after %.1f s; %d days before ended in an assertion\n",
                  static_cast<unsigned long long>(total_.days + 1), elapsed(), aborted);
      return 0;
    }
    std::printf("not caught in %llu days, %.1f s (%d ended in an assertion)\n",
                static_cast<unsigned long long>(total_.days), elapsed(), aborted);
    return 1;
  }

  bool shows_expected() const {
    const auto verdict = day();
    for (const auto& fault : verdict.faults) {
      if (fault.find(arguments_.expected) == std::string::npos) continue;
      show(verdict);
      std::fflush(stdout);
      return true;
    }
    return false;
  }

  Arguments arguments_;
  Total total_;
};

}  // namespace

int main(int count, char** words) {
  meme::log::configure({.level = meme::log::Level::error, .descriptor = -1});
  return Hunt(read(count, words)).run();
}
