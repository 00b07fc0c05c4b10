// Any bytes as a settings file and as flags and variables beside it: reading ends with values
// within their bounds or with sentences that say what is wrong.
//
// Parsers: runtime/settings.cc
#include "runtime/settings.h"

#include <sys/mman.h>
#include <unistd.h>

#include <cstdint>

#include "base/check.h"

namespace {

using namespace meme::runtime;
using namespace std::chrono_literals;

// A file in memory with a name.
class MemoryFile {
 public:
  explicit MemoryFile(std::string_view text) : descriptor_(::memfd_create("settings", 0)) {
    MEME_ASSERT(descriptor_ >= 0);
    MEME_ASSERT(::write(descriptor_, text.data(), text.size()) ==
                static_cast<ssize_t>(text.size()));
  }
  ~MemoryFile() { ::close(descriptor_); }
  MemoryFile(const MemoryFile&) = delete;
  MemoryFile& operator=(const MemoryFile&) = delete;

  std::string path() const { return "/proc/self/fd/" + std::to_string(descriptor_); }

 private:
  int descriptor_;
};

// Lines before the first empty line are the file's; of the rest, those that begin with "--" are
// flags and those with "MEME_" variables.
Settings::Sources sources_of(std::string_view text, std::string_view& file) {
  const auto end = text.find("\n\n");
  file = text.substr(0, end);
  std::string_view rest = end == text.npos ? std::string_view{} : text.substr(end + 2);
  Settings::Sources sources;
  while (!rest.empty()) {
    const std::string_view line = rest.substr(0, rest.find('\n'));
    rest.remove_prefix(std::min(rest.size(), line.size() + 1));
    const auto equals = line.find('=');
    if (line.starts_with("MEME_") && equals != line.npos) {
      sources.environment.emplace_back(line.substr(0, equals), line.substr(equals + 1));
    } else {
      sources.flags.emplace_back(line);
    }
  }
  return sources;
}

void read_all(Settings& settings) {
  const auto workers =
      settings.integer("http.workers", 2, {.min = 1, .max = 64, .unit = "threads"});
  MEME_ASSERT(workers >= 1 && workers <= 64);
  settings.integer("any", 0, {});
  const auto wait = settings.duration("booking.hold_ttl", 5min, {.min = 1s, .max = 1h});
  MEME_ASSERT(wait >= 1s && wait <= 1h);
  const auto form = settings.text("log.form", "text", {.one_of = {"text", "json"}});
  MEME_ASSERT(form == "text" || form == "json");
  MEME_ASSERT(settings.text("name", "", {.length_max = 8}).size() <= 8);
  settings.flag("members.dev_sign_in", false, "");
  settings.path("data", "/data", "");
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
  std::string_view content;
  auto sources = sources_of({reinterpret_cast<const char*>(bytes), size}, content);
  const MemoryFile file(content);
  sources.file = file.path();
  Settings settings(sources);
  read_all(settings);
  if (const auto done = settings.finish(); !done) MEME_ASSERT(!done.error().empty());
  MEME_ASSERT(settings.values().size() == 7 && !settings.describe().empty());
  return 0;
}
