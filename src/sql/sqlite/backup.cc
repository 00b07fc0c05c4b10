#include "sql/sqlite/backup.h"

#include <fmt/format.h>

#include "runtime/durable_file.h"
#include "runtime/failpoints.h"

namespace meme::sql::sqlite {
namespace {

// Removes the unfinished copy unless it is told that it was finished.
class Unfinished {
 public:
  explicit Unfinished(std::filesystem::path path) : path_(std::move(path)) {}
  ~Unfinished() {
    std::error_code ignored;
    if (!path_.empty()) std::filesystem::remove(path_, ignored);
  }
  Unfinished(const Unfinished&) = delete;
  Unfinished& operator=(const Unfinished&) = delete;
  void finish_as(const std::filesystem::path& name) {
    runtime::rename_durably(path_, name);
    path_.clear();
  }

 private:
  std::filesystem::path path_;
};

struct FinishBackup {
  void operator()(sqlite3_backup* backup) const { sqlite3_backup_finish(backup); }
};

void copy_pages(Connection& source, Connection& copy,
                FunctionRef<void(std::int64_t, std::int64_t)> progress) {
  constexpr int pages_at_once = 256;
  const std::unique_ptr<sqlite3_backup, FinishBackup> backup(
      sqlite3_backup_init(copy.raw(), "main", source.raw(), "main"));
  if (!backup) raise(copy.raw(), sqlite3_errcode(copy.raw()), "backup");
  int code = SQLITE_OK;
  while (code == SQLITE_OK) {
    code = sqlite3_backup_step(backup.get(), pages_at_once);
    MEME_FAILPOINT("sql.backup.step");
    const int pages = sqlite3_backup_pagecount(backup.get());
    progress(pages - sqlite3_backup_remaining(backup.get()), pages);
  }
  if (code != SQLITE_DONE) raise(copy.raw(), code, "backup");
}

void require_space(Connection& source, const std::filesystem::path& folder) {
  const std::int64_t bytes =
      std::stoll(source.ask("PRAGMA page_count")) * std::stoll(source.ask("PRAGMA page_size"));
  std::error_code problem;
  const auto space = std::filesystem::space(folder, problem);
  if (problem || static_cast<std::int64_t>(space.available) > bytes) return;
  throw StorageFull(fmt::format("a backup needs {} bytes in {}, {} are free", bytes,
                                folder.string(), space.available),
                    SQLITE_FULL);
}

}  // namespace

void copy_database(Connection& source, const std::filesystem::path& target,
                   FunctionRef<void(std::int64_t, std::int64_t)> progress) {
  if (std::filesystem::exists(target)) {
    throw StorageFailed(target.string() + " exists already", SQLITE_CANTOPEN);
  }
  const Snapshot snapshot(source);
  require_space(source, runtime::folder_of(target));
  const std::filesystem::path part = target.string() + ".part";
  std::filesystem::remove(part);
  Unfinished unfinished(part);
  {
    Connection copy({.path = part});
    // The copy is synced once, at its end; until then it does not carry its name.
    copy.run("PRAGMA journal_mode = OFF");
    copy.run("PRAGMA synchronous = OFF");
    copy_pages(source, copy, progress);
  }
  runtime::sync_file(part);
  unfinished.finish_as(target);
}

}  // namespace meme::sql::sqlite
