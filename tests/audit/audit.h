// What must be true of a booking database at rest, and what it says about every reservation.
#pragma once
#include <string>
#include <vector>

#include "checker/history.h"
#include "sql/sqlite/connection.h"

namespace meme::audit {

// The faults that audit.sql finds, and those of SQLite's own integrity check. Empty when sound.
std::vector<std::string> faults(sql::sqlite::Connection& database);

// Every reservation as an operation of kind `last`, at `moment` of the history's clock.
checker::History last_reading(sql::sqlite::Connection& database, std::int64_t moment);

}  // namespace meme::audit
