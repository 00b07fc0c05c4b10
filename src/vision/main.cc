#include <algorithm>
#include <cstdio>
#include <exception>
#include <stdexcept>

#include <fmt/format.h>

#include "vision/commands/command.h"

namespace meme::vision {
namespace {

void print_help() {
  fmt::print("meme-vision: trains detectors on labelled pictures\n\n");
  for (const Command& one : commands()) {
    fmt::print("  meme-vision {} {}\n      {}\n", one.name, one.usage, one.summary);
  }
  fmt::print("\n--store=FOLDER says where data sets lie (data/vision).\n");
}

int run(std::span<const std::string> arguments) {
  if (arguments.empty() || arguments[0] == "help" || arguments[0] == "--help") {
    print_help();
    return 0;
  }
  const auto all = commands();
  const auto command = std::ranges::find(all, arguments[0], &Command::name);
  if (command == all.end()) {
    fmt::print(stderr, "meme-vision: there is no command '{}'. `meme-vision help` lists them.\n",
               arguments[0]);
    return 2;
  }
  return command->run(Arguments(arguments.subspan(1)));
}

}  // namespace
}  // namespace meme::vision

int main(int argc, char** argv) {
  const std::vector<std::string> arguments(argv + 1, argv + argc);
  try {
    return meme::vision::run(arguments);
  } catch (const std::invalid_argument& unusable) {
    std::fprintf(stderr, "meme-vision: %s\n", unusable.what());
    return 2;
  } catch (const std::exception& failure) {
    std::fprintf(stderr, "meme-vision: %s\n", failure.what());
    return 1;
  }
}
