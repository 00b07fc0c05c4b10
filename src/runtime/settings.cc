#include "runtime/settings.h"

#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <fstream>
#include <span>
#include <sstream>

#include <fmt/format.h>

namespace meme::runtime {
namespace {

constexpr int from_file = 1, from_environment = 2, from_flag = 3;
// Read by others than Settings.
constexpr std::array<std::string_view, 2> foreign_variables{"MEME_FAILPOINTS", "MEME_CONFIG"};

bool contains(std::span<const std::string_view> words, std::string_view word) {
  return std::ranges::find(words, word) != words.end();
}

// One spelling for a flag's, a variable's and a file's form of a key.
std::string canonical(std::string_view key) {
  std::string out(key);
  for (char& c : out) {
    if (c == '.' || c == '-') c = '_';
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  return out;
}

std::string_view trimmed(std::string_view text) {
  const auto first = text.find_first_not_of(" \t\r\n");
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(" \t\r\n") - first + 1);
}

std::optional<std::int64_t> parse_integer(std::string_view text) {
  std::int64_t value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return value;
}

struct Unit {
  std::string_view name;
  std::int64_t millis;
};
constexpr std::array<Unit, 5> units{
    {{"d", 86'400'000}, {"h", 3'600'000}, {"m", 60'000}, {"s", 1'000}, {"ms", 1}}};

std::optional<std::chrono::milliseconds> parse_duration(std::string_view text) {
  const auto digits = std::min(text.find_first_not_of("0123456789"), text.size());
  const auto value = parse_integer(text.substr(0, digits));
  if (!value || digits > 15) return std::nullopt;
  for (const Unit& unit : units) {
    if (unit.name != text.substr(digits)) continue;
    if (*value > std::numeric_limits<std::int64_t>::max() / unit.millis) return std::nullopt;
    return std::chrono::milliseconds{*value * unit.millis};
  }
  return std::nullopt;
}

std::string print_duration(std::chrono::milliseconds value) {
  for (const Unit& unit : units) {
    if (value.count() != 0 && value.count() % unit.millis == 0) {
      return fmt::format("{}{}", value.count() / unit.millis, unit.name);
    }
  }
  return fmt::format("{}ms", value.count());
}

std::string print_bounds(const IntegerRule& rule) {
  using Limits = std::numeric_limits<std::int64_t>;
  std::string out;
  if (rule.min != Limits::min()) out += fmt::format("at least {}", rule.min);
  if (rule.max != Limits::max()) {
    out += fmt::format("{}at most {}", out.empty() ? "" : ", ", rule.max);
  }
  if (!rule.unit.empty()) out += fmt::format("{}{}", out.empty() ? "" : " ", rule.unit);
  return out;
}

// Levenshtein's distance, for the hint at a misspelt key.
std::size_t distance(std::string_view a, std::string_view b) {
  std::vector<std::size_t> row(b.size() + 1);
  for (std::size_t j = 0; j <= b.size(); ++j) row[j] = j;
  for (std::size_t i = 1; i <= a.size(); ++i) {
    std::size_t diagonal = row[0];
    row[0] = i;
    for (std::size_t j = 1; j <= b.size(); ++j) {
      const std::size_t replaced = diagonal + (a[i - 1] == b[j - 1] ? 0 : 1);
      diagonal = row[j];
      row[j] = std::min({row[j] + 1, row[j - 1] + 1, replaced});
    }
  }
  return row[b.size()];
}

std::string key_of_flag(std::string_view flag) {
  return std::string(flag.substr(2, flag.find('=') - 2));
}

}  // namespace

Settings::Settings(const Sources& sources) {
  if (sources.file) read_file(*sources.file);
  for (const auto& [name, value] : sources.environment) {
    if (!name.starts_with("MEME_") || contains(foreign_variables, name)) continue;
    give({name.substr(5), value, name, from_environment});
  }
  for (const std::string& flag : sources.flags) give_flag(flag);
}

void Settings::give_flag(const std::string& flag) {
  if (!flag.starts_with("--")) {
    problems_.push_back(fmt::format("'{}' is no setting; say --key=value", flag));
    return;
  }
  const auto equals = flag.find('=');
  const bool is_switch = equals == std::string::npos;
  give({key_of_flag(flag), is_switch ? "true" : flag.substr(equals + 1), "--" + key_of_flag(flag),
        from_flag, is_switch});
}

Settings Settings::from_process(const std::vector<std::string>& arguments) {
  Sources sources;
  if (const char* config = std::getenv("MEME_CONFIG")) sources.file = config;
  for (const std::string& argument : arguments) {
    if (argument.starts_with("--config=")) {
      sources.file = argument.substr(9);
    } else {
      sources.flags.push_back(argument);
    }
  }
  for (char** variable = environ; *variable != nullptr; ++variable) {
    const std::string_view text = *variable;
    if (!text.starts_with("MEME_")) continue;
    const auto equals = std::min(text.find('='), text.size() - 1);
    sources.environment.emplace_back(text.substr(0, equals), text.substr(equals + 1));
  }
  return Settings(sources);
}

void Settings::give(Given given) {
  const std::string spelling = canonical(given.key);
  const auto found = given_.find(spelling);
  if (found == given_.end()) {
    given_.emplace(spelling, std::move(given));
  } else if (found->second.strength == given.strength) {
    problems_.push_back(fmt::format("{} is given twice", given.source));
  } else if (found->second.strength < given.strength) {
    found->second = std::move(given);
  }
}

void Settings::read_file(const std::filesystem::path& file) {
  std::ifstream in(file);
  if (!in) {
    problems_.push_back(fmt::format("cannot read the settings file {}", file.string()));
    return;
  }
  std::string line;
  for (int number = 1; std::getline(in, line); ++number) {
    const std::string_view text = trimmed(std::string_view(line).substr(0, line.find('#')));
    if (text.empty()) continue;
    const auto equals = text.find('=');
    const std::string source = fmt::format("{}:{}", file.string(), number);
    if (equals == std::string_view::npos || trimmed(text.substr(0, equals)).empty()) {
      problems_.push_back(fmt::format("{}: expected 'key = value', got '{}'", source, text));
      continue;
    }
    give({std::string(trimmed(text.substr(0, equals))),
          std::string(trimmed(text.substr(equals + 1))), source, from_file});
  }
}

Settings::Given* Settings::find(std::string_view key) {
  const auto found = given_.find(canonical(key));
  if (found == given_.end()) return nullptr;
  found->second.used = true;
  return &found->second;
}

void Settings::refuse(const Given& given, std::string_view why) {
  problems_.push_back(fmt::format("{}: '{}' {}", given.source, given.value, why));
}

void Settings::know(std::string_view key, Known known) {
  known_.insert_or_assign(std::string(key), std::move(known));
}

std::int64_t Settings::integer(std::string_view key, std::int64_t fallback, IntegerRule rule) {
  std::int64_t value = fallback;
  const Given* given = find(key);
  if (given != nullptr) {
    const auto parsed = parse_integer(given->value);
    if (!parsed) {
      refuse(*given, "is not a whole number");
    } else if (*parsed < rule.min || *parsed > rule.max) {
      refuse(*given, "must be " + print_bounds(rule));
    } else {
      value = *parsed;
    }
  }
  know(key, {std::to_string(value), std::to_string(fallback), print_bounds(rule),
             given ? given->source : "", std::string(rule.sentence)});
  return value;
}

std::chrono::milliseconds Settings::duration(std::string_view key,
                                             std::chrono::milliseconds fallback,
                                             DurationRule rule) {
  std::chrono::milliseconds value = fallback;
  const std::string bounds =
      fmt::format("from {} to {}", print_duration(rule.min), print_duration(rule.max));
  const Given* given = find(key);
  if (given != nullptr) {
    const auto parsed = parse_duration(given->value);
    if (!parsed) {
      refuse(*given, "is not a duration such as 250ms, 30s, 5m, 2h or 90d");
    } else if (*parsed < rule.min || *parsed > rule.max) {
      refuse(*given, "must be " + bounds);
    } else {
      value = *parsed;
    }
  }
  know(key, {print_duration(value), print_duration(fallback), bounds, given ? given->source : "",
             std::string(rule.sentence)});
  return value;
}

std::string Settings::text(std::string_view key, std::string_view fallback, TextRule rule) {
  std::string value(fallback);
  const Given* given = find(key);
  const std::string choices = fmt::format("{}", fmt::join(rule.one_of, ", "));
  if (given != nullptr) {
    if (given->is_switch) {
      problems_.push_back(fmt::format("{} needs a value: {}=VALUE", given->source, given->source));
    } else if (given->value.size() > rule.length_max) {
      refuse(*given, fmt::format("is longer than {} bytes", rule.length_max));
    } else if (!rule.one_of.empty() && !contains(rule.one_of, given->value)) {
      refuse(*given, "must be one of " + choices);
    } else {
      value = given->value;
    }
  }
  know(key, {value, std::string(fallback), rule.one_of.empty() ? "" : "one of " + choices,
             given ? given->source : "", std::string(rule.sentence)});
  return value;
}

bool Settings::flag(std::string_view key, bool fallback, std::string_view sentence) {
  constexpr std::array<std::string_view, 4> yes{"true", "on", "yes", "1"};
  constexpr std::array<std::string_view, 4> no{"false", "off", "no", "0"};
  bool value = fallback;
  const Given* given = find(key);
  if (given != nullptr) {
    if (contains(yes, given->value)) {
      value = true;
    } else if (contains(no, given->value)) {
      value = false;
    } else {
      refuse(*given, "must be true or false");
    }
  }
  know(key, {value ? "true" : "false", fallback ? "true" : "false", "true or false",
             given ? given->source : "", std::string(sentence)});
  return value;
}

std::filesystem::path Settings::path(std::string_view key, std::filesystem::path fallback,
                                     std::string_view sentence) {
  return text(key, fallback.string(), {.sentence = sentence});
}

std::string Settings::secret_file(std::string_view key, std::string_view sentence) {
  constexpr std::size_t secret_max = 64 * 1024;
  const Given* given = find(key);
  know(key, {given ? given->value : "", "", "a file only its owner may read",
             given ? given->source : "", std::string(sentence)});
  if (given == nullptr || given->value.empty()) return {};
  struct stat status{};
  if (::stat(given->value.c_str(), &status) != 0) {
    refuse(*given, "cannot be read");
    return {};
  }
  if ((status.st_mode & 077) != 0) {
    refuse(*given, "may be read by others; take their rights away with chmod 600");
    return {};
  }
  std::ifstream in(given->value, std::ios::binary);
  std::ostringstream content;
  content << in.rdbuf();
  std::string secret = std::move(content).str();
  while (secret.ends_with('\n') || secret.ends_with('\r')) secret.pop_back();
  if (!in || secret.empty() || secret.size() > secret_max) {
    refuse(*given, "holds no secret of 1 to 65536 bytes");
    return {};
  }
  return secret;
}

std::string Settings::nearest(std::string_view key) const {
  const std::string wanted = canonical(key);
  std::string best;
  std::size_t best_distance = wanted.size() / 2 + 1;
  for (const auto& [known, description] : known_) {
    const std::size_t away = distance(wanted, canonical(known));
    if (away >= best_distance) continue;
    best = known;
    best_distance = away;
  }
  return best;
}

std::expected<void, std::vector<std::string>> Settings::finish() {
  for (auto& [spelling, given] : given_) {
    if (given.used) continue;
    given.used = true;
    const std::string hint = nearest(given.key);
    problems_.push_back(fmt::format("{}: there is no setting '{}'{}", given.source, given.key,
                                    hint.empty() ? "" : fmt::format("; is it '{}'?", hint)));
  }
  if (problems_.empty()) return {};
  return std::unexpected(problems_);
}

std::map<std::string, std::string> Settings::values() const {
  std::map<std::string, std::string> values;
  for (const auto& [key, known] : known_) values.emplace(key, known.value);
  return values;
}

std::string Settings::describe() const {
  std::string out;
  for (const auto& [key, known] : known_) {
    out += fmt::format("{} = {}\n", key, known.value);
    if (!known.sentence.empty()) out += fmt::format("    {}\n", known.sentence);
    out += known.source.empty() ? std::string("    default") : "    from " + known.source;
    if (!known.source.empty()) {
      out += fmt::format("; default {}", known.fallback.empty() ? "none" : known.fallback);
    }
    if (!known.bounds.empty()) out += "; " + known.bounds;
    out += "\n";
  }
  return out;
}

}  // namespace meme::runtime
