// A database file seen from outside the process that serves it: what commands need for copying,
// checking and reading. Reads only, so it does not disturb a server that writes the file.
#pragma once
#include <cstdint>
#include <expected>
#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "base/function_ref.h"
#include "sql/database.h"

namespace meme::sql {

struct SchemaStep {
  std::string module;
  std::int64_t number = 0;
  std::string name;
};

// Keeps other processes from opening the database; let go when destroyed.
class ExclusiveUse {
 public:
  virtual ~ExclusiveUse() = default;
};

class DatabaseFile {
 public:
  explicit DatabaseFile(std::filesystem::path path) : path_(std::move(path)) {}

  const std::filesystem::path& path() const { return path_; }
  bool exists() const;

  // Refusals: a process has it open (in_use); nothing can be written beside it (failed).
  std::expected<std::unique_ptr<ExclusiveUse>, OpenRefusal> take() const;

  // Throws sql::Error. A frozen file is one that nothing writes, such as a backup: it is read as it
  // is, and no file appears beside it.
  std::unique_ptr<ReadSession> read() const;
  std::unique_ptr<ReadSession> read_frozen() const;

  // The newest step of every module. Empty for a database without any.
  static std::vector<SchemaStep> schema(ReadSession& session);

  // Problems with the file, at most 20; empty when it is sound and ours. `everything` reads every
  // page; without, a large file is sampled.
  std::vector<std::string> check(bool everything) const;
  std::vector<std::string> check_frozen() const;  // everything

  // As Database::backup_to, from another process than the server's.
  void copy_to(const std::filesystem::path& target,
               FunctionRef<void(std::int64_t, std::int64_t)> progress) const;

 private:
  std::filesystem::path path_;
};

}  // namespace meme::sql
