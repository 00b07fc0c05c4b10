// Read-only connections on threads of their own. Any thread may call.
#pragma once
#include <cstddef>
#include <functional>
#include <memory>
#include <mutex>
#include <type_traits>
#include <utility>
#include <vector>

#include "runtime/workers.h"
#include "sql/session.h"

namespace meme::sql {

// A read-only connection whose statements, between begin() and end(), see one state of the
// database.
class ReadSession : public Session {
 public:
  virtual void begin() = 0;
  virtual void end() noexcept = 0;
};

// begin() and end() around a scope.
class Snapshot {
 public:
  explicit Snapshot(ReadSession& session) : session_(session) { session_.begin(); }
  ~Snapshot() { session_.end(); }
  Snapshot(const Snapshot&) = delete;
  Snapshot& operator=(const Snapshot&) = delete;

 private:
  ReadSession& session_;
};

class Readers {
 public:
  // One thread per session.
  Readers(std::vector<std::unique_ptr<ReadSession>> sessions, std::size_t queue_max);

  // Runs `R work(Session&)` on a reader thread; all its statements see one state of the database,
  // at least as new as the last commit before the call. Throws Overloaded when too many wait,
  // TookTooLong when a statement does.
  template <class F>
  runtime::Task<std::invoke_result_t<F&, Session&>> run(F work) {
    auto with_session = [this, work = std::move(work)]() mutable {
      Lease lease(*this);
      Snapshot snapshot(*lease.session);
      return work(static_cast<Session&>(*lease.session));
    };
    return pool_.run(std::move(with_session));
  }

  // Finishes what is queued; afterwards run() throws Overloaded.
  void stop() { pool_.stop(); }

 private:
  struct Lease {
    explicit Lease(Readers& readers);
    ~Lease();
    Readers& owner;
    std::unique_ptr<ReadSession> session;
  };

  std::mutex mutex_;
  std::vector<std::unique_ptr<ReadSession>> idle_;
  runtime::WorkerPool pool_;
};

}  // namespace meme::sql
