// One command of the programme.
#pragma once
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace meme::app {

// Arguments without the programme's and the command's name. A command returns the exit status: 0
// done, 1 could not be done, 2 the arguments cannot be used.
using Arguments = std::span<const std::string>;

// Which settings a command takes besides its own arguments.
enum class Takes : std::uint8_t { nothing, data, everything };

struct Command {
  std::string_view name;
  std::string_view summary;  // one line of the help page
  std::string_view usage;    // its forms and what is to be known about them
  std::string_view words;    // what completion offers, separated by blanks
  Takes takes;
  int (*run)(Arguments arguments);
};

// All of them, in the order of the help page.
std::span<const Command> commands();

}  // namespace meme::app
