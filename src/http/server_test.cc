#include "http/server.h"

#include <gtest/gtest.h>

#include <boost/asio/steady_timer.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>

#include "http/testing/server.h"

namespace meme::http {
namespace {

using std::chrono::milliseconds;
using testing::signed_in_as;
using testing::TestClient;
using testing::TestServer;

struct Echo {
  std::string text;
  std::int32_t count = 1;
};
void describe(json::Describe<Echo>& d) {
  d.name("Echo").field("text", &Echo::text, "Any text.", {.max_length = 100});
  d.field("count", &Echo::count, "How often.", {.min = 1, .max = 9, .required = false});
}

Route route(Method method, std::string_view pattern, Policy policy = Policy::anyone) {
  static int made = 0;
  Route r{.method = method, .pattern = std::string(pattern), .policy = policy};
  r.operation_id = "operation" + std::to_string(++made);
  r.summary = r.tag = "Test";
  return r;
}

runtime::Task<Response> echo(Request& request) {
  auto body = request.read<Echo>();
  if (!body) co_return std::move(body.error());
  co_return Response::json(*body, 201);
}

runtime::Task<Response> never(Request&) {
  boost::asio::steady_timer timer(co_await boost::asio::this_coro::executor);
  timer.expires_after(std::chrono::hours(1));
  co_await timer.async_wait(boost::asio::use_awaitable);
  co_return Response::no_content();
}

void add_routes(Router& router) {
  router.add(route(Method::get, "/hello"), [](Request&) { return Response::text("hello"); });
  router.add(route(Method::get, "/large"),
             [](Request&) { return Response::json(std::string(3'000'000, 'x')); });
  router.add(route(Method::get, "/tagged"), [](Request&) {
    Response response = Response::json(std::string("tagged"));
    response.etag = "\"17\"";
    return response;
  });
  auto artist = route(Method::get, "/artists/{artistId}");
  artist.path = {path_parameter<ArtistId>("artistId", "The artist.")};
  router.add(artist, [](Request& request) {
    return Response::text(request.id<ArtistId>("artistId").text());
  });
  auto search = route(Method::get, "/search");
  search.query = query_of<Echo>();
  router.add(search, [](Request& request) {
    auto query = request.query<Echo>();
    return query ? Response::json(*query) : std::move(query.error());
  });
  auto post = route(Method::post, "/echo");
  post.body = json_body<Echo>(1'000);
  router.add(post, &echo);
  auto keyed = route(Method::post, "/keyed", Policy::customer);
  keyed.idempotency_key = keyed.if_match = true;
  router.add(keyed, [](Request&) { return Response::no_content(); });
  router.add(route(Method::get, "/mine", Policy::signed_in),
             [](Request& request) { return Response::text(request.principal().member.text()); });
  router.add(route(Method::get, "/local", Policy::local_or_operator),
             [](Request&) { return Response::text("local"); });
  router.add(route(Method::get, "/never"), &never);
  router.add(route(Method::get, "/throws"),
             [](Request&) -> Response { throw std::runtime_error("no"); });
}

const identity::Principal customer{MemberId{7}, {}, identity::Role::customer};
const identity::Principal artist{MemberId{8}, ArtistId{3}, identity::Role::artist};

TEST(Server, AnswersRequests) {
  TestServer server(add_routes);
  const auto response = server.get("/hello");
  EXPECT_EQ(response.status, 200U);
  EXPECT_EQ(response.body, "hello");
  EXPECT_EQ(response.header("Content-Type"), "text/plain; charset=utf-8");
  EXPECT_EQ(response.header("X-Content-Type-Options"), "nosniff");
  EXPECT_EQ(response.header("Cache-Control"), "no-store");
  EXPECT_FALSE(response.header("Date").empty());
  EXPECT_FALSE(response.header("X-Request-Id").empty());
}

TEST(Server, KeepsConnections) {
  TestServer server(add_routes);
  TestClient client(server.port());
  for (int i = 0; i < 3; ++i) EXPECT_EQ(client.get("/hello").body, "hello");
  EXPECT_EQ(client.get("/hello", {{"Connection", "close"}}).header("Connection"), "close");
  EXPECT_TRUE(client.closed_by_server());
}

TEST(Server, SpeaksHttp10) {
  TestServer server(add_routes);
  TestClient once(server.port());
  once.send_raw("GET /hello HTTP/1.0\r\n\r\n");
  EXPECT_EQ(once.receive().body, "hello");
  EXPECT_TRUE(once.closed_by_server());
  TestClient kept(server.port());
  kept.send_raw("GET /hello HTTP/1.0\r\nConnection: keep-alive\r\n\r\n");
  EXPECT_EQ(kept.receive().header("Connection"), "keep-alive");
  EXPECT_EQ(kept.get("/hello").status, 200U);
}

TEST(Server, AnswersPipelinedRequestsInOrder) {
  TestServer server(add_routes);
  TestClient client(server.port());
  std::string all;
  for (int i = 1; i <= 50; ++i) {
    all += "GET /artists/" + ArtistId{static_cast<std::uint64_t>(i)}.text() +
           " HTTP/1.1\r\nHost: t\r\n\r\n";
    if (i % 10 != 0) continue;
    all +=
        "POST /echo HTTP/1.1\r\nHost: t\r\nContent-Type: application/json\r\n"
        "Content-Length: 13\r\n\r\n{\"text\":\"" +
        std::to_string(i) + "\"}";
  }
  client.send_raw(all);
  for (int i = 1; i <= 50; ++i) {
    EXPECT_EQ(client.receive().body, ArtistId{static_cast<std::uint64_t>(i)}.text());
    if (i % 10 != 0) continue;
    const auto echoed = client.receive();
    EXPECT_EQ(echoed.body, "{\"text\":\"" + std::to_string(i) + "\",\"count\":1}");
  }
}

TEST(Server, AnswersWhatArrivesByteByByte) {
  TestServer server(add_routes);
  TestClient client(server.port());
  const std::string request =
      "POST /echo HTTP/1.1\r\nHost: t\r\nContent-Type: application/json\r\n"
      "Transfer-Encoding: chunked\r\n\r\n5\r\n{\"tex\r\n7;a=b\r\nt\":\"x\"}\r\n0\r\nTrailer: "
      "1\r\n\r\n";
  for (char c : request) client.send_raw({&c, 1});
  EXPECT_EQ(client.receive().body, R"({"text":"x","count":1})");
  EXPECT_EQ(client.get("/hello").body, "hello");
}

TEST(Server, SendsLargeAnswers) {
  TestServer server(add_routes);
  TestClient client(server.port());
  client.send_raw("GET /large HTTP/1.1\r\nHost: t\r\n\r\nGET /hello HTTP/1.1\r\nHost: t\r\n\r\n");
  EXPECT_EQ(client.receive().body.size(), 3'000'002U);
  EXPECT_EQ(client.receive().body, "hello");
}

TEST(Server, RefusesWithProblems) {
  TestServer server(add_routes);
  const auto missing = server.get("/nowhere");
  EXPECT_EQ(missing.status, 404U);
  EXPECT_EQ(missing.header("Content-Type"), "application/problem+json");
  EXPECT_EQ(missing.body, R"({"type":"/problems/not-found","title":"Not Found","status":404,)"
                          R"("code":"not_found","instance":")" +
                              missing.header("X-Request-Id") + "\"}");
  EXPECT_EQ(server.get("/artists/pf_1").status, 404U);
  EXPECT_EQ(server.get("/artists/art_1/").status, 404U);
  EXPECT_EQ(server.send("DELETE", "/hello").status, 405U);
  EXPECT_EQ(server.send("DELETE", "/hello").header("Allow"), "GET, HEAD, OPTIONS");
  EXPECT_EQ(server.send("OPTIONS", "/echo").header("Allow"), "POST, OPTIONS");
  EXPECT_EQ(server.send("OPTIONS", "/echo").status, 204U);
  EXPECT_EQ(server.send("BREW", "/hello").status, 501U);
  EXPECT_EQ(server.get("/throws").status, 503U);
  EXPECT_EQ(server.get("/hello?x=1").status, 400U);
  EXPECT_EQ(server.send("POST", "/echo", "{}", {{"Content-Type", "text/plain"}}).status, 415U);
  EXPECT_EQ(server.send("POST", "/echo", "{}", {{"Content-Encoding", "gzip"}}).status, 415U);
  EXPECT_EQ(server.send("POST", "/echo", std::string(1'001, ' ')).status, 413U);
  EXPECT_EQ(server.send("POST", "/hello", "{}").status, 405U);
}

TEST(Server, PointsToWhatIsWrong) {
  TestServer server(add_routes);
  const auto body = server.send("POST", "/echo", R"({"text":7,"more":1})");
  EXPECT_EQ(body.status, 422U);
  EXPECT_NE(body.body.find(R"({"in":"body","pointer":"/text","code":"wrong_type")"),
            body.body.npos);
  EXPECT_EQ(server.send("POST", "/echo", "{").status, 400U);
  EXPECT_EQ(server.send("POST", "/echo").status, 422U);
  const auto query = server.get("/search?text=a%20b&count=10&other=%F0%9F");
  EXPECT_EQ(query.status, 400U);
  const auto bad = server.get("/search?text=a%20b&count=10");
  EXPECT_NE(bad.body.find(R"({"in":"query","pointer":"/count","code":"out_of_range")"),
            bad.body.npos);
  EXPECT_EQ(server.get("/search?text=a%20b+c").body, R"({"text":"a b c","count":1})");
}

TEST(Server, AdmitsByPolicy) {
  TestServer server(add_routes);
  EXPECT_EQ(server.get("/mine").status, 401U);
  EXPECT_EQ(server.get("/mine", {signed_in_as(customer)}).body, "mem_7");
  EXPECT_EQ(server.send("POST", "/keyed", {}, {signed_in_as(artist)}).status, 403U);
  EXPECT_EQ(server.get("/local").status, 200U);
  EXPECT_EQ(server.get("/local", {{"X-Forwarded-For", "10.0.0.1"}}).status, 401U);
}

TEST(Server, RequiresDeclaredHeaders) {
  TestServer server(add_routes);
  const auto who = signed_in_as(customer);
  EXPECT_EQ(server.send("POST", "/keyed", {}, {who}).status, 400U);
  EXPECT_EQ(server.send("POST", "/keyed", {}, {who, {"Idempotency-Key", "1"}}).status, 428U);
  EXPECT_EQ(
      server.send("POST", "/keyed", {}, {who, {"Idempotency-Key", "1"}, {"If-Match", "\"1\""}})
          .status,
      204U);
  EXPECT_EQ(server
                .send("POST", "/keyed", {},
                      {who, {"Idempotency-Key", std::string(256, 'k')}, {"If-Match", "\"1\""}})
                .status,
            400U);
}

TEST(Server, RefusesForeignOriginsWithCookies) {
  TestServer server(add_routes);
  const auto post = [&](const testing::Headers& headers) {
    return server.send("POST", "/echo", R"({"text":""})", headers).status;
  };
  EXPECT_EQ(post({}), 201U);
  EXPECT_EQ(post({{"Cookie", "meme_session=1"}}), 403U);
  EXPECT_EQ(post({{"Cookie", "meme_session=1"}, {"Origin", "http://test"}}), 201U);
  EXPECT_EQ(post({{"Cookie", "meme_session=1"}, {"Origin", "http://evil"}}), 403U);
  EXPECT_EQ(post({{"Origin", "null"}}), 403U);
  EXPECT_EQ(post({signed_in_as(customer), {"Origin", "http://evil"}}), 201U);
}

TEST(Server, AnswersConditionalRequests) {
  TestServer server(add_routes);
  const auto full = server.get("/tagged");
  EXPECT_EQ(full.header("ETag"), "\"17\"");
  EXPECT_EQ(full.header("Cache-Control"), "private, no-cache");
  for (const char* tags : {"\"17\"", "\"1\", W/\"17\"", "*"}) {
    const auto same = server.get("/tagged", {{"If-None-Match", tags}});
    EXPECT_EQ(same.status, 304U);
    EXPECT_EQ(same.header("ETag"), "\"17\"");
    EXPECT_EQ(same.header("Content-Length"), "");
  }
  EXPECT_EQ(server.get("/tagged", {{"If-None-Match", "\"18\""}}).status, 200U);
}

TEST(Server, LeavesTheBodyOutForHead) {
  TestServer server(add_routes);
  TestClient client(server.port());
  const auto head = client.send("HEAD", "/hello");
  EXPECT_EQ(head.status, 200U);
  EXPECT_EQ(head.header("Content-Length"), "5");
  EXPECT_EQ(client.get("/hello").body, "hello");
}

TEST(Server, CompressesWhenAsked) {
  TestServer server(add_routes);
  const auto plain = server.get("/large");
  EXPECT_EQ(plain.header("Content-Encoding"), "");
  EXPECT_EQ(plain.header("Vary"), "Accept-Encoding");
  const auto packed = server.get("/large", {{"Accept-Encoding", "br;q=1, gzip;q=0.5"}});
  EXPECT_EQ(packed.header("Content-Encoding"), "gzip");
  EXPECT_LT(packed.body.size(), 100'000U);
  EXPECT_EQ(server.get("/large", {{"Accept-Encoding", "gzip;q=0"}}).header("Content-Encoding"), "");
}

TEST(Server, ContinuesWhenExpected) {
  TestServer server(add_routes);
  TestClient client(server.port());
  client.send_raw(
      "POST /echo HTTP/1.1\r\nHost: t\r\nContent-Type: application/json\r\n"
      "Content-Length: 11\r\nExpect: 100-continue\r\n\r\n");
  EXPECT_EQ(client.read_until("\r\n\r\n"), "HTTP/1.1 100 Continue\r\n\r\n");
  client.send_raw(R"({"text":""})");
  EXPECT_EQ(client.receive().status, 201U);

  TestClient refused(server.port());
  refused.send_raw(
      "POST /keyed HTTP/1.1\r\nHost: t\r\nContent-Length: 11\r\n"
      "Expect: 100-continue\r\n\r\n");
  EXPECT_EQ(refused.receive().status, 401U);
  EXPECT_TRUE(refused.closed_by_server());
  EXPECT_EQ(server.send("POST", "/echo", "{}", {{"Expect", "more"}}).status, 417U);
}

TEST(Server, KeepsTheConnectionAfterRefusingASmallBody) {
  TestServer server(add_routes);
  TestClient client(server.port());
  EXPECT_EQ(client.send("POST", "/keyed", std::string(10'000, ' ')).status, 401U);
  EXPECT_EQ(client.get("/hello").body, "hello");
}

}  // namespace
}  // namespace meme::http
