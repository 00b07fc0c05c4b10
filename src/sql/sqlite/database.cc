#include "sql/sqlite/database.h"

#include <fmt/format.h>

#include "runtime/log.h"
#include "sql/postgres/database.h"
#include "sql/sqlite/backup.h"
#include "sql/sqlite/checks.h"
#include "sql/sqlite/migrations.h"

namespace meme::sql {
namespace sqlite {
namespace {

std::expected<LockFile, OpenRefusal> lock_of(const DatabaseOptions& options) {
  if (!options.vfs.empty()) return LockFile();  // such files may not exist outside SQLite
  auto lock = LockFile::take(options.path);
  if (lock) return std::move(*lock);
  return std::unexpected(lock_refusal(lock.error(), options.path));
}

std::vector<std::string> check_at_start(Connection& connection, const DatabaseOptions& options) {
  if (options.check == StartCheck::none) return {};
  if (options.check == StartCheck::full) return walk(connection, true);
  const std::int64_t bytes = std::stoll(connection.ask("PRAGMA page_count")) *
                             std::stoll(connection.ask("PRAGMA page_size"));
  return bytes <= options.check_bytes_max ? walk(connection, false) : sample(connection);
}

std::optional<ReadAhead> read_ahead(const DatabaseOptions& options) {
  if (!options.vfs.empty()) return {};  // such files may not exist outside SQLite
  return std::optional<ReadAhead>(std::in_place, options.path);
}

}  // namespace

SqliteDatabase::SqliteDatabase(const DatabaseOptions& options, LockFile lock)
    : options_(options),
      lock_(std::move(lock)),
      read_ahead_(read_ahead(options)),
      writer_(options),
      writes_(writer_, {.queue_max = options.write_queue_max,
                        .batch_max = options.batch_max,
                        .metrics = options.metrics}) {}

SqliteDatabase::~SqliteDatabase() {
  stop();
}

std::expected<void, OpenRefusal> SqliteDatabase::verify() {
  if (auto refusal = check_owner(writer_.connection())) return std::unexpected(*refusal);
  writer_.configure(options_);
  const auto problems = check_at_start(writer_.connection(), options_);
  if (!problems.empty()) return std::unexpected(damaged(options_.path, problems.front()));
  open_readers();
  sound_ = true;
  return {};
}

void SqliteDatabase::open_readers() {
  std::vector<std::unique_ptr<ReadSession>> sessions;
  for (int i = 0; i < options_.readers; ++i) sessions.push_back(reader(options_.read_time_max));
  readers_ = std::make_unique<Readers>(std::move(sessions), options_.readers_queue_max);
}

std::unique_ptr<Connection> SqliteDatabase::reader(std::chrono::milliseconds statement_time_max) {
  const ConnectionOptions reading{.path = options_.path,
                                  .vfs = options_.vfs,
                                  .read_only = true,
                                  .cache_bytes = options_.reader_cache_bytes,
                                  .statement_time_max = statement_time_max};
  return std::make_unique<Connection>(reading);
}

std::unique_ptr<ReadSession> SqliteDatabase::open_reader() {
  return reader(std::chrono::milliseconds{0});
}

std::expected<void, OpenRefusal> SqliteDatabase::migrate(std::span<const Migration> steps,
                                                         std::string_view module) {
  MEME_ASSERT(!started_);
  return sqlite::migrate(writer_.connection(), steps, module);
}

Session& SqliteDatabase::bootstrap() {
  MEME_ASSERT(!started_);
  return writer_.session();
}

void SqliteDatabase::bootstrap_transaction(FunctionRef<void(Session&)> work) {
  MEME_ASSERT(!started_);
  writer_.begin();
  try {
    work(writer_.session());
    writer_.commit();
  } catch (...) {
    writer_.rollback();
    throw;
  }
  writer_.upkeep(true);
}

void SqliteDatabase::start() {
  MEME_ASSERT(!started_);
  started_ = true;
  read_ahead_.reset();
  writes_.start();
}

void SqliteDatabase::stop() {
  if (stopped_) return;
  stopped_ = true;
  writes_.stop();
  readers_.reset();
  if (sound_) writer_.finish_log();
}

void SqliteDatabase::backup_to(const std::filesystem::path& target,
                               FunctionRef<void(std::int64_t, std::int64_t)> progress) {
  const auto source = reader(std::chrono::milliseconds{0});
  copy_database(*source, target, progress);
}

std::vector<std::string> SqliteDatabase::check_fully() {
  const auto source = reader(std::chrono::milliseconds{0});
  return walk(*source, true);
}

}  // namespace sqlite

std::expected<std::unique_ptr<Database>, OpenRefusal> Database::open(
    const DatabaseOptions& options) {
  if (!options.url.empty()) return postgres::open(options);
  if (options.vfs.empty()) {
    if (auto refusal = sqlite::check_file(options.path)) return std::unexpected(*refusal);
  }
  auto lock = sqlite::lock_of(options);
  if (!lock) return std::unexpected(lock.error());
  try {
    auto database = std::make_unique<sqlite::SqliteDatabase>(options, std::move(*lock));
    if (auto verified = database->verify(); !verified) return std::unexpected(verified.error());
    return database;
  } catch (const Damaged& damage) {
    return std::unexpected(sqlite::damaged(options.path, damage.what()));
  } catch (const Error& failure) {
    return std::unexpected(OpenRefusal{
        OpenRefusal::Reason::failed, fmt::format("Cannot open the database: {}", failure.what())});
  }
}

}  // namespace meme::sql
