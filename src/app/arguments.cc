#include "app/arguments.h"

#include <algorithm>
#include <stdexcept>

#include <fmt/format.h>

namespace meme::app {

SplitArguments split_arguments(Arguments arguments) {
  SplitArguments parts;
  for (const std::string& argument : arguments) {
    const bool is_setting = argument.starts_with("--data=") || argument.starts_with("--config=") ||
                            argument.starts_with("--database.");
    (is_setting ? parts.settings : parts.own).push_back(argument);
  }
  return parts;
}

std::string SplitArguments::take_value(std::string_view name) {
  const std::string bare = fmt::format("--{}", name), prefix = bare + "=";
  const auto found = std::ranges::find_if(own, [&](const std::string& argument) {
    return argument == bare || argument.starts_with(prefix);
  });
  if (found == own.end()) return {};
  const bool is_bare = *found == bare;
  const auto value_at = is_bare ? found + 1 : found;
  std::string value;
  if (value_at != own.end()) value = is_bare ? *value_at : found->substr(prefix.size());
  if (value.empty() || (is_bare && value.starts_with("--"))) {
    throw std::invalid_argument(fmt::format("{} needs a value: {}=VALUE", bare, bare));
  }
  own.erase(found, value_at + 1);
  return value;
}

std::string SplitArguments::take_word(std::string_view needed) {
  const auto found = std::ranges::find_if(
      own, [](const std::string& argument) { return !argument.starts_with("--"); });
  if (found == own.end()) throw std::invalid_argument(std::string(needed));
  std::string word = *found;
  own.erase(found);
  return word;
}

bool SplitArguments::take_switch(std::string_view name) {
  return std::erase(own, fmt::format("--{}", name)) > 0;
}

void refuse_arguments(Arguments arguments) {
  if (arguments.empty()) return;
  throw std::invalid_argument(
      fmt::format("'{}' is not an argument of this command.", arguments[0]));
}

}  // namespace meme::app
