// Settings, read where they are used: `settings.duration("booking.hold_ttl", 5min, {...})` names
// the knob, its default, its bounds and its sentence in one place, and returns the value. Every
// problem is collected and told at once by finish(). A flag (`--booking.hold_ttl=5m`) beats the
// environment (`MEME_BOOKING_HOLD_TTL`), which beats the file
// (`booking.hold_ttl = 5m`), which beats the default. One thread, at start-up.
#pragma once
#include <chrono>
#include <cstdint>
#include <expected>
#include <filesystem>
#include <limits>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace meme::runtime {

struct IntegerRule {
  std::int64_t min = std::numeric_limits<std::int64_t>::min();
  std::int64_t max = std::numeric_limits<std::int64_t>::max();
  std::string_view unit = "";
  std::string_view sentence = "";
};

struct DurationRule {
  std::chrono::milliseconds min{0};
  std::chrono::milliseconds max = std::chrono::hours{24 * 3650};
  std::string_view sentence = "";
};

struct TextRule {
  std::size_t length_max = 4096;
  std::vector<std::string_view> one_of = {};  // empty: anything
  std::string_view sentence = "";
};

class Settings {
 public:
  struct Sources {
    // "--key=value", or "--key" for a switch that is on. Anything else is a problem.
    std::vector<std::string> flags;
    std::vector<std::pair<std::string, std::string>>
        environment;  // only the MEME_ ones are looked at
    std::optional<std::filesystem::path> file;
  };

  Settings() = default;
  explicit Settings(const Sources& sources);
  // Takes the arguments, the process's environment, and the file named by --config or MEME_CONFIG.
  static Settings from_process(const std::vector<std::string>& arguments);

  std::int64_t integer(std::string_view key, std::int64_t fallback, IntegerRule rule);
  // Accepts 250ms, 30s, 5m, 2h, 90d. A bare number is refused: it has no unit.
  std::chrono::milliseconds duration(std::string_view key, std::chrono::milliseconds fallback,
                                     DurationRule rule);
  std::string text(std::string_view key, std::string_view fallback, TextRule rule);
  bool flag(std::string_view key, bool fallback,
            std::string_view sentence);  // true/false, on/off, yes/no, 1/0
  std::filesystem::path path(std::string_view key, std::filesystem::path fallback,
                             std::string_view sentence);
  // The value names a file that holds the secret; trailing line ends are cut. Empty when not set.
  // Refuses a file that others may read. The secret itself never shows in describe().
  std::string secret_file(std::string_view key, std::string_view sentence);

  // To be called when every module has read its settings: all bad values, and all keys that nobody
  // read (with the nearest known key), one sentence each.
  [[nodiscard]] std::expected<void, std::vector<std::string>> finish();
  // One block per setting read so far: key = value, where it came from, default, bounds and
  // sentence.
  std::string describe() const;
  // Of every setting read so far.
  std::map<std::string, std::string> values() const;

 private:
  struct Given {
    std::string key;  // as written
    std::string value;
    std::string source;
    int strength = 0;
    bool is_switch = false;  // a flag without a value
    bool used = false;
  };
  struct Known {
    std::string value, fallback, bounds, source, sentence;
  };

  void give(Given given);
  void give_flag(const std::string& flag);
  void read_file(const std::filesystem::path& file);
  Given* find(std::string_view key);
  void refuse(const Given& given, std::string_view why);
  void know(std::string_view key, Known known);
  std::string nearest(std::string_view key) const;

  std::map<std::string, Given, std::less<>> given_;  // by canonical key
  std::map<std::string, Known, std::less<>> known_;  // by key
  std::vector<std::string> problems_;
};

}  // namespace meme::runtime
