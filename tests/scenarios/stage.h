// A server for one scenario: the real routes, service and SQLite behind real sockets, under a clock
// that stands still.
#pragma once
#include <memory>
#include <string>

#include "base/clock.h"
#include "booking/exchange/exchange.h"
#include "http/testing/server.h"
#include "scenarios/cast.h"
#include "scenarios/elsewhere.h"
#include "sql/database.h"

namespace meme::scenarios {

// Where the database lies.
enum class Storage { memory, file };

class Stage {
 public:
  explicit Stage(Storage storage);
  ~Stage();
  Stage(const Stage&) = delete;
  Stage& operator=(const Stage&) = delete;

  const Cast& cast() const { return cast_; }
  // Moves the clock; what is over by then ends, what is due is read again.
  void set_clock(Instant at);
  // The process ends, and another one begins at that time.
  void restart(Instant at);
  Instant now() const { return clock_.now(); }
  Elsewhere& elsewhere() { return elsewhere_; }
  sql::Database& database() { return *database_; }
  booking::exchange::CalendarExchange& exchange() { return *exchange_; }
  runtime::IoThreads& threads() { return server_->threads(); }
  http::testing::TestResponse send(std::string_view method, const std::string& target,
                                   const std::string& body, const http::testing::Headers& headers);

 private:
  struct Disk;
  void open();
  void close();
  void catch_up();
  void wait(runtime::Task<void> task);

  Cast cast_;
  ManualClock clock_;
  std::uint64_t starts_ = 0;
  std::unique_ptr<Disk> disk_;
  std::unique_ptr<sql::Database> database_;
  std::unique_ptr<booking::Books> books_;
  std::unique_ptr<booking::Service> service_;
  std::unique_ptr<runtime::Metrics> metrics_;
  std::unique_ptr<booking::exchange::CalendarExchange> exchange_;
  Elsewhere elsewhere_;
  std::unique_ptr<http::testing::TestServer> server_;
  std::unique_ptr<http::testing::TestClient> client_;
};

}  // namespace meme::scenarios
