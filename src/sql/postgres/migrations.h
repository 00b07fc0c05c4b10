// Brings the tables to the newest step. Each step and its record are one transaction; a lock in the
// database keeps other processes from doing the same at once.
#pragma once
#include <expected>
#include <span>
#include <string_view>

#include "sql/database.h"
#include "sql/postgres/connection.h"

namespace meme::sql::postgres {

std::expected<void, OpenRefusal> migrate(Connection& connection, std::span<const Migration> steps,
                                         std::string_view module);

// Whose database it is. An empty one is nobody's and may be taken.
std::optional<OpenRefusal> check_owner(Connection& connection);

}  // namespace meme::sql::postgres
