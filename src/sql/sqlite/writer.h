// The one connection that writes and checkpoints. Debian's SQLite 3.40.1 can corrupt a database in
// which two connections write or checkpoint at once, so nothing else ever does either.
#pragma once
#include <chrono>
#include <cstdint>

#include "runtime/metrics.h"
#include "sql/database.h"
#include "sql/sqlite/connection.h"
#include "sql/sqlite/log_file_system.h"
#include "sql/write_engine.h"

namespace meme::sql::sqlite {

class Writer final : public WriteEngine {
 public:
  // Opens the file and changes nothing.
  explicit Writer(const DatabaseOptions& options);
  // Makes it a database of ours with a write-ahead log.
  void configure(const DatabaseOptions& options);

  Session& session() override { return connection_; }
  Connection& connection() { return connection_; }
  void begin() override;
  void commit() override;
  void rollback() noexcept override;
  bool in_transaction() const override { return connection_.in_transaction(); }
  void set_savepoint() override { connection_.execute(savepoint_); }
  void release_savepoint() override { connection_.execute(release_); }
  void return_to_savepoint() override;
  void upkeep(bool idle) noexcept override;

  // Copies the whole log into the file and empties it, if no reader is in the way.
  void finish_log() noexcept;

 private:
  static int on_commit(void* self, sqlite3*, const char*, int pages);
  void checkpoint(int mode);
  void note_failure(std::string_view event, std::string_view what) noexcept;

  static constexpr Query begin_{"sql.begin", "BEGIN IMMEDIATE"};
  static constexpr Query commit_{"sql.commit", "COMMIT"};
  static constexpr Query savepoint_{"sql.savepoint", "SAVEPOINT job"};
  static constexpr Query release_{"sql.release", "RELEASE job"};
  static constexpr Query return_{"sql.return", "ROLLBACK TO job"};

  LogFileSystem file_system_;
  Connection connection_;
  std::int64_t page_bytes_ = 4096;
  std::int64_t idle_pages_ = 0;  // log size from which an idle moment is used
  std::int64_t busy_pages_ = 0;  // log size from which no idle moment is waited for
  std::int64_t log_pages_ = 0;
  std::int64_t checkpointed_at_ = 0;  // log size after the last attempt; 0 once the log starts anew
  bool log_is_copied_ = true;
  bool storage_failed_ = false;
  std::chrono::steady_clock::time_point told_at_{};
  runtime::Metrics own_metrics_;
  runtime::Counter& checkpoints_;
  runtime::Counter& checkpoint_failures_;
  runtime::Histogram& checkpoint_seconds_;
  runtime::Gauge& log_bytes_;
};

}  // namespace meme::sql::sqlite
