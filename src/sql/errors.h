// What a statement can throw. None of them is a refusal of the domain: a rule that a caller can act
// on is decided before the database is asked, and a Constraint that fires all the same is caught by
// the service that knows what it means.
#pragma once
#include <stdexcept>
#include <string>

#include "runtime/unavailable.h"

namespace meme::sql {

class Error : public std::runtime_error {
 public:
  Error(const std::string& message, int code) : std::runtime_error(message), code_(code) {}
  int code() const { return code_; }  // the engine's extended result code

 private:
  int code_;
};

// A constraint or a trigger refused. what() carries the engine's text, so a trigger's message is
// found in it.
class Constraint : public Error {
  using Error::Error;
};

// The storage cannot take writes: a failed write, sync or open. Reads may go on; the next write
// tries again.
class StorageFailed : public Error, public runtime::Unavailable {
 public:
  using Error::Error;
  std::string_view problem_code() const noexcept override { return "storage_failed"; }
  std::string_view problem_detail() const noexcept override {
    return "The disk fails at the moment. Nothing was changed.";
  }
};

// No space is left. Nothing was changed; writes work again when there is space.
class StorageFull : public StorageFailed {
 public:
  using StorageFailed::StorageFailed;
  std::string_view problem_code() const noexcept override { return "storage_full"; }
  std::string_view problem_detail() const noexcept override {
    return "The disk is full. Nothing was changed; reading goes on.";
  }
};

// The file does not hold what it should. Writes stop until it is restored from a backup.
class Damaged : public Error {
  using Error::Error;
};

// The statement took longer than its connection allows.
class TookTooLong : public Error {
  using Error::Error;
};

}  // namespace meme::sql
