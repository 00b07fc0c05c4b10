#include "sql/postgres/database.h"

#include <fmt/format.h>

#include "sql/postgres/migrations.h"

namespace meme::sql::postgres {
namespace {

constexpr Query server_version{"sql.server_version",
                               "SELECT current_setting('server_version_num')::bigint"};
constexpr std::int64_t oldest_version = 140'000;

}  // namespace

PostgresDatabase::PostgresDatabase(const DatabaseOptions& options)
    : options_(options),
      writer_(options),
      writes_(writer_, {.queue_max = options.write_queue_max,
                        .batch_max = options.batch_max,
                        .metrics = options.metrics}) {
  std::vector<std::unique_ptr<ReadSession>> sessions;
  for (int i = 0; i < options_.readers; ++i) {
    sessions.push_back(std::make_unique<Connection>(link_options(options_, true)));
  }
  readers_ = std::make_unique<Readers>(std::move(sessions), options_.readers_queue_max);
}

PostgresDatabase::~PostgresDatabase() {
  stop();
}

std::expected<void, OpenRefusal> PostgresDatabase::verify() {
  const std::int64_t version = writer_.connection().maybe_integer(server_version).value_or(0);
  if (version < oldest_version) {
    return std::unexpected(
        OpenRefusal{OpenRefusal::Reason::failed,
                    fmt::format("The PostgreSQL server has version {}; 14 is the oldest that "
                                "serves",
                                version / 10'000)});
  }
  if (auto refusal = check_owner(writer_.connection())) return std::unexpected(*refusal);
  return {};
}

std::expected<void, OpenRefusal> PostgresDatabase::migrate(std::span<const Migration> steps,
                                                           std::string_view module) {
  MEME_ASSERT(!started_);
  return postgres::migrate(writer_.connection(), steps, module);
}

Session& PostgresDatabase::bootstrap() {
  MEME_ASSERT(!started_);
  return writer_.session();
}

void PostgresDatabase::bootstrap_transaction(FunctionRef<void(Session&)> work) {
  MEME_ASSERT(!started_);
  writer_.begin();
  try {
    work(writer_.session());
    writer_.commit();
  } catch (...) {
    writer_.rollback();
    throw;
  }
}

void PostgresDatabase::start() {
  MEME_ASSERT(!started_);
  started_ = true;
  writes_.start();
}

void PostgresDatabase::stop() {
  if (stopped_) return;
  stopped_ = true;
  writes_.stop();
  readers_.reset();
}

std::unique_ptr<ReadSession> PostgresDatabase::open_reader() {
  LinkOptions unbounded = link_options(options_, true);
  unbounded.statement_time_max = std::chrono::milliseconds{0};
  return std::make_unique<Connection>(std::move(unbounded));
}

void PostgresDatabase::backup_to(const std::filesystem::path&,
                                 FunctionRef<void(std::int64_t, std::int64_t)>) {
  throw Error("a PostgreSQL database is backed up with pg_dump or pg_basebackup", 0);
}

std::expected<std::unique_ptr<Database>, OpenRefusal> open(const DatabaseOptions& options) {
  try {
    auto database = std::make_unique<PostgresDatabase>(options);
    if (auto verified = database->verify(); !verified) return std::unexpected(verified.error());
    return database;
  } catch (const Error& failure) {
    return std::unexpected(OpenRefusal{
        OpenRefusal::Reason::failed, fmt::format("Cannot open the database: {}", failure.what())});
  }
}

}  // namespace meme::sql::postgres
