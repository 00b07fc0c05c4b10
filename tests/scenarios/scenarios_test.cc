// Plays every scenario of rules/*.txt, on each storage.
#include <gtest/gtest.h>

#include <algorithm>
#include <boost/algorithm/string/join.hpp>

#include "scenarios/player.h"

namespace meme::scenarios {
namespace {

// What is told must begin with what is expected, word for word, so that a scenario names only what
// it is about.
bool matches(const std::string& told, const std::vector<std::string>& expected) {
  const std::string wanted = boost::algorithm::join(expected, " ");
  return told == wanted || told.starts_with(wanted + " ");
}

class Rules : public ::testing::Test {
 public:
  Rules(Scenario scenario, Storage storage) : scenario_(std::move(scenario)), storage_(storage) {}

  void TestBody() override {
    Stage stage(storage_);
    Player player(stage);
    for (const Step& step : scenario_.steps) {
      SCOPED_TRACE(scenario_.file.filename().string() + ":" + std::to_string(step.line));
      std::string told;
      ASSERT_NO_THROW(told = player.play(step));
      if (step.expected.empty()) {
        ASSERT_FALSE(told.starts_with("refused")) << told;
      } else {
        ASSERT_TRUE(matches(told, step.expected)) << "told: " << told;
      }
    }
  }

 private:
  Scenario scenario_;
  Storage storage_;
};

std::string test_name(const Scenario& scenario) {
  std::string name;
  for (const char c : scenario.name)
    name.push_back(std::isalnum(static_cast<unsigned char>(c)) ? c : '_');
  return name;
}

const bool registered = [] {
  std::vector<std::filesystem::path> files;
  for (const auto& entry :
       std::filesystem::directory_iterator(MEME_SOURCE_DIR "/tests/scenarios/rules")) {
    files.push_back(entry.path());
  }
  std::ranges::sort(files);
  for (const auto& file : files) {
    for (const Scenario& scenario : read_scenarios(file)) {
      for (const auto& [suffix, storage] :
           {std::pair{"_in_memory", Storage::memory}, {"_on_file", Storage::file}}) {
        const std::string name = test_name(scenario) + suffix;
        ::testing::RegisterTest(("Rules_" + file.stem().string()).c_str(), name.c_str(), nullptr,
                                nullptr, __FILE__, __LINE__,
                                [=]() -> ::testing::Test* { return new Rules(scenario, storage); });
      }
    }
  }
  return true;
}();

}  // namespace
}  // namespace meme::scenarios
