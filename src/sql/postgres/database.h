// sql::Database on PostgreSQL: one connection that writes, some that read. Other processes may do
// the same with the same database.
#pragma once
#include <memory>

#include "sql/database.h"
#include "sql/postgres/writer.h"

namespace meme::sql::postgres {

class PostgresDatabase final : public Database {
 public:
  explicit PostgresDatabase(const DatabaseOptions& options);
  ~PostgresDatabase() override;

  // Connects. Throws sql::Error.
  std::expected<void, OpenRefusal> verify();

  std::expected<void, OpenRefusal> migrate(std::span<const Migration> steps,
                                           std::string_view module) override;
  Session& bootstrap() override;
  void bootstrap_transaction(FunctionRef<void(Session&)> work) override;
  void start() override;
  void stop() override;
  WriteQueue& writes() override { return writes_; }
  Readers& reads() override { return *readers_; }
  std::unique_ptr<ReadSession> open_reader() override;
  // Throws sql::Error: a server is backed up by its own tools.
  void backup_to(const std::filesystem::path& target,
                 FunctionRef<void(std::int64_t, std::int64_t)> progress) override;
  // The server watches over its own files.
  std::vector<std::string> check_fully() override { return {}; }

 private:
  DatabaseOptions options_;
  Writer writer_;
  WriteQueue writes_;
  std::unique_ptr<Readers> readers_;
  bool started_ = false;
  bool stopped_ = false;
};

// What Database::open does with a URL.
std::expected<std::unique_ptr<Database>, OpenRefusal> open(const DatabaseOptions& options);

}  // namespace meme::sql::postgres
