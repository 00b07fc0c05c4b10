// The database of one process: one connection that writes, a few that read.
#pragma once
#include <chrono>
#include <cstdint>
#include <expected>
#include <filesystem>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/function_ref.h"
#include "runtime/metrics.h"
#include "sql/query.h"
#include "sql/readers.h"
#include "sql/write_queue.h"

namespace meme::sql {

// `normal` loses acknowledged commits when the power fails; only tests use it, as the control that
// must fail.
enum class Synchronous : std::uint8_t { normal, full };

// `quick` walks a small file and samples a large one, so that it ends within a second or two.
enum class StartCheck : std::uint8_t { none, quick, full };

struct DatabaseOptions {
  // postgresql://user@host:port/name, as libpq takes it; empty: SQLite in `path`. What follows
  // about files, pages and logs is SQLite's.
  std::string url;
  std::string password;  // empty: the URL's, or the one in ~/.pgpass
  // The URL leads to a pooler that hands out connections for one transaction (pgbouncer): nothing
  // is kept in a session.
  bool pooled = false;
  std::chrono::milliseconds connect_time_max{5'000};
  std::chrono::milliseconds write_time_max{10'000};  // for one statement of the writer
  std::filesystem::path path;
  std::string vfs;  // the SQLite file system to use; empty: the operating system's
  Synchronous synchronous = Synchronous::full;
  int page_bytes = 4096;                       // of a new file: 512 to 65536, a power of two
  std::int64_t cache_bytes = 256 << 20;        // the writer's page cache
  std::int64_t reader_cache_bytes = 16 << 20;  // each reader's
  int readers = 2;
  std::size_t readers_queue_max = 1024;
  std::chrono::milliseconds read_time_max{10'000};  // for one statement of a reader
  std::size_t write_queue_max = 8192;               // jobs
  std::size_t batch_max = 512;                      // jobs in one transaction
  // Log size from which a calm moment is used to checkpoint: small, so that each takes a
  // millisecond.
  std::int64_t wal_idle_bytes = 256 << 10;
  std::int64_t wal_busy_bytes = 64 << 20;  // log size from which a busy writer checkpoints too
  StartCheck check = StartCheck::quick;
  std::int64_t check_bytes_max = 128 << 20;  // a larger file is sampled, not walked, by `quick`
  runtime::Metrics* metrics = nullptr;
};

// Why a database cannot be used, with a sentence for the operator that says what to do.
struct OpenRefusal {
  enum class Reason : std::uint8_t { in_use, not_ours, damaged, newer, altered, failed };
  Reason reason;
  std::string message;
};

class Database {
 public:
  virtual ~Database() = default;

  // The engine is chosen by the options. Creates the file when there is none. Refusals: another
  // process has it open (in_use); the file is something else (not_ours); damaged; cannot be opened
  // or created (failed).
  static std::expected<std::unique_ptr<Database>, OpenRefusal> open(const DatabaseOptions& options);

  // Brings a module's tables to the newest of `steps`, each step in one transaction together with
  // its record. Before start(). Refusals: the database knows later steps than we do (newer), or a
  // recorded step's text has changed (altered). Throws sql::Error when a step fails; the steps
  // before it stay.
  virtual std::expected<void, OpenRefusal> migrate(std::span<const Migration> steps,
                                                   std::string_view module) = 0;

  // The writing connection, for loading at start. Each statement is its own transaction. Not after
  // start().
  virtual Session& bootstrap() = 0;
  // Runs `work` in one transaction on the writing connection; rolls back when it throws. Not after
  // start().
  virtual void bootstrap_transaction(FunctionRef<void(Session&)> work) = 0;

  // Starts the writer thread. Queries by writes() and reads() may be made before; writes wait for
  // this.
  virtual void start() = 0;
  // Finishes all queued work, checkpoints, and closes. Called by the destructor.
  virtual void stop() = 0;

  virtual WriteQueue& writes() = 0;
  virtual Readers& reads() = 0;
  // A further read-only connection, for one long job on the caller's thread. While its snapshot is
  // open the log cannot be reused, so keep it short or the machine's disk large.
  virtual std::unique_ptr<ReadSession> open_reader() = 0;

  // Writes a consistent copy of the last committed state to `target`, which must not exist, while
  // writes go on. On the calling thread, which waits. Returns when the copy is on disk. `progress`
  // gets pages done and pages in all.
  virtual void backup_to(const std::filesystem::path& target,
                         FunctionRef<void(std::int64_t, std::int64_t)> progress) = 0;

  // The structural check of everything, on the calling thread. Empty when sound.
  virtual std::vector<std::string> check_fully() = 0;
};

}  // namespace meme::sql
