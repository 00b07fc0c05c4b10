#include <cstdio>

#include <fmt/format.h>

#include "app/arguments.h"
#include "app/commands.h"
#include "app/core.h"
#include "app/restore.h"
#include "base/clock.h"

namespace meme::app {
namespace {

void print_plan(const RestorePlan& plan, const RestoreRequest& request) {
  if (!plan.manifest.file.empty()) {
    std::string made;
    append_rfc3339(made, plan.manifest.created_at);
    fmt::print("Backup     {} of {}, made by meme {}, {} bytes, sound\n", request.backup.string(),
               made, plan.manifest.version, plan.manifest.bytes);
    fmt::print("Database   {}{}\n", request.database.string(),
               plan.replaces ? ", which is there now" : ", which is not there yet");
    if (plan.replaces) fmt::print("Kept aside {}\n", plan.aside.string());
    fmt::print("Disk       {} bytes needed, {} free\n", plan.bytes_needed, plan.bytes_free);
  }
  for (const std::string& obstacle : plan.obstacles) fmt::print(stderr, "{}.\n", obstacle);
}

}  // namespace

int run_restore(Arguments arguments) {
  SplitArguments parts = split_arguments(arguments);
  const bool dry_run = parts.take_switch("dry-run");
  const bool force = parts.take_switch("force");
  const std::filesystem::path backup =
      parts.take_word("Say which: meme restore BACKUP [--dry-run] [--force] [--data=FOLDER]");
  refuse_arguments(parts.own);
  runtime::Settings settings = runtime::Settings::from_process(parts.settings);
  const CoreSettings core = read_core(settings);
  if (!accept(settings)) return 2;
  const RestoreRequest request{
      .backup = backup, .database = core.database.path, .force = force, .now = SystemClock{}.now()};
  if (dry_run) {
    const RestorePlan plan = plan_restore(request);
    print_plan(plan, request);
    if (!plan.obstacles.empty()) return 1;
    fmt::print("Nothing was changed. Without --dry-run this is done.\n");
    return 0;
  }
  make_data_folder(core.data);
  print_plan(restore(request), request);
  fmt::print(
      "Restored. Sign-outs since the backup are forgotten; to end all sessions: meme admin "
      "rotate-key --now\nStart with: meme serve --data={}\n",
      core.data.string());
  return 0;
}

}  // namespace meme::app
