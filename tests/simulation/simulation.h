// One simulated day in a small marketplace, decided by its seed, and the verdict on it.
#pragma once
#include <cstdint>
#include <string>
#include <vector>

#include "person.h"

namespace meme::simulation {

struct Plan {
  std::uint64_t seed = 1;
  int customers = 5;
  int actions = 7;          // of each person
  bool faults = true;       // kills, power cuts, failing syncs
  bool synced = true;       // false: a control that must lose
  bool constrained = true;  // false: without the database's own guard against overlaps
};

struct Verdict {
  std::vector<std::string> faults;  // everything that must not be, in sentences
  std::uint64_t trace = 0;
  int restarts = 0;
  std::size_t operations = 0;
  Record record;

  bool sound() const { return faults.empty(); }
};

Verdict simulate(const Plan& plan);

}  // namespace meme::simulation
