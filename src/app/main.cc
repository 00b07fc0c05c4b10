#include <algorithm>
#include <cstdio>
#include <exception>
#include <stdexcept>

#include <fmt/format.h>

#include "app/command.h"
#include "app/help.h"

namespace meme::app {
namespace {

bool asks_for_help(const std::string& argument) {
  return argument == "--help" || argument == "-h";
}

int run(Arguments arguments) {
  if (arguments.empty() || arguments[0] == "help" || asks_for_help(arguments[0])) {
    fmt::print("{}", help_page());
    return 0;
  }
  const auto all = commands();
  const auto command = std::ranges::find(all, arguments[0], &Command::name);
  if (command == all.end()) {
    fmt::print(stderr, "meme: there is no command '{}'. `meme help` lists them.\n", arguments[0]);
    return 2;
  }
  const Arguments rest = arguments.subspan(1);
  if (std::ranges::any_of(rest, asks_for_help)) {
    fmt::print("{}", usage_of(*command));
    return 0;
  }
  return command->run(rest);
}

}  // namespace
}  // namespace meme::app

int main(int argc, char** argv) {
  const std::vector<std::string> arguments(argv + 1, argv + argc);
  try {
    return meme::app::run(arguments);
  } catch (const std::invalid_argument& unusable) {
    std::fprintf(stderr, "meme: %s\n", unusable.what());
    return 2;
  } catch (const std::exception& failure) {
    std::fprintf(stderr, "meme: %s\n", failure.what());
    return 1;
  }
}
