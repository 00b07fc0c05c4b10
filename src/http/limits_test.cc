// What happens to clients that send too much, too slowly, or when the server has enough to do.
#include <gtest/gtest.h>

#include <boost/asio/post.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>

#include "http/testing/server.h"

namespace meme::http {
namespace {

using std::chrono::milliseconds;
using testing::TestClient;
using testing::TestServer;

struct Note {
  std::string text;
};
void describe(json::Describe<Note>& d) {
  d.name("Note").field("text", &Note::text, "");
}

// A handler that waits until the test lets it go.
class Gate {
 public:
  runtime::Task<Response> wait(Request&) {
    auto executor = co_await boost::asio::this_coro::executor;
    auto timer = std::make_shared<boost::asio::steady_timer>(executor, std::chrono::hours(1));
    {
      const std::scoped_lock lock(mutex_);
      timers_.push_back(timer);
    }
    waiting_.fetch_add(1);
    boost::system::error_code ignored;
    auto token = boost::asio::redirect_error(boost::asio::use_awaitable, ignored);
    co_await timer->async_wait(token);
    co_return Response::text("done");
  }
  void await(int count) const {
    while (waiting_.load() < count) std::this_thread::yield();
  }
  void open() {
    const std::scoped_lock lock(mutex_);
    for (const auto& timer : timers_) {
      boost::asio::post(timer->get_executor(), [timer] { timer->cancel(); });
    }
    timers_.clear();
  }

 private:
  std::mutex mutex_;
  std::vector<std::shared_ptr<boost::asio::steady_timer>> timers_;
  std::atomic<int> waiting_{0};
};

class Limits : public ::testing::Test {
 protected:
  static Route route(Method method, std::string_view pattern) {
    Route made{.method = method, .pattern = std::string(pattern), .policy = Policy::anyone};
    made.operation_id = made.summary = made.tag = made.pattern;
    return made;
  }
  void start(const ServerOptions& options) {
    server_.emplace(
        [this](Router& router) {
          router.add(route(Method::get, "/hello"),
                     [](Request&) { return Response::text("hello"); });
          router.add(route(Method::get, "/large"),
                     [](Request&) { return Response::text(std::string(50'000'000, 'x')); });
          router.add(route(Method::get, "/gate"),
                     [this](Request& request) { return gate_.wait(request); });
          auto post = route(Method::post, "/notes");
          post.body = json_body<Note>();
          router.add(post, [](Request&) { return Response::no_content(); });
        },
        options);
  }
  TestClient connect() { return TestClient(server_->port()); }
  ~Limits() override { gate_.open(); }

