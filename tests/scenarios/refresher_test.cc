// Stopping the exchange breaks off a fetch that would otherwise take until its deadline.
#include <gtest/gtest.h>

#include <boost/asio/ip/tcp.hpp>

#include "scenarios/stage.h"

namespace meme::scenarios {
namespace {

namespace asio = boost::asio;
using namespace std::chrono_literals;

// Accepts connections and never says anything.
class SilentServer {
 public:
  SilentServer() : acceptor_(context_, {asio::ip::make_address("127.0.0.1"), 0}) {}
  std::string url() const {
    return "http://127.0.0.1:" + std::to_string(acceptor_.local_endpoint().port()) + "/";
  }
  void wait_for_connection() { acceptor_.accept(connection_); }

 private:
  asio::io_context context_;
  asio::ip::tcp::acceptor acceptor_;
  asio::ip::tcp::socket connection_{context_};
};

// A row as it stands long after its last reading.
void add_due_calendar(Stage& stage, const std::string& url) {
  booking::exchange::BusyCalendarRow row;
  row.id = BusyCalendarId{1};
  row.artist = ArtistId{1};
  row.name = "work";
  row.url = url;
  const auto insert = [&row](sql::Session& session) {
    booking::exchange::BusyCalendarRows(session).insert(row);
  };
  asio::co_spawn(stage.threads().at(0), stage.database().writes().transact(insert),
                 asio::use_future)
      .get();
}

TEST(Refresher, StopsInTheMiddleOfAFetch) {
  SilentServer silent;
  Stage stage(Storage::memory);
  add_due_calendar(stage, silent.url());
  stage.exchange().start(stage.threads());
  silent.wait_for_connection();
  const auto before = std::chrono::steady_clock::now();
  stage.exchange().stop();
  EXPECT_LT(std::chrono::steady_clock::now() - before, 5s);
}

TEST(Refresher, StopsWhileNothingIsDue) {
  Stage stage(Storage::memory);
  for (int i = 0; i < 20; ++i) {
    stage.exchange().start(stage.threads());
    stage.exchange().stop();
  }
}

}  // namespace
}  // namespace meme::scenarios
