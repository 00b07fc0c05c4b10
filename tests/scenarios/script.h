// The text of scenarios, read into steps. README.md has the language.
#pragma once
#include <filesystem>
#include <string>
#include <vector>

namespace meme::scenarios {

// One line: what happens, and what is expected of it (after "->", may be absent).
struct Step {
  int line = 0;
  std::vector<std::string> words;
  std::vector<std::string> expected;
};

struct Scenario {
  std::string name;
  std::filesystem::path file;
  std::vector<Step> steps;
};

// Throws std::runtime_error with file and line.
std::vector<Scenario> read_scenarios(const std::filesystem::path& file);

}  // namespace meme::scenarios
