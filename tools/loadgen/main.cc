#include <cstdio>
#include <fstream>

#include "options.h"
#include "report.h"

int main(int argc, char** argv) {
  using namespace meme::loadgen;
  const auto options = parse_options(argc, argv);
  if (!options) {
    std::fprintf(stderr, "loadgen: %s\n\n%s", options.error().c_str(), usage);
    return 2;
  }
  try {
    const std::string json = run_scenario(*options).json() + "\n";
    if (options->json.empty()) {
      std::fputs(json.c_str(), stdout);
    } else {
      std::ofstream(options->json) << json;
    }
    return 0;
  } catch (const std::exception& failure) {
    std::fprintf(stderr, "loadgen: %s\n", failure.what());
    return 1;
  }
}
