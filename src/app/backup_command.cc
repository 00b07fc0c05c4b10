#include <unistd.h>

#include <cstdio>
#include <stdexcept>

#include <fmt/format.h>

#include "app/arguments.h"
#include "app/backup.h"
#include "app/commands.h"
#include "app/core.h"
#include "base/clock.h"

namespace meme::app {
namespace {

// On a terminal only: a log wants no half lines.
void show_progress(std::int64_t done, std::int64_t all) {
  static int last_percent = -1;
  const int percent = all == 0 ? 100 : static_cast<int>(done * 100 / all);
  if (percent == last_percent || ::isatty(2) == 0) return;
  last_percent = percent;
  fmt::print(stderr, "\rcopying {:3} %{}", percent, percent == 100 ? "\n" : "");
}

int create(SplitArguments& parts) {
  const std::string to = parts.take_value("to");
  refuse_arguments(parts.own);
  runtime::Settings settings = runtime::Settings::from_process(parts.settings);
  const CoreSettings core = read_core(settings);
  if (!accept(settings)) return 2;
  const std::filesystem::path folder =
      to.empty() ? core.data / "backups" : std::filesystem::path(to);
  const auto backup =
      create_backup(sql::DatabaseFile(core.database.path), folder, SystemClock{}.now(),
                    [](std::int64_t done, std::int64_t all) { show_progress(done, all); });
  fmt::print("{}\n", backup.string());
  return 0;
}

int verify(SplitArguments& parts) {
  const std::filesystem::path backup = parts.take_word("Say which: meme backup verify BACKUP");
  refuse_arguments(parts.own);
  const auto problems = verify_backup(backup);
  for (const std::string& problem : problems) fmt::print(stderr, "{}\n", problem);
  if (!problems.empty()) return 1;
  const Manifest manifest = *read_manifest(backup);
  std::string made;
  append_rfc3339(made, manifest.created_at);
  fmt::print("{} is sound: {} bytes, made {} by meme {}.\n", backup.string(), manifest.bytes, made,
             manifest.version);
  return 0;
}

}  // namespace

int run_backup(Arguments arguments) {
  SplitArguments parts = split_arguments(arguments);
  constexpr const char* needed = "Say what: meme backup create, or meme backup verify BACKUP";
  const std::string what = parts.take_word(needed);
  if (what == "create") return create(parts);
  if (what == "verify") return verify(parts);
  throw std::invalid_argument(needed);
}

}  // namespace meme::app
