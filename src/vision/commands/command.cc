#include "vision/commands/command.h"

#include <algorithm>
#include <charconv>
#include <stdexcept>

#include <fmt/format.h>

namespace meme::vision {

std::string Arguments::word_or(std::string fallback) {
  const auto found =
      std::ranges::find_if(left_, [](const std::string& one) { return !one.starts_with("--"); });
  if (found == left_.end()) return fallback;
  std::string taken = *found;
  left_.erase(found);
  return taken;
}

std::string Arguments::word(std::string_view what) {
  std::string taken = word_or("");
  if (taken.empty()) throw std::invalid_argument(fmt::format("say {}", what));
  return taken;
}

std::string Arguments::text(std::string_view name, std::string fallback) {
  const std::string prefix = fmt::format("--{}=", name);
  const auto found =
      std::ranges::find_if(left_, [&](const std::string& one) { return one.starts_with(prefix); });
  if (found == left_.end()) return fallback;
  std::string value = found->substr(prefix.size());
  left_.erase(found);
  return value;
}

double Arguments::number(std::string_view name, double fallback) {
  const std::string value = text(name, "");
  if (value.empty()) return fallback;
  double number = 0;
  const auto [end, error] = std::from_chars(value.data(), value.data() + value.size(), number);
  if (error != std::errc{} || end != value.data() + value.size()) {
    throw std::invalid_argument(fmt::format("--{}: '{}' is no number", name, value));
  }
  return number;
}

bool Arguments::has(std::string_view name) {
  return std::erase(left_, fmt::format("--{}", name)) > 0;
}

void Arguments::finish() const {
  if (left_.empty()) return;
  throw std::invalid_argument(fmt::format("'{}' is not an argument of this command", left_[0]));
}

}  // namespace meme::vision
