#include "scenarios/script.h"

#include <fstream>
#include <sstream>
#include <stdexcept>

namespace meme::scenarios {

std::vector<Scenario> read_scenarios(const std::filesystem::path& file) {
  std::ifstream in(file);
  if (!in) throw std::runtime_error("cannot read " + file.string());
  std::vector<Scenario> scenarios;
  std::string line;
  for (int number = 1; std::getline(in, line); ++number) {
    std::istringstream text(line.substr(0, line.find('#')));
    std::vector<std::string> words;
    for (std::string word; text >> word;) words.push_back(word);
    if (words.empty()) continue;
    if (words[0] == "scenario") {
      scenarios.push_back({line.substr(line.find(' ') + 1), file, {}});
      continue;
    }
    if (scenarios.empty()) {
      throw std::runtime_error(file.string() + ":" + std::to_string(number) +
                               ": a step before the first scenario");
    }
    Step step{number, {}, {}};
    bool expected = false;
    for (std::string& word : words) {
      if (word == "->") {
        expected = true;
      } else {
        (expected ? step.expected : step.words).push_back(std::move(word));
      }
    }
    scenarios.back().steps.push_back(std::move(step));
  }
  return scenarios;
}

}  // namespace meme::scenarios
