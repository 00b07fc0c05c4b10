// Puts a backup in the place of the database.
#pragma once
#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include "app/backup.h"

namespace meme::app {

struct RestoreRequest {
  std::filesystem::path backup;
  std::filesystem::path database;
  bool force = false;  // an existing database may be replaced; it is kept aside
  Instant now{};
};

// What a restore would do, and what stands in its way.
struct RestorePlan {
  Manifest manifest;
  bool replaces = false;        // there is a database now
  std::filesystem::path aside;  // where that is kept
  std::int64_t bytes_needed = 0;
  std::int64_t bytes_free = 0;
  std::vector<std::string> obstacles;  // sentences; empty: it can be done
};

// Reads the whole backup to be sure of it. Changes nothing.
RestorePlan plan_restore(const RestoreRequest& request);

// Does what plan_restore() promises. A loss of power or a kill on the way leaves either the old
// state, or one that refuses to start and says that the restore must be run again. Throws
// std::runtime_error when there are obstacles.
RestorePlan restore(const RestoreRequest& request);

}  // namespace meme::app
