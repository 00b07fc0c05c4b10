// sql::Database on SQLite: the file's lock, the checks at opening, the migrations, and who owns
// which connection.
#pragma once
#include <memory>
#include <optional>

#include "sql/database.h"
#include "sql/sqlite/lock_file.h"
#include "sql/sqlite/read_ahead.h"
#include "sql/sqlite/writer.h"

namespace meme::sql::sqlite {

class SqliteDatabase final : public Database {
 public:
  SqliteDatabase(const DatabaseOptions& options, LockFile lock);
  ~SqliteDatabase() override;

  // Whose file it is, whether it is sound; then opens the readers.
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
  void backup_to(const std::filesystem::path& target,
                 FunctionRef<void(std::int64_t, std::int64_t)> progress) override;
  std::vector<std::string> check_fully() override;

 private:
  std::unique_ptr<Connection> reader(std::chrono::milliseconds statement_time_max);
  void open_readers();

  DatabaseOptions options_;
  LockFile lock_;
  std::optional<ReadAhead> read_ahead_;  // while everything is being loaded
  Writer writer_;
  WriteQueue writes_;
  std::unique_ptr<Readers> readers_;
  bool sound_ = false;  // verified; a database that is not is left exactly as it is
  bool started_ = false;
  bool stopped_ = false;
};

}  // namespace meme::sql::sqlite
