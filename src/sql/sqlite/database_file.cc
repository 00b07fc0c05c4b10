#include "sql/database_file.h"

#include "sql/sqlite/backup.h"
#include "sql/sqlite/checks.h"
#include "sql/sqlite/lock_file.h"

namespace meme::sql {
namespace {

using sqlite::Connection;

constexpr Query newest_steps{
    "sql.newest_steps",
    "SELECT s.module, s.number, s.name FROM schema_step s WHERE s.number = "
    "(SELECT max(number) FROM schema_step WHERE module = s.module) ORDER BY s.module"};
constexpr Query find_steps_table{"sql.find_steps_table",
                                 "SELECT 1 FROM sqlite_schema WHERE name = 'schema_step'"};

class HeldLock final : public ExclusiveUse {
 public:
  explicit HeldLock(sqlite::LockFile lock) : lock_(std::move(lock)) {}

 private:
  sqlite::LockFile lock_;
};

std::unique_ptr<Connection> connect(const std::filesystem::path& path, bool frozen) {
  return std::make_unique<Connection>(
      sqlite::ConnectionOptions{.path = path, .read_only = true, .frozen = frozen});
}

std::vector<std::string> problems_of(const std::filesystem::path& path, bool everything,
                                     bool frozen) {
  if (auto refusal = sqlite::check_file(path)) return {refusal->message};
  try {
    const auto connection = connect(path, frozen);
    if (auto refusal = sqlite::check_owner(*connection)) return {refusal->message};
    return everything ? sqlite::walk(*connection, true) : sqlite::sample(*connection);
  } catch (const Error& failure) {
    return {failure.what()};
  }
}

}  // namespace

bool DatabaseFile::exists() const {
  std::error_code problem;
  return std::filesystem::file_size(path_, problem) > 0 && !problem;
}

std::expected<std::unique_ptr<ExclusiveUse>, OpenRefusal> DatabaseFile::take() const {
  auto lock = sqlite::LockFile::take(path_);
  if (!lock) return std::unexpected(sqlite::lock_refusal(lock.error(), path_));
  return std::make_unique<HeldLock>(std::move(*lock));
}

std::unique_ptr<ReadSession> DatabaseFile::read() const {
  return connect(path_, false);
}
std::unique_ptr<ReadSession> DatabaseFile::read_frozen() const {
  return connect(path_, true);
}

std::vector<SchemaStep> DatabaseFile::schema(ReadSession& session) {
  std::vector<SchemaStep> found;
  if (!session.maybe_integer(find_steps_table)) return found;
  session.each(newest_steps, [&found](const Row& row) {
    found.push_back({std::string(row.text(0)), row.integer(1), std::string(row.text(2))});
  });
  return found;
}

std::vector<std::string> DatabaseFile::check(bool everything) const {
  return problems_of(path_, everything, false);
}

std::vector<std::string> DatabaseFile::check_frozen() const {
  return problems_of(path_, true, true);
}

void DatabaseFile::copy_to(const std::filesystem::path& target,
                           FunctionRef<void(std::int64_t, std::int64_t)> progress) const {
  const auto source = connect(path_, false);
  sqlite::copy_database(*source, target, progress);
}

}  // namespace meme::sql
