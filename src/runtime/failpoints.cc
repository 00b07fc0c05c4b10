#include "runtime/failpoints.h"

#include <signal.h>
#include <unistd.h>

#include <charconv>
#include <chrono>
#include <cstdlib>
#include <map>
#include <mutex>
#include <thread>

namespace meme::runtime::failpoints {

std::atomic<bool> armed{false};

namespace {

struct Point {
  std::function<void()> action;
  std::uint64_t first = 1;
  std::uint64_t last = 1;
  std::uint64_t passages = 0;
};

struct Table {
  std::mutex mutex;
  std::map<std::string, Point, std::less<>> points;
};

Table& table() {
  static Table instance;
  return instance;
}

[[noreturn]] void refuse(std::string_view text) {
  throw std::invalid_argument("failpoint '" + std::string(text) +
                              "': expected name=kill|throw|delay:50ms[@N|@N+|@*]");
}

std::uint64_t number(std::string_view digits, std::string_view whole) {
  std::uint64_t value = 0;
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), value);
  if (error != std::errc() || end != digits.data() + digits.size()) refuse(whole);
  return value;
}

std::function<void()> action_of(std::string_view name, std::string_view action,
                                std::string_view whole) {
  if (action == "kill") {
    return [] {
      ::kill(::getpid(), SIGKILL);
      for (;;) ::pause();  // the signal is on its way; this thread must not get any further
    };
  }
  if (action == "throw") {
    return [name = std::string(name)] { throw FailpointHit(name); };
  }
  if (action.starts_with("delay:") && action.ends_with("ms")) {
    const auto millis = number(action.substr(6, action.size() - 8), whole);
    return [millis] { std::this_thread::sleep_for(std::chrono::milliseconds(millis)); };
  }
  refuse(whole);
}

void set_passages(Point& point, std::string_view when, std::string_view whole) {
  constexpr auto forever = ~std::uint64_t{0};
  if (when == "*") {
    point.last = forever;
    return;
  }
  const bool onwards = when.ends_with('+');
  point.first = number(when.substr(0, when.size() - (onwards ? 1 : 0)), whole);
  point.last = onwards ? forever : point.first;
}

void arm_one(std::string_view text) {
  const auto equals = text.find('=');
  if (equals == std::string_view::npos || equals == 0) refuse(text);
  const std::string_view name = text.substr(0, equals);
  const auto at = text.find('@', equals);
  Point point;
  point.action = action_of(name, text.substr(equals + 1, at - equals - 1), text);
  if (at != std::string_view::npos) set_passages(point, text.substr(at + 1), text);
  const std::scoped_lock lock(table().mutex);
  table().points.insert_or_assign(std::string(name), std::move(point));
  armed.store(true);
}

}  // namespace

void passed(std::string_view name) {
  std::function<void()> action;
  {
    const std::scoped_lock lock(table().mutex);
    const auto found = table().points.find(name);
    if (found == table().points.end()) return;
    Point& point = found->second;
    ++point.passages;
    if (point.passages < point.first || point.passages > point.last) return;
    action = point.action;
  }
  action();
}

void arm(std::string_view text) {
  while (!text.empty()) {
    const auto end = std::min(text.find(';'), text.size());
    if (end > 0) arm_one(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
}

void arm_from_environment() {
  if (const char* text = std::getenv("MEME_FAILPOINTS")) arm(text);
}

void on(std::string name, std::function<void()> action) {
  const std::scoped_lock lock(table().mutex);
  table().points.insert_or_assign(std::move(name), Point{std::move(action), 1, ~std::uint64_t{0}});
  armed.store(true);
}

std::uint64_t passages(std::string_view name) {
  const std::scoped_lock lock(table().mutex);
  const auto found = table().points.find(name);
  return found == table().points.end() ? 0 : found->second.passages;
}

void clear() {
  const std::scoped_lock lock(table().mutex);
  table().points.clear();
  armed.store(false);
}

}  // namespace meme::runtime::failpoints
