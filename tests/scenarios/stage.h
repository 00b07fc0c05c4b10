// A server for one scenario: the real routes, service and SQLite behind real sockets, under a clock
// that stands still.
#pragma once
#include <memory>
#include <string>

#include "base/clock.h"
#include "booking/service.h"
#include "http/testing/server.h"
#include "scenarios/cast.h"
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
  // Moves the clock and ends what is over by then.
  void set_clock(Instant at);
  Instant now() const { return clock_.now(); }
  void replace_busy(ArtistId artist, Interval busy);
  http::testing::TestResponse send(std::string_view method, const std::string& target,
                                   const std::string& body, const http::testing::Headers& headers);

 private:
  struct Disk;
  void wait(runtime::Task<void> task);

  Cast cast_;
  ManualClock clock_;
  std::unique_ptr<Disk> disk_;
  std::unique_ptr<sql::Database> database_;
  std::unique_ptr<booking::Books> books_;
  std::unique_ptr<booking::Service> service_;
  std::unique_ptr<http::testing::TestServer> server_;
  std::unique_ptr<http::testing::TestClient> client_;
};

}  // namespace meme::scenarios
