// Whether a file is a sound database of ours.
#pragma once
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "sql/database.h"
#include "sql/sqlite/connection.h"

namespace meme::sql::sqlite {

// 'MEME' in the file's header tells our databases from others'.
constexpr std::int64_t application_id = 0x4d454d45;

// Before SQLite opens it: an unfinished restore beside it, or a first page that is not SQLite's.
std::optional<OpenRefusal> check_file(const std::filesystem::path& path);

// Whose database it is. An empty one is nobody's and may be taken. Changes nothing.
std::optional<OpenRefusal> check_owner(Connection& connection);

// Empty when sound. `sample` reads both ends of every table and index and rows between; `walk`
// reads everything.
std::vector<std::string> sample(Connection& connection);
std::vector<std::string> walk(Connection& connection, bool indexes_too);

OpenRefusal damaged(const std::filesystem::path& path, const std::string& what);

}  // namespace meme::sql::sqlite
