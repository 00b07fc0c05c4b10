// One wire to a PostgreSQL server: libpq in pipeline mode, every wait with a deadline.
#pragma once
#include <libpq-fe.h>

#include <chrono>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

namespace meme::sql::postgres {

struct LinkOptions {
  std::string url;
  std::string password;
  bool pooled = false;
  bool read_only = false;
  std::chrono::milliseconds connect_time_max{5'000};
  std::chrono::milliseconds statement_time_max{0};  // told to the server; 0: no bound
};

struct ClearResult {
  void operator()(PGresult* result) const { PQclear(result); }
};
using Result = std::unique_ptr<PGresult, ClearResult>;

// Five letters or digits, such as "23505", as the code of an sql::Error: six bits each, as
// PostgreSQL packs them.
int state_code(std::string_view state);

// Throws the kind of sql::Error that fits the result.
[[noreturn]] void raise(const PGresult* result, std::string_view doing);

// One thread at a time. A failure of the wire closes it and throws Unreachable; open() makes it
// anew.
class Link {
 public:
  explicit Link(LinkOptions options) : options_(std::move(options)) {}
  Link(const Link&) = delete;
  Link& operator=(const Link&) = delete;

  const LinkOptions& options() const { return options_; }
  bool is_open() const { return handle_ != nullptr; }
  // Connects unless it is open. Throws Unreachable; for a moment after that without trying again,
  // so that a queue of callers does not wait for one deadline each.
  void open();
  void close() noexcept { handle_.reset(); }
  // Grows with every connection that was made.
  std::uint64_t generation() const { return generation_; }

  // For PQsend…(): what is queued here leaves with the next receive().
  PGconn* raw() const { return handle_.get(); }
  // `sent` is what PQsend… returned.
  void check(int sent);
  // Marks the end of a round trip and starts its clock.
  void sync();
  // The next command's result, in the order of sending; errors are results too.
  Result receive();
  // What stands behind the last result of a round trip.
  void receive_sync();

  // Statements that are not parts of a round trip, one or many: schema steps. Throws as raise().
  void run(const std::string& text);

 private:
  struct Finish {
    void operator()(PGconn* connection) const { PQfinish(connection); }
  };

  void connect();
  void set_up();
  PGresult* wait_for_result();
  void wait(bool for_writing, std::chrono::steady_clock::time_point deadline);
  [[noreturn]] void lose(std::string_view what);

  LinkOptions options_;
  std::unique_ptr<PGconn, Finish> handle_;
  std::uint64_t generation_ = 0;
  std::chrono::steady_clock::time_point deadline_{};
  std::chrono::steady_clock::time_point retry_at_{};
};

}  // namespace meme::sql::postgres
