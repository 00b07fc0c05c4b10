// What a statement can throw. None of them is a refusal of the domain: a rule that a caller can act
// on is decided before the database is asked, and a Constraint that fires all the same is caught by
// the service that knows what it means.
#pragma once
#include <exception>
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
 public:
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

// The database cannot be reached, or did not answer in time. Nothing was changed; the next call
// connects anew.
class Unreachable : public StorageFailed {
 public:
  using StorageFailed::StorageFailed;
  std::string_view problem_code() const noexcept override { return "database_unreachable"; }
  std::string_view problem_detail() const noexcept override {
    return "The database cannot be reached at the moment. Nothing was changed.";
  }
};

// Another process has written first, so what was to be written rests on an old state. Look again
// and decide again.
class Stale : public Constraint, public runtime::Unavailable {
 public:
  using Constraint::Constraint;
  std::string_view problem_code() const noexcept override { return "contended"; }
  std::string_view problem_detail() const noexcept override {
    return "Others write the same at the moment. Nothing was changed; try again.";
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

// Whether a caught exception is of the kind.
template <class Kind>
bool is_a(const std::exception_ptr& problem) {
  try {
    std::rethrow_exception(problem);
  } catch (const Kind&) {
    return true;
  } catch (...) {
    return false;
  }
}

}  // namespace meme::sql
