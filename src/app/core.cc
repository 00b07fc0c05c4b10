#include "app/core.h"

#include <sys/stat.h>

#include <cstdio>
#include <stdexcept>
#include <system_error>
#include <thread>

#include <fmt/format.h>

namespace meme::app {

CoreSettings read_core(runtime::Settings& settings) {
  CoreSettings core;
  core.data = settings.path("data", "meme-data", "The data folder: database, keys, backups.");
  core.database.path = core.data / "meme.db";
  core.database.cache_bytes =
      settings.integer("database.cache_mb", 256, {8, 65536, "MiB", "The writer's page cache."})
      << 20;
  core.database.readers = static_cast<int>(
      settings.integer("database.readers", 2, {1, 64, "connections", "Connections that read."}));
  core.database.write_queue_max = static_cast<std::size_t>(settings.integer(
      "database.write_queue_max", 8192,
      {16, 1 << 20, "writes", "Writes that may wait; a further one is answered 503."}));
  core.database.batch_max = static_cast<std::size_t>(settings.integer(
      "database.batch_max", 512, {1, 8192, "writes", "Writes in one transaction."}));
  core.database.wal_idle_bytes =
      settings.integer("database.log_idle_kb", 256,
                       {4, 1 << 20, "KiB", "Log that a calm moment copies into the file."})
      << 10;
  core.database.wal_busy_bytes =
      settings.integer("database.log_busy_mb", 64,
                       {1, 4096, "MiB", "Log that is copied in busy times too."})
      << 20;
  // One processor is left to the writer.
  const auto processors = static_cast<std::int64_t>(std::thread::hardware_concurrency());
  core.io_threads = settings.integer("http.io_threads", std::max<std::int64_t>(1, processors - 1),
                                     {1, 256, "threads", "Event loops."});
  return core;
}

void make_data_folder(const std::filesystem::path& data) {
  std::error_code failed;
  std::filesystem::create_directories(data, failed);
  if (failed) {
    throw std::runtime_error(
        fmt::format("The data folder {} cannot be made: {}. Choose another one with --data=FOLDER.",
                    data.string(), failed.message()));
  }
  ::chmod(data.c_str(), S_IRWXU);
}

std::unique_ptr<sql::Database> open_database(const CoreSettings& core) {
  make_data_folder(core.data);
  auto database = sql::Database::open(core.database);
  if (!database) throw std::runtime_error(database.error().message);
  return std::move(*database);
}

bool accept(runtime::Settings& settings) {
  const auto good = settings.finish();
  if (good) return true;
  for (const std::string& problem : good.error()) std::fprintf(stderr, "%s\n", problem.c_str());
  return false;
}

}  // namespace meme::app
