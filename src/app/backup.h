// Backups: a folder with a copy of the database and a manifest that says what it holds. A folder
// without a readable manifest is no backup: the manifest is written last.
#pragma once
#include <cstdint>
#include <expected>
#include <filesystem>
#include <string>
#include <vector>

#include "base/function_ref.h"
#include "base/time.h"
#include "json/json.h"
#include "sql/database_file.h"

namespace meme::app {

struct BackedUpModule {
  std::string module;
  std::int64_t step = 0;  // the newest schema step
};

struct Manifest {
  std::int64_t format = 1;
  std::string version;  // of meme
  Instant created_at{};
  std::string file;  // the copy's name in the folder
  std::int64_t bytes = 0;
  std::string sha256;
  std::vector<BackedUpModule> schema;
};
void describe(json::Describe<BackedUpModule>& d);
void describe(json::Describe<Manifest>& d);

using Progress = FunctionRef<void(std::int64_t done, std::int64_t all)>;

// Makes `folder`/meme-<time> while the database may be served and written by another process. The
// backup's path. Throws std::exception; then nothing is left behind.
std::filesystem::path create_backup(const sql::DatabaseFile& database,
                                    const std::filesystem::path& folder, Instant now,
                                    Progress progress);

// A sentence when there is no manifest that this version can read.
std::expected<Manifest, std::string> read_manifest(const std::filesystem::path& backup);

// Compares the copy with its manifest and checks its structure. Empty when it can be restored.
std::vector<std::string> verify_backup(const std::filesystem::path& backup);

// The backups in a folder, oldest first.
std::vector<std::filesystem::path> list_backups(const std::filesystem::path& folder);

}  // namespace meme::app
