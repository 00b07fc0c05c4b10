// The one connection of this process that writes.
#pragma once
#include <string>

#include "sql/database.h"
#include "sql/postgres/batch_session.h"
#include "sql/write_engine.h"

namespace meme::sql::postgres {

// Every transaction is told its number when it begins, so that its fate can be asked for when the
// connection is lost while it commits.
class Writer final : public WriteEngine {
 public:
  explicit Writer(const DatabaseOptions& options);

  Session& session() override { return session_; }
  Connection& connection() { return connection_; }

  void begin() override;
  void flush() override { session_.flush(); }
  void commit() override;
  void rollback() noexcept override;
  bool in_transaction() const override { return connection_.in_transaction(); }
  void set_savepoint() override;
  void release_savepoint() override;
  void return_to_savepoint() override;
  void upkeep(bool) noexcept override {}

 private:
  void begin_once();
  void run(const char* text);
  bool was_committed();

  Connection connection_;
  BatchSession session_;
  std::string settings_;     // of each transaction, behind a pooler
  std::string transaction_;  // its number
};

LinkOptions link_options(const DatabaseOptions& options, bool read_only);

}  // namespace meme::sql::postgres
