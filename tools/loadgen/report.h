#pragma once
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "engine.h"
#include "options.h"

namespace meme::loadgen {

// The result of a scenario as one JSON object, its members in the order they were added.
class Report {
 public:
  void add(std::string_view name, std::string_view text);
  void add(std::string_view name, double number);
  void add(std::string_view name, std::uint64_t number);
  void add(std::string_view name, bool flag);
  void add(std::string_view name, const std::vector<std::uint64_t>& numbers);
  // p50_ms … max_ms under `name`.
  void add(std::string_view name, const Histogram& histogram);
  // Counts, rate, the worst second and latencies.
  void add(const RunResult& result);

  std::string json() const;

 private:
  void add_raw(std::string_view name, std::string value);

  std::vector<std::pair<std::string, std::string>> members_;
};

// Runs the scenario that the options name and tells what came of it; throws Failure.
Report run_scenario(const Options& options);

}  // namespace meme::loadgen
