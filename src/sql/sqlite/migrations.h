// Brings the tables to the newest step. Each step and its record are one transaction.
#pragma once
#include <expected>
#include <span>
#include <string_view>

#include "sql/database.h"
#include "sql/sqlite/connection.h"

namespace meme::sql::sqlite {

std::expected<void, OpenRefusal> migrate(Connection& connection, std::span<const Migration> steps,
                                         std::string_view module);

}  // namespace meme::sql::sqlite
