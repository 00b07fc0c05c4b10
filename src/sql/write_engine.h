// What the write queue needs of a database engine: one connection's transactions. Used by the
// writer thread only (by the opening thread before the queue starts). Everything that is not
// noexcept throws sql::Error.
#pragma once
#include "sql/session.h"

namespace meme::sql {

class WriteEngine {
 public:
  virtual ~WriteEngine() = default;

  virtual Session& session() = 0;
  virtual void begin() = 0;
  // Sends what the session has put off; throws what those statements throw.
  virtual void flush() {}
  // Returns when everything is on disk. When it throws, nothing of the transaction is to be seen,
  // and the next one may try.
  virtual void commit() = 0;
  virtual void rollback() noexcept = 0;
  virtual bool in_transaction() const = 0;

  // One level only.
  virtual void set_savepoint() = 0;
  virtual void release_savepoint() = 0;
  virtual void return_to_savepoint() = 0;

  // Housekeeping between transactions, in small steps; `idle` when no job waits.
  virtual void upkeep(bool idle) noexcept = 0;
};

}  // namespace meme::sql
