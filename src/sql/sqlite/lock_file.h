// Keeps a second process from writing the same database. The lock is on a file of its own: opening
// and closing the database file itself would drop SQLite's locks on it.
#pragma once
#include <expected>
#include <filesystem>
#include <string>
#include <utility>

#include "sql/database.h"

namespace meme::sql::sqlite {

class LockFile {
 public:
  LockFile() = default;  // holds nothing
  LockFile(LockFile&& other) noexcept : descriptor_(std::exchange(other.descriptor_, -1)) {}
  LockFile& operator=(LockFile&& other) noexcept {
    std::swap(descriptor_, other.descriptor_);
    return *this;
  }
  ~LockFile();

  enum class Problem { taken, cannot_create };
  // Takes "<database>.lock". Let go when destroyed, and by the kernel when the process ends in any
  // way.
  static std::expected<LockFile, Problem> take(const std::filesystem::path& database);

 private:
  int descriptor_ = -1;
};

OpenRefusal lock_refusal(LockFile::Problem problem, const std::filesystem::path& database);

}  // namespace meme::sql::sqlite
