#include "sql/postgres/migrations.h"

#include <openssl/sha.h>

#include <array>
#include <map>
#include <string>

#include <fmt/format.h>

#include "runtime/failpoints.h"
#include "runtime/log.h"

namespace meme::sql::postgres {
namespace {

// 'MEME' as a number: what the advisory lock of all our migrations is called.
constexpr const char* take_lock = "SELECT pg_advisory_xact_lock(1296387397)";
constexpr const char* create_record = R"(
  CREATE TABLE IF NOT EXISTS schema_step (
    module   text NOT NULL,
    number   bigint NOT NULL,
    name     text NOT NULL,
    checksum text NOT NULL,
    PRIMARY KEY (module, number)
  ))";
constexpr Query find_steps{"sql.find_steps",
                           "SELECT number, name, checksum FROM schema_step WHERE module = $1"};
constexpr Query insert_step{
    "sql.insert_step",
    "INSERT INTO schema_step (module, number, name, checksum) VALUES ($1, $2, $3, $4)"};
constexpr Query foreign_tables{
    "sql.foreign_tables",
    "SELECT count(*) FROM pg_tables WHERE schemaname = current_schema() AND NOT EXISTS"
    " (SELECT 1 FROM pg_tables WHERE schemaname = current_schema() AND tablename = 'schema_step')"};

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
  connection.each(
      find_steps,
      [&found](const Row& row) {
        found.emplace(row.integer(0), Applied{std::string(row.text(1)), std::string(row.text(2))});
      },
      module);
  return found;
}

// A transaction that alone may change the schema, until it ends.
class SchemaChange {
 public:
  explicit SchemaChange(Connection& connection) : connection_(connection) {
    connection_.link().run("BEGIN");
    // Another process may be migrating for longer than a statement may usually take.
    connection_.link().run("SET LOCAL statement_timeout = 0");
    connection_.link().run(take_lock);
    connection_.link().run("SET LOCAL client_min_messages = warning");
    connection_.link().run(create_record);
  }
  ~SchemaChange() {
    if (!connection_.in_transaction()) return;
    try {
      connection_.link().run("ROLLBACK");
    } catch (const Error&) {
      connection_.link().close();
    }
  }
  SchemaChange(const SchemaChange&) = delete;
  SchemaChange& operator=(const SchemaChange&) = delete;

  void commit() { connection_.link().run("COMMIT"); }

 private:
  Connection& connection_;
};

void apply(Connection& connection, const Migration& step, std::string_view module) {
  MEME_FAILPOINT("sql.migrate.step");
  connection.link().run(step.text(Engine::postgres));
  if (!connection.in_transaction()) {
    throw Error(fmt::format("{}/{} ends its transaction", module, step.name()), 0);
  }
  connection.execute(insert_step, module, step.number(), step.name(),
                     checksum(step.text(Engine::postgres)));
  MEME_FAILPOINT("sql.migrate.commit");
}

OpenRefusal newer(std::string_view module, const Applied& unknown) {
  return {OpenRefusal::Reason::newer,
          fmt::format("The database was written by a newer version of meme: {} is at step '{}', "
                      "which this version does not know. Start the newer version",
                      module, unknown.name)};
}

OpenRefusal altered(std::string_view module, const Migration& step) {
  return {
      OpenRefusal::Reason::altered,
      fmt::format("Schema step '{}' of {} is not the one this database was made with. Steps are "
                  "never edited: put the old text back and add a new step",
                  step.name(), module)};
}

// One step, or the news that all are there. Each looks anew: another process may have been here.
std::expected<bool, OpenRefusal> apply_next(Connection& connection,
                                            std::span<const Migration> steps,
                                            std::string_view module) {
  SchemaChange change(connection);
  const auto applied = applied_steps(connection, module);
  if (!applied.empty() && applied.rbegin()->first > static_cast<std::int64_t>(steps.size())) {
    return std::unexpected(newer(module, applied.rbegin()->second));
  }
  for (const Migration& step : steps) {
    const auto found = applied.find(step.number());
    if (found == applied.end()) {
      apply(connection, step, module);
      change.commit();
      log::info("sql.migrated", {{"module", module}, {"step", step.name()}});
      return true;
    }
    if (found->second.checksum != checksum(step.text(Engine::postgres))) {
      return std::unexpected(altered(module, step));
    }
  }
  return false;
}

}  // namespace

std::expected<void, OpenRefusal> migrate(Connection& connection, std::span<const Migration> steps,
                                         std::string_view module) {
  connection.open();
  for (;;) {
    const auto applied = apply_next(connection, steps, module);
    if (!applied) return std::unexpected(applied.error());
    if (!*applied) return {};
  }
}

std::optional<OpenRefusal> check_owner(Connection& connection) {
  if (connection.maybe_integer(foreign_tables) == 0) return std::nullopt;
  return OpenRefusal{OpenRefusal::Reason::not_ours,
                     "The PostgreSQL database holds tables of something else. Name another one, "
                     "or an empty schema with ?options=-csearch_path%3DNAME"};
}

}  // namespace meme::sql::postgres
