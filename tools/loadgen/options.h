#pragma once
#include <sys/types.h>

#include <expected>
#include <string>
#include <vector>

#include "engine.h"
#include "keys.h"

namespace meme::loadgen {

// What the command line asks for; `usage` tells each flag's meaning.
struct Options {
  std::string scenario;
  Endpoint endpoint;
  RunPlan run;
  Spread spread = Spread::random;
  std::uint64_t seed = 1;
  std::size_t customers = 64;
  std::size_t portfolios = 20'000;  // at most this many are used
  std::size_t bookings = 0;         // planned for; 0: as many as the run can need
  std::size_t slots = 48;           // race
  std::size_t streams = 2000;
  std::size_t watched = 50;  // artists each stream watches, at most 50
  int days = 31;             // availability
  std::string target = "/";  // target
  pid_t server_pid = 0;      // 0: its processor time is not told
  std::vector<pid_t> own;    // process trees that do not count as foreign load
  std::string json;          // the file for the result; empty: standard output
};

extern const char usage[];

// The error is a sentence for the user.
std::expected<Options, std::string> parse_options(int argc, char** argv);

}  // namespace meme::loadgen