  Gate gate_;
  std::optional<TestServer> server_;
};

TEST_F(Limits, RefuseLargeHeaders) {
  start({.header_bytes_max = 2'048});
  EXPECT_EQ(server_->get("/hello", {{"X", std::string(2'100, 'x')}}).status, 431U);
  EXPECT_EQ(server_->get("/hello", {{"X", std::string(1'000, 'x')}}).status, 200U);
  EXPECT_EQ(server_->get("/" + std::string(5'000, 'x')).status, 414U);
  auto endless = connect();
  endless.send_raw("GET / HTTP/1.1\r\n");
  for (int i = 0; i < 100; ++i) endless.send_raw("X: yyyyyyyyyyyyyyyyyyyyyyyyyy\r\n");
  EXPECT_EQ(endless.receive().status, 431U);
}

TEST_F(Limits, RefuseManyFields) {
  start({.fields_max = 10});
  testing::Headers headers;
  for (int i = 0; i < 10; ++i) headers.emplace_back("X", "y");
  EXPECT_EQ(server_->get("/hello", headers).status, 431U);
}

TEST_F(Limits, RefuseLargeBodies) {
  start({});
  auto announced = connect();
  announced.send_raw(
      "POST /notes HTTP/1.1\r\nHost: t\r\nContent-Type: application/json\r\n"
      "Content-Length: 10000000000\r\n\r\n");
  EXPECT_EQ(announced.receive().status, 413U);
  EXPECT_TRUE(announced.closed_by_server());

  auto chunked = connect();
  chunked.send_raw(
      "POST /notes HTTP/1.1\r\nHost: t\r\nContent-Type: application/json\r\n"
      "Transfer-Encoding: chunked\r\n\r\n");
  const std::string chunk = "4000\r\n" + std::string(0x4000, ' ') + "\r\n";
  for (int i = 0; i < 5; ++i) chunked.send_raw(chunk);
  EXPECT_EQ(chunked.receive().status, 413U);
  EXPECT_TRUE(chunked.closed_by_server());
}

TEST_F(Limits, RefuseEndlessChunkLines) {
  start({});
  auto client = connect();
  client.send_raw(
      "POST /notes HTTP/1.1\r\nHost: t\r\nContent-Type: application/json\r\n"
      "Transfer-Encoding: chunked\r\n\r\n1;" +
      std::string(10'000, 'x'));
  EXPECT_EQ(client.receive().status, 400U);
}

TEST_F(Limits, EndSlowHeaders) {
  start({.header_deadline = milliseconds(50)});
  auto client = connect();
  client.send_raw("GET /hello HTTP/1.1\r\n");
  const auto response = client.receive();
  EXPECT_EQ(response.status, 408U);
  EXPECT_EQ(response.header("Connection"), "close");
  EXPECT_TRUE(client.closed_by_server());
}

TEST_F(Limits, EndSlowBodies) {
  start({.body_deadline = milliseconds(50)});
  auto client = connect();
  client.send_raw(
      "POST /notes HTTP/1.1\r\nHost: t\r\nContent-Type: application/json\r\n"
      "Content-Length: 10\r\n\r\n{");
  EXPECT_EQ(client.receive().status, 408U);
  EXPECT_TRUE(client.closed_by_server());
}

TEST_F(Limits, EndIdleConnections) {
  start({.idle_deadline = milliseconds(50)});
  auto silent = connect();
  EXPECT_TRUE(silent.closed_by_server());
  auto used = connect();
  EXPECT_EQ(used.get("/hello").status, 200U);
  EXPECT_TRUE(used.closed_by_server());
}

TEST_F(Limits, EndClientsThatDoNotRead) {
  start({.write_deadline = milliseconds(50)});
  auto client = connect();
  client.send_raw("GET /large HTTP/1.1\r\nHost: t\r\n\r\n");
  while (server_->server().connection_count() == 0) std::this_thread::yield();
  while (server_->server().connection_count() > 0) std::this_thread::yield();
}

TEST_F(Limits, AnswerForSlowHandlers) {
  start({.handler_deadline = milliseconds(50)});
  auto client = connect();
  const auto response = client.get("/gate");
  EXPECT_EQ(response.status, 503U);
  EXPECT_NE(response.body.find("deadline_exceeded"), std::string::npos);
  EXPECT_TRUE(client.closed_by_server());
  EXPECT_EQ(server_->get("/hello").status, 200U);
}

TEST_F(Limits, ShedBeyondTheMaximumInFlight) {
  start({.in_flight_max = 2});
  auto one = connect();
  auto two = connect();
  one.send_raw("GET /gate HTTP/1.1\r\nHost: t\r\n\r\n");
  two.send_raw("GET /gate HTTP/1.1\r\nHost: t\r\n\r\n");
  gate_.await(2);
  auto three = connect();
  const auto shed = three.get("/gate");
  EXPECT_EQ(shed.status, 503U);
  EXPECT_EQ(shed.header("Retry-After"), "1");
  EXPECT_EQ(three.get("/hello").status, 200U);
  gate_.open();
  EXPECT_EQ(one.receive().body, "done");
  EXPECT_EQ(two.receive().body, "done");
}

TEST_F(Limits, TurnAwayConnectionsBeyondTheMaximum) {
  start({.connections_max = 1});
  auto one = connect();
  EXPECT_EQ(one.get("/hello").status, 200U);
  auto two = connect();
  EXPECT_EQ(two.receive().status, 503U);
}

TEST_F(Limits, DrainFinishesRequestsInFlight) {
  start({});
  auto busy = connect();
  busy.send_raw("GET /gate HTTP/1.1\r\nHost: t\r\n\r\n");
  gate_.await(1);
  auto idle = connect();
  EXPECT_EQ(idle.get("/hello").status, 200U);
  std::jthread drainer([&] { EXPECT_TRUE(server_->server().drain(milliseconds(5'000))); });
  EXPECT_TRUE(idle.closed_by_server());
  gate_.open();
  const auto response = busy.receive();
  EXPECT_EQ(response.body, "done");
  EXPECT_EQ(response.header("Connection"), "close");
  EXPECT_TRUE(busy.closed_by_server());
  drainer.join();
  EXPECT_THROW(connect(), std::runtime_error);
}

TEST_F(Limits, DrainCutsWhatDoesNotEnd) {
  start({});
  auto busy = connect();
  busy.send_raw("GET /gate HTTP/1.1\r\nHost: t\r\n\r\n");
  gate_.await(1);
  EXPECT_FALSE(server_->server().drain(milliseconds(50)));
}

TEST_F(Limits, SurviveClientsThatVanish) {
  start({});
  for (int i = 0; i < 5; ++i) {
    auto client = connect();
    client.send_raw("GET /large HTTP/1.1\r\nHost: t\r\n\r\nGET /gate HTTP/1.1\r\n");
    client.reset();
  }
  EXPECT_EQ(server_->get("/hello").status, 200U);
}

TEST_F(Limits, CountPerRoute) {
  start({});
  server_->get("/hello");
  server_->get("/nowhere");
  const std::string text = server_->metrics().prometheus();
  EXPECT_NE(text.find(R"(meme_http_requests_total{route="/hello",method="GET",status="2xx"} 1)"),
            text.npos);
  EXPECT_NE(text.find(R"(meme_http_requests_total{route="unknown",method="any",status="4xx"} 1)"),
            text.npos);
}

}  // namespace
}  // namespace meme::http
