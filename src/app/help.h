// What the programme says about its own commands.
#pragma once
#include <string>

#include "app/command.h"

namespace meme::app {

std::string help_page();
std::string usage_of(const Command& command);
// A script for bash that completes commands, their arguments and the settings they take.
std::string bash_completion();

}  // namespace meme::app
