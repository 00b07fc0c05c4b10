// Structured logs: one event name and typed fields a line. JSON off a terminal, coloured text on
// one. No personal data and no secrets: ids, counts, durations and codes only. Any thread; a line
// is written by one write(2) to standard error.
//
//   log::info("booking.committed", {{"artist", artist.text()}, {"ms", 1.5}, {"request_id",
//   request.id}});
#pragma once
#include <concepts>
#include <cstdint>
#include <initializer_list>
#include <string>
#include <string_view>
#include <variant>

namespace meme::log {

enum class Level : std::uint8_t { debug, info, warning, error };

class Field {
 public:
  Field(std::string_view name, bool value) : name_(name), value_(value) {}
  Field(std::string_view name, std::integral auto value)
      : name_(name), value_(static_cast<std::int64_t>(value)) {}
  Field(std::string_view name, double value) : name_(name), value_(value) {}
  Field(std::string_view name, const char* value) : name_(name), value_(std::string(value)) {}
  Field(std::string_view name, std::string_view value) : name_(name), value_(std::string(value)) {}
  Field(std::string_view name, const std::string& value) : name_(name), value_(value) {}
  template <class T>
    requires requires(const T& id) {
      { id.text() } -> std::convertible_to<std::string>;
    }
  Field(std::string_view name, const T& id) : name_(name), value_(std::string(id.text())) {}

  std::string_view name() const { return name_; }
  const std::variant<bool, std::int64_t, double, std::string>& value() const { return value_; }

 private:
  std::string_view name_;
  std::variant<bool, std::int64_t, double, std::string> value_;
};

using Fields = std::initializer_list<Field>;

void debug(std::string_view event, Fields fields = {});
void info(std::string_view event, Fields fields = {});
void warning(std::string_view event, Fields fields = {});
void error(std::string_view event, Fields fields = {});
void write(Level level, std::string_view event, Fields fields);
bool enabled(Level level);

enum class Form : std::uint8_t { automatic, json, human };

struct Options {
  Level level = Level::info;
  Form form = Form::automatic;  // automatic: human when standard error is a terminal
  int descriptor = 2;
};

// Takes effect at once, for all threads.
void configure(Options options);

}  // namespace meme::log
