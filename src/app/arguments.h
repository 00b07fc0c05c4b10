// What a command takes itself, apart from the settings that it shares with the others.
#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "app/command.h"

namespace meme::app {

struct SplitArguments {
  std::vector<std::string> own;
  std::vector<std::string> settings;  // --data, --database.*, --config

  // The value of `--name=value` or `--name value` among the own ones, which is taken out; empty
  // when it is not there. Throws std::invalid_argument when it has no value.
  std::string take_value(std::string_view name);
  // The first that is no flag, which is taken out. Throws std::invalid_argument with the sentence
  // `needed` when there is none.
  std::string take_word(std::string_view needed);
  // Whether `--name` is among the own ones; it is taken out.
  bool take_switch(std::string_view name);
};

SplitArguments split_arguments(Arguments arguments);

// Throws std::invalid_argument when anything is left.
void refuse_arguments(Arguments arguments);

}  // namespace meme::app
