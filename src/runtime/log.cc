#include "runtime/log.h"

#include <sys/time.h>
#include <unistd.h>

#include <array>
#include <atomic>
#include <chrono>
#include <cmath>
#include <ctime>

#include <fmt/format.h>

#include "base/time.h"

namespace meme::log {
namespace {

struct State {
  std::atomic<Level> level{Level::info};
  std::atomic<bool> human{false};
  std::atomic<int> descriptor{2};
};

State& state() {
  static State instance;
  static const bool initialised = (instance.human.store(::isatty(2) == 1), true);
  static_cast<void>(initialised);
  return instance;
}

constexpr std::array<std::string_view, 4> level_names{"debug", "info", "warning", "error"};
constexpr std::array<std::string_view, 4> level_colours{"\033[2m", "\033[32m", "\033[33m",
                                                        "\033[31m"};

void append_escaped(std::string& out, std::string_view text) {
  for (const char c : text) {
    switch (c) {
      case '"':
        out += "\\\"";
        break;
      case '\\':
        out += "\\\\";
        break;
      case '\n':
        out += "\\n";
        break;
      case '\r':
        out += "\\r";
        break;
      case '\t':
        out += "\\t";
        break;
      default:
        if (static_cast<unsigned char>(c) < 0x20 || c == 0x7f) {
          fmt::format_to(std::back_inserter(out), "\\u{:04x}", static_cast<unsigned>(c) & 0xffU);
        } else {
          out.push_back(c);
        }
    }
  }
}

struct AppendValue {
  std::string& out;
  bool quote;

  void operator()(bool value) const { out += value ? "true" : "false"; }
  void operator()(std::int64_t value) const {
    fmt::format_to(std::back_inserter(out), "{}", value);
  }
  void operator()(double value) const {
    if (std::isfinite(value)) {
      fmt::format_to(std::back_inserter(out), "{}", value);
    } else {
      out += "null";
    }
  }
  void operator()(const std::string& value) const {
    const bool quoted = quote || value.find_first_of(" =\"") != std::string::npos || value.empty();
    if (quoted) out.push_back('"');
    append_escaped(out, value);  // line ends in a value must not forge a second line
    if (quoted) out.push_back('"');
  }
};

Instant now() {
  return std::chrono::floor<Instant::duration>(std::chrono::system_clock::now());
}

std::string json_line(Level level, std::string_view event, Fields fields) {
  std::string out = "{\"at\":\"";
  append_rfc3339(out, now());
  fmt::format_to(std::back_inserter(out), "\",\"level\":\"{}\",\"event\":\"{}\"",
                 level_names[static_cast<std::size_t>(level)], event);
  for (const Field& field : fields) {
    out += ",\"";
    append_escaped(out, field.name());
    out += "\":";
    std::visit(AppendValue{out, true}, field.value());
  }
  out += "}\n";
  return out;
}

std::string human_line(Level level, std::string_view event, Fields fields) {
  std::string at;
  append_rfc3339(at, now());
  const auto index = static_cast<std::size_t>(level);
  std::string out = fmt::format("{}{}\033[0m {:<7} {}", level_colours[index], at.substr(11, 12),
                                level_names[index], event);
  for (const Field& field : fields) {
    fmt::format_to(std::back_inserter(out), "  {}=", field.name());
    std::visit(AppendValue{out, false}, field.value());
  }
  out.push_back('\n');
  return out;
}

}  // namespace

bool enabled(Level level) {
  return level >= state().level.load(std::memory_order_relaxed);
}

void write(Level level, std::string_view event, Fields fields) {
  if (!enabled(level)) return;
  const std::string line =
      state().human.load() ? human_line(level, event, fields) : json_line(level, event, fields);
  // A log that cannot be written must not stop the service; there is nowhere left to say so.
  [[maybe_unused]] const auto written =
      ::write(state().descriptor.load(), line.data(), line.size());
}

void debug(std::string_view event, Fields fields) {
  write(Level::debug, event, fields);
}
void info(std::string_view event, Fields fields) {
  write(Level::info, event, fields);
}
void warning(std::string_view event, Fields fields) {
  write(Level::warning, event, fields);
}
void error(std::string_view event, Fields fields) {
  write(Level::error, event, fields);
}

void configure(Options options) {
  State& target = state();
  target.level.store(options.level);
  target.descriptor.store(options.descriptor);
  target.human.store(options.form == Form::human ||
                     (options.form == Form::automatic && ::isatty(options.descriptor) == 1));
}

}  // namespace meme::log
