#include "sql/sqlite/migrations.h"

#include <openssl/sha.h>

#include <array>
#include <map>
#include <string>

#include <fmt/format.h>

#include "runtime/failpoints.h"
#include "runtime/log.h"

namespace meme::sql::sqlite {
namespace {

constexpr const char* create_record = R"(
  CREATE TABLE IF NOT EXISTS schema_step (
    module   TEXT NOT NULL,
    number   INTEGER NOT NULL,
    name     TEXT NOT NULL,
    checksum TEXT NOT NULL,
    PRIMARY KEY (module, number)
  ) STRICT, WITHOUT ROWID)";
constexpr Query find_record{"sql.find_record",
                            "SELECT 1 FROM sqlite_schema WHERE name = 'schema_step'"};
constexpr Query find_steps{"sql.find_steps",
                           "SELECT number, name, checksum FROM schema_step WHERE module = $1"};
constexpr Query insert_step{
    "sql.insert_step",
    "INSERT INTO schema_step (module, number, name, checksum) VALUES ($1, $2, $3, $4)"};

struct Applied {
  std::string name;
  std::string checksum;
};

std::string checksum(std::string_view text) {
  std::array<unsigned char, SHA256_DIGEST_LENGTH> digest{};
  SHA256(reinterpret_cast<const unsigned char*>(text.data()), text.size(), digest.data());
  return fmt::format("{:02x}", fmt::join(digest, ""));
}

std::map<std::int64_t, Applied> applied_steps(Connection& connection, std::string_view module) {
  std::map<std::int64_t, Applied> found;
  if (!connection.maybe_integer(find_record)) return found;
  connection.each(
      find_steps,
      [&found](const Row& row) {
        found.emplace(row.integer(0), Applied{std::string(row.text(1)), std::string(row.text(2))});
      },
      module);
  return found;
}

class Rollback {
 public:
  explicit Rollback(Connection& connection) : connection_(connection) {}
  ~Rollback() {
    if (!connection_.in_transaction()) return;
    sqlite3_exec(connection_.raw(), "ROLLBACK", nullptr, nullptr, nullptr);
  }
  Rollback(const Rollback&) = delete;
  Rollback& operator=(const Rollback&) = delete;

 private:
  Connection& connection_;
};

void apply(Connection& connection, const Migration& step, std::string_view module) {
  const Rollback rollback(connection);
  connection.run("BEGIN IMMEDIATE");
  connection.run(create_record);
  MEME_FAILPOINT("sql.migrate.step");
  connection.run(step.text(Engine::sqlite));
  if (!connection.in_transaction()) {
    throw Error(fmt::format("{}/{} ends its transaction", module, step.name()), SQLITE_MISUSE);
  }
  connection.execute(insert_step, module, step.number(), step.name(),
                     checksum(step.text(Engine::sqlite)));
  MEME_FAILPOINT("sql.migrate.commit");
  connection.run("COMMIT");
  log::info("sql.migrated", {{"module", module}, {"step", step.name()}});
}

OpenRefusal newer(std::string_view module, const Applied& unknown) {
  return {OpenRefusal::Reason::newer,
          fmt::format("The database was written by a newer version of meme: {} is at step '{}', "
                      "which this version does not know. Start the newer version, or restore a "
                      "backup made before the update",
                      module, unknown.name)};
}

OpenRefusal altered(std::string_view module, const Migration& step) {
  return {
      OpenRefusal::Reason::altered,
      fmt::format("Schema step '{}' of {} is not the one this database was made with. Steps are "
                  "never edited: put the old text back and add a new step",
                  step.name(), module)};
}

}  // namespace

std::expected<void, OpenRefusal> migrate(Connection& connection, std::span<const Migration> steps,
                                         std::string_view module) {
  const auto applied = applied_steps(connection, module);
  if (!applied.empty() && applied.rbegin()->first > static_cast<std::int64_t>(steps.size())) {
    return std::unexpected(newer(module, applied.rbegin()->second));
  }
  int number = 0;
  for (const Migration& step : steps) {
    MEME_ASSERT(step.number() == ++number);
    const auto found = applied.find(step.number());
    if (found == applied.end()) {
      apply(connection, step, module);
    } else if (found->second.checksum != checksum(step.text(Engine::sqlite))) {
      return std::unexpected(altered(module, step));
    }
  }
  return {};
}

}  // namespace meme::sql::sqlite
