#include "sql/sqlite/writer.h"

#include <charconv>

#include <fmt/format.h>

#include "runtime/failpoints.h"
#include "runtime/log.h"
#include "sql/sqlite/checks.h"

namespace meme::sql::sqlite {
namespace {

ConnectionOptions writing(const DatabaseOptions& options, const std::string& vfs) {
  return {.path = options.path, .vfs = vfs, .cache_bytes = options.cache_bytes};
}

runtime::Metrics& chosen(runtime::Metrics* given, runtime::Metrics& own) {
  return given ? *given : own;
}

double seconds_since(std::chrono::steady_clock::time_point start) {
  return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
}

}  // namespace

Writer::Writer(const DatabaseOptions& options)
    : file_system_(options.vfs),
      connection_(writing(options, file_system_.name())),
      checkpoints_(chosen(options.metrics, own_metrics_)
                       .counter("sql_checkpoints_total", "Copies of the log into the file.")),
      checkpoint_failures_(
          chosen(options.metrics, own_metrics_)
              .counter("sql_checkpoint_failures_total", "Copies of the log that failed.")),
      checkpoint_seconds_(chosen(options.metrics, own_metrics_)
                              .histogram("sql_checkpoint_seconds", "Time of one copy of the log.")),
      log_bytes_(
          chosen(options.metrics, own_metrics_).gauge("sql_log_bytes", "Write-ahead log in use.")) {
}

void Writer::configure(const DatabaseOptions& options) {
  if (connection_.ask("PRAGMA application_id") == "0") {
    connection_.run(fmt::format("PRAGMA page_size = {}", options.page_bytes));
    connection_.run(fmt::format("PRAGMA application_id = {}", application_id));
  }
  // journal_mode reads the file's first page and replays what a crash left in the log.
  if (const std::string mode = connection_.ask("PRAGMA journal_mode = WAL"); mode != "wal") {
    throw StorageFailed("this file system cannot hold a write-ahead log (mode " + mode + ")",
                        SQLITE_CANTOPEN);
  }
  connection_.run(options.synchronous == Synchronous::full ? "PRAGMA synchronous = FULL"
                                                           : "PRAGMA synchronous = NORMAL");
  connection_.run("PRAGMA foreign_keys = ON");
  // Overwrites deleted content where that costs no further page.
  connection_.run("PRAGMA secure_delete = FAST");
  connection_.run(fmt::format("PRAGMA journal_size_limit = {}", options.wal_busy_bytes));
  connection_.run("PRAGMA wal_autocheckpoint = 0");
  sqlite3_wal_hook(connection_.raw(), &Writer::on_commit, this);
  page_bytes_ = std::stoll(connection_.ask("PRAGMA page_size"));
  idle_pages_ = options.wal_idle_bytes / page_bytes_;
  busy_pages_ = options.wal_busy_bytes / page_bytes_;
}

int Writer::on_commit(void* self, sqlite3*, const char*, int pages) {
  auto& writer = *static_cast<Writer*>(self);
  // A smaller log than before means that SQLite has begun to write it from the front again.
  if (pages < writer.log_pages_) writer.checkpointed_at_ = 0;
  writer.log_pages_ = pages;
  writer.log_is_copied_ = false;
  writer.log_bytes_.set(static_cast<double>(pages * writer.page_bytes_));
  return SQLITE_OK;
}

void Writer::begin() {
  connection_.execute(begin_);
}

// After a failed commit the log may hold frames of the refused transaction behind the end that
// every connection knows. The connection stays open and goes on from that end: the next commit
// writes its own frames over them, which breaks their chain of checksums, and syncs what it wrote,
// whatever the kernel has forgotten of the failed sync. Closing the last connection instead would
// let the next one find the refused frames whole and take them for committed.
void Writer::commit() {
  try {
    connection_.execute(commit_);
  } catch (const StorageFailed& failure) {
    storage_failed_ = true;
    note_failure("sql.commit_failed", failure.what());
    throw;
  }
  if (!storage_failed_) return;
  storage_failed_ = false;
  log::info("sql.storage_recovered");
}

void Writer::rollback() noexcept {
  if (!in_transaction()) return;  // SQLite has rolled back by itself
  sqlite3_exec(connection_.raw(), "ROLLBACK", nullptr, nullptr, nullptr);
  MEME_ASSERT(!in_transaction());
}

void Writer::return_to_savepoint() {
  connection_.execute(return_);
  connection_.execute(release_);
}

void Writer::upkeep(bool idle) noexcept {
  if (log_is_copied_) return;
  // A log that is copied again and again but never begun anew has readers on it all the time. Then
  // wait for them, shortly and seldom: a backup may be one of them.
  const bool stuck = log_pages_ > 2 * busy_pages_;
  const std::int64_t grown = log_pages_ - checkpointed_at_;
  if (grown < (idle && !stuck ? idle_pages_ : busy_pages_)) return;
  try {
    checkpoint(stuck ? SQLITE_CHECKPOINT_RESTART : SQLITE_CHECKPOINT_PASSIVE);
  } catch (const std::exception& failure) {
    checkpoint_failures_.add();
    note_failure("sql.checkpoint_failed", failure.what());
  }
  checkpointed_at_ = log_pages_;
}

void Writer::checkpoint(int mode) {
  MEME_FAILPOINT("sql.checkpoint.before");
  constexpr int reader_wait_ms = 20, usual_wait_ms = 5'000;
  const auto start = std::chrono::steady_clock::now();
  int log_pages = 0, copied_pages = 0;
  if (mode != SQLITE_CHECKPOINT_PASSIVE) sqlite3_busy_timeout(connection_.raw(), reader_wait_ms);
  const int code =
      sqlite3_wal_checkpoint_v2(connection_.raw(), "main", mode, &log_pages, &copied_pages);
  sqlite3_busy_timeout(connection_.raw(), usual_wait_ms);
  if (code != SQLITE_OK && (code & 0xff) != SQLITE_BUSY)
    raise(connection_.raw(), code, "checkpoint");
  log_is_copied_ = copied_pages >= log_pages;
  checkpoints_.add();
  checkpoint_seconds_.observe(seconds_since(start));
}

void Writer::finish_log() noexcept {
  try {
    checkpoint(SQLITE_CHECKPOINT_TRUNCATE);
    // Nothing is left to copy: closing may now take the empty log away, unless a reader elsewhere
    // still holds it.
    if (log_is_copied_) {
      sqlite3_db_config(connection_.raw(), SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 0, nullptr);
    }
  } catch (const std::exception& failure) {
    note_failure("sql.checkpoint_failed", failure.what());
  }
}

// A full disk would otherwise fill the log with one line for every refused booking.
void Writer::note_failure(std::string_view event, std::string_view what) noexcept {
  constexpr auto between_lines = std::chrono::seconds{10};
  const auto now = std::chrono::steady_clock::now();
  if (told_at_.time_since_epoch().count() != 0 && now - told_at_ < between_lines) return;
  told_at_ = now;
  log::error(event, {{"what", what}});
}

}  // namespace meme::sql::sqlite
