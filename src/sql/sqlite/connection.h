// One SQLite connection with its prepared statements.
#pragma once
#include <sqlite3.h>

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include <boost/unordered/unordered_flat_map.hpp>

#include "sql/readers.h"

namespace meme::sql::sqlite {

// Throws the kind of sql::Error that fits the connection's last result.
[[noreturn]] void raise(sqlite3* db, int code, std::string_view doing);

struct ConnectionOptions {
  std::filesystem::path path;
  std::string vfs;
  bool read_only = false;
  bool frozen = false;  // nobody writes the file: no locks, no log, no shared memory
  std::int64_t cache_bytes = 16 << 20;
  std::chrono::milliseconds statement_time_max{0};  // 0: no bound
};

class Connection final : public ReadSession {
 public:
  explicit Connection(const ConnectionOptions& options);
  ~Connection() override;
  Connection(const Connection&) = delete;
  Connection& operator=(const Connection&) = delete;

  Engine engine() const override { return Engine::sqlite; }
  std::int64_t execute_with(const Query& query, std::span<const Value> values) override;
  void query_with(const Query& query, std::span<const Value> values, RowVisitor visit) override;
  void begin() override;
  void end() noexcept override;

  // For the driver's own statements, which are written in the driver.
  void run(const std::string& text);
  std::string ask(const std::string& text);  // the first column of the first row, or empty
  void for_each_row(const std::string& text, RowVisitor visit);

  bool in_transaction() const { return sqlite3_get_autocommit(handle_.get()) == 0; }
  sqlite3* raw() const { return handle_.get(); }

 private:
  struct Close {
    void operator()(sqlite3* db) const { sqlite3_close_v2(db); }
  };
  struct Finalize {
    void operator()(sqlite3_stmt* statement) const { sqlite3_finalize(statement); }
  };
  using StatementHandle = std::unique_ptr<sqlite3_stmt, Finalize>;
  struct Statement {
    StatementHandle handle;
    std::vector<int> positions;  // where SQLite keeps $1, $2 …
  };

  StatementHandle compile(const char* text, unsigned flags);
  Statement& prepared(const Query& query);
  void bind(const Statement& statement, const Query& query, std::span<const Value> values);
  void start_clock();
  static int is_late(void* self);

  std::unique_ptr<sqlite3, Close> handle_;
  // By the address of the text, which is a literal and so outlives everything.
  boost::unordered_flat_map<const char*, std::unique_ptr<Statement>> statements_;
  std::chrono::milliseconds statement_time_max_;
  std::chrono::steady_clock::time_point deadline_;
};

}  // namespace meme::sql::sqlite
