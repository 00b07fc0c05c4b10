// The schema steps that this version knows.
#pragma once
#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

#include "sql/query.h"

namespace meme::app {

struct ModuleSchema {
  std::string_view name;
  std::span<const sql::Migration> steps;
};

// Every module with tables, in the order in which a start migrates them.
std::span<const ModuleSchema> known_schemas();

// Nothing for a module that this version does not have.
std::optional<std::int64_t> newest_step(std::string_view module);

}  // namespace meme::app
