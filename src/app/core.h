// What nearly every command needs: settings, the data folder, the database in it.
#pragma once
#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "runtime/settings.h"
#include "sql/database.h"

namespace meme::app {

struct CoreSettings {
  std::filesystem::path data;
  sql::DatabaseOptions database;
  std::int64_t io_threads = 1;
};

// Reads the data.* and database.* settings.
CoreSettings read_core(runtime::Settings& settings);

// Makes the data folder, private to its owner, when it is not there. Throws std::runtime_error with
// a sentence.
void make_data_folder(const std::filesystem::path& data);

// Opens the database in the data folder. Throws std::runtime_error with a sentence that says what
// to do.
std::unique_ptr<sql::Database> open_database(const CoreSettings& core);

// Prints every problem of the settings. True when there is none.
bool accept(runtime::Settings& settings);

}  // namespace meme::app
