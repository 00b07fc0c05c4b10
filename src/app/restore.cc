#include "app/restore.h"

#include <optional>
#include <stdexcept>

#include <fmt/format.h>

#include "app/schema_versions.h"
#include "runtime/durable_file.h"
#include "runtime/failpoints.h"

namespace meme::app {
namespace {

namespace fs = std::filesystem;

fs::path with_suffix(const fs::path& path, std::string_view suffix) {
  return fs::path(path.string() + std::string(suffix));
}

// Its presence keeps every start from making a new, empty database in the gap between two renames.
fs::path unfinished_of(const fs::path& database) {
  return with_suffix(database, ".restoring");
}

constexpr std::string_view log_suffix = "-wal";

// An interrupted restore may have put the log aside and not yet the database, which must join it.
std::optional<fs::path> name_begun(const fs::path& database) {
  const std::string prefix = database.filename().string() + ".replaced-";
  for (const auto& entry : fs::directory_iterator(runtime::folder_of(database))) {
    const std::string name = entry.path().filename().string();
    if (!name.starts_with(prefix) || !name.ends_with(log_suffix)) continue;
    fs::path whole = database.parent_path() / name.substr(0, name.size() - log_suffix.size());
    if (!fs::exists(whole)) return whole;
  }
  return std::nullopt;
}

fs::path name_aside(const RestoreRequest& request) {
  if (fs::exists(unfinished_of(request.database))) {
    if (auto begun = name_begun(request.database)) return *begun;
  }
  const auto seconds = std::chrono::floor<std::chrono::seconds>(request.now).time_since_epoch();
  fs::path name = with_suffix(request.database, fmt::format(".replaced-{}", seconds.count()));
  while (fs::exists(name) || fs::exists(with_suffix(name, log_suffix))) name += "x";
  return name;
}

void look_at_schema(RestorePlan& plan) {
  for (const BackedUpModule& module : plan.manifest.schema) {
    const auto known = newest_step(module.module);
    if (known && module.step <= *known) continue;
    plan.obstacles.push_back(
        fmt::format("The backup was made by a newer version of meme ({}): {} is at step {} there",
                    plan.manifest.version, module.module, module.step));
  }
}

void look_at_target(const RestoreRequest& request, RestorePlan& plan) {
  plan.replaces = sql::DatabaseFile(request.database).exists();
  plan.aside = name_aside(request);
  if (plan.replaces && !request.force) {
    plan.obstacles.push_back(fmt::format("{} exists. With --force it is replaced, and kept as {}",
                                         request.database.string(), plan.aside.string()));
  }
  std::error_code problem;
  const auto space = fs::space(runtime::folder_of(request.database), problem);
  plan.bytes_needed = plan.manifest.bytes;
  plan.bytes_free = problem ? 0 : static_cast<std::int64_t>(space.available);
  if (plan.bytes_free <= plan.bytes_needed) {
    plan.obstacles.push_back(fmt::format("{} bytes are needed beside {}, {} are free",
                                         plan.bytes_needed, request.database.string(),
                                         plan.bytes_free));
  }
}

// A log without its database too: beside a foreign database it would be damage.
void move_aside(const fs::path& database, const fs::path& aside) {
  for (const std::string_view suffix : {log_suffix, std::string_view()}) {
    const fs::path from = with_suffix(database, suffix);
    if (fs::exists(from)) fs::rename(from, with_suffix(aside, suffix));
    MEME_FAILPOINT("restore.aside");
  }
  fs::remove(with_suffix(database, "-shm"));
  runtime::sync_folder(runtime::folder_of(database));
}

}  // namespace

RestorePlan plan_restore(const RestoreRequest& request) {
  RestorePlan plan;
  plan.obstacles = verify_backup(request.backup);
  if (!plan.obstacles.empty()) return plan;
  plan.manifest = *read_manifest(request.backup);
  look_at_schema(plan);
  look_at_target(request, plan);
  if (fs::exists(runtime::folder_of(request.database))) {
    const auto lock = sql::DatabaseFile(request.database).take();
    if (!lock) plan.obstacles.push_back(lock.error().message);
  }
  return plan;
}

RestorePlan restore(const RestoreRequest& request) {
  const sql::DatabaseFile database(request.database);
  RestorePlan plan = plan_restore(request);
  if (!plan.obstacles.empty()) throw std::runtime_error(plan.obstacles.front());
  const auto lock = database.take();
  if (!lock) throw std::runtime_error(lock.error().message);
  const fs::path unfinished = unfinished_of(request.database);
  const fs::path part = with_suffix(unfinished, ".part");
  fs::remove(part);
  runtime::copy_durably(request.backup / plan.manifest.file, part);
  runtime::rename_durably(part, unfinished);
  MEME_FAILPOINT("restore.copied");
  move_aside(request.database, plan.aside);
  MEME_FAILPOINT("restore.moved");
  runtime::rename_durably(unfinished, request.database);
  return plan;
}

}  // namespace meme::app
