#include <algorithm>
#include <cstdio>
#include <exception>
#include <stdexcept>

#include <fmt/format.h>

#include "app/commands.h"

namespace meme::app {
namespace {

constexpr Command all_commands[] = {
    {"serve", "Serves the marketplace", run_serve},
    {"init", "Makes a data folder", run_init},
    {"check-config", "Reads all settings and shows what holds", run_check_config},
    {"migrate", "Brings the database to the newest schema", run_migrate},
    {"seed", "Fills an empty data folder with a demonstration: seed --demo --artists N --years Y",
     run_seed},
    {"openapi", "Prints the API description", run_openapi},
    {"completion", "Prints shell completion: completion bash", run_completion},
    {"version", "Prints the version: version --json", run_version},
};

int print_help() {
  fmt::print("meme: a booking marketplace in one programme\n\n");
  for (const Command& command : all_commands)
    fmt::print("  meme {:<14}{}\n", command.name, command.summary);
  fmt::print(
      "\nSettings are flags (--http.port=8080), variables (MEME_HTTP_PORT) or lines of the file in "
      "--config;\n"
      "`meme check-config` lists them.\n");
  return 0;
}

int run(Arguments arguments) {
  if (arguments.empty() || arguments[0] == "help" || arguments[0] == "--help" ||
      arguments[0] == "-h") {
    return print_help();
  }
  const auto found = std::ranges::find(all_commands, arguments[0], &Command::name);
  if (found == std::end(all_commands)) {
    fmt::print(stderr, "meme: there is no command '{}'. `meme help` lists them.\n", arguments[0]);
    return 2;
  }
  return found->run(arguments.subspan(1));
}

}  // namespace

std::span<const Command> commands() {
  return all_commands;
}

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
