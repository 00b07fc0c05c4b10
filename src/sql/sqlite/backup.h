// A consistent copy of a database while it is written.
#pragma once
#include <filesystem>

#include "base/function_ref.h"
#include "sql/sqlite/connection.h"

namespace meme::sql::sqlite {

// `source` is a read-only connection of its own; it keeps one state of the database open for as
// long as the copy takes, and neither writes nor checkpoints. The copy appears under its name when
// it is complete and on disk. Throws StorageFull before it begins when the target's disk is too
// small.
void copy_database(Connection& source, const std::filesystem::path& target,
                   FunctionRef<void(std::int64_t, std::int64_t)> progress);

}  // namespace meme::sql::sqlite
