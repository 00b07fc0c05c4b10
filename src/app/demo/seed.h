// Fills an empty database with a believable marketplace. The same plan gives the same rows, byte
// for byte.
#pragma once
#include <cstdint>
#include <filesystem>
#include <optional>
#include <span>
#include <string>

#include "base/clock.h"
#include "base/function_ref.h"
#include "base/time.h"
#include "catalogue/region_file.h"
#include "sql/database.h"

namespace meme::app::demo {

inline constexpr std::int64_t artists_max = 1'000'000;
inline constexpr std::int64_t reservations_max = 100'000'000;
inline constexpr int years_max = 10;

struct SeedPlan {
  std::int64_t artists = 300;  // 1 to artists_max
  int years = 1;               // of past bookings, 0 to years_max
  std::optional<std::int64_t>
      reservations{};  // about so many; without: sixty per artist and year, at most 10 million
  std::uint64_t seed = 1;
  Date today{};  // the day the marketplace is seen on; bookings before it are past
  catalogue::RegionFile region;
};

struct SeedCounts {
  std::int64_t artists = 0;
  std::int64_t portfolios = 0;
  std::int64_t members = 0;
  std::int64_t reservations = 0;
  std::int64_t claims = 0;
};

// The database must not be started. Migrates the tables it fills, and commits as it goes, so a run
// that is interrupted leaves a part. Throws std::runtime_error with a sentence when there are
// people or artists already.
SeedCounts seed(sql::Database& database, const SeedPlan& plan,
                FunctionRef<void(const SeedCounts&)> progress);

// Whether there are people or artists. Migrates the tables it asks, like seed().
bool is_seeded(sql::Database& database);

// The command `seed`: reads `arguments` (without the command's name), fills the database in `file`
// and tells on standard output what is there. 0 when done, 1 when it cannot be done, 2 when the
// arguments cannot be used.
int run_seed(std::span<const std::string> arguments, const std::filesystem::path& file,
             const Clock& clock);

}  // namespace meme::app::demo
