#include <gtest/gtest.h>

#include "http/testing/server.h"

namespace meme::http {
namespace {

using std::chrono::milliseconds;
using testing::TestClient;
using testing::TestServer;

const Topic first{"thing", 1};
const Topic second{"thing", 2};

void add_routes(Router& router) {
  Route route{.method = Method::get, .pattern = "/events", .policy = Policy::anyone};
  route.operation_id = route.summary = route.tag = "events";
  router.add(route, [](Request&) { return Response::stream({first}); });
}

std::vector<Event> events(const Topic& topic, int from, int to) {
  std::vector<Event> made;
  for (int i = from; i <= to; ++i) made.push_back({topic, "change", std::to_string(i)});
  return made;
}

// Opens a stream and reads up to the id that it begins with, which is returned.
std::string open_stream(TestClient& client, std::string_view last_id = {}) {
  std::string request = "GET /events HTTP/1.1\r\nHost: t\r\n";
  if (!last_id.empty()) request.append("Last-Event-ID: ").append(last_id).append("\r\n");
  client.send_raw(request + "\r\n");
  EXPECT_EQ(client.receive().header("Content-Type"), "text/event-stream");
  EXPECT_EQ(client.read_until("id: "), "retry: 2000\nid: ");
  std::string id = client.read_until("\n\n");
  return id.substr(0, id.size() - 2);
}

// The id and the data of the next event, which must be a change.
std::pair<std::string, std::string> next_change(TestClient& client) {
  EXPECT_EQ(client.read_until("id: "), "id: ");
  const std::string id = client.read_until("\n");
  EXPECT_EQ(client.read_until("data: "), "event: change\ndata: ");
  const std::string data = client.read_until("\n\n");
  return {id.substr(0, id.size() - 1), data.substr(0, data.size() - 2)};
}

TEST(EventStream, DeliversInOrderWhatItSubscribedTo) {
  TestServer server(add_routes);
  TestClient client(server.port());
  open_stream(client);
  server.events().publish(events(second, 1, 3));
  server.events().publish(events(first, 1, 100));
  for (int i = 1; i <= 100; ++i) EXPECT_EQ(next_change(client).second, std::to_string(i));
}

TEST(EventStream, ResumesAfterTheLastEventId) {
  TestServer server(add_routes);
  std::string seen;
  {
    TestClient client(server.port());
    open_stream(client);
    server.events().publish(events(first, 1, 3));
    next_change(client);
    seen = next_change(client).first;
  }
  server.events().publish(events(first, 4, 5));
  TestClient client(server.port());
  EXPECT_EQ(open_stream(client, seen), seen);  // cut off now, it would ask for the same again
  for (int i = 3; i <= 5; ++i) EXPECT_EQ(next_change(client).second, std::to_string(i));
  server.events().publish(events(first, 6, 6));
  EXPECT_EQ(next_change(client).second, "6");
}

TEST(EventHub, ReplaysByTopicInOrder) {
  runtime::IoThreads threads(1);
  runtime::Metrics metrics;
  EventHub hub(threads, metrics, {.ring_events = 6, .queue_events = 4});
  const auto numbers = [&](std::uint64_t last, const std::vector<Topic>& topics) {
    std::string all;
    const auto replay = hub.replay(hub.id_of(last), topics);
    if (replay.reset) return std::string("reset");
    for (const auto& event : replay.missed) all += std::to_string(event->number) + " ";
    return all;
  };
  for (int i = 1; i <= 5; ++i) {
    hub.publish({{first, "change", "1"}, {second, "change", "2"}});
  }
  EXPECT_EQ(numbers(10, {first, second}), "");
  EXPECT_EQ(numbers(7, {first, second}), "8 9 10 ");
  EXPECT_EQ(numbers(4, {second}), "6 8 10 ");
  EXPECT_EQ(numbers(6, {first, first, Topic{"thing", 3}}), "7 9 ");
  EXPECT_EQ(numbers(3, {second}), "reset");         // fallen out of the ring
  EXPECT_EQ(numbers(4, {first, second}), "reset");  // more than a stream may have waiting
  EXPECT_EQ(numbers(11, {second}), "reset");        // not ours
  for (int i = 1; i <= 6; ++i) hub.publish({{first, "change", "1"}});
  EXPECT_EQ(numbers(10, {second}), "");
  EXPECT_EQ(numbers(13, {first, second}), "14 15 16 ");
}

TEST(EventStream, ResetsWhenTheGapIsUnknown) {
  TestServer server(add_routes, {}, {.ring_events = 10});
  TestClient before(server.port());
  const std::string id = open_stream(before);
  server.events().publish(events(second, 1, 11));
  for (const std::string& last : {id, std::string("other-1"), std::string("x"), id + "999"}) {
    TestClient client(server.port());
    open_stream(client, last);
    EXPECT_NE(client.read_until("\n\n").find("event: reset\ndata: {}"), std::string::npos);
    server.events().publish(events(first, 7, 7));
    EXPECT_EQ(next_change(client).second, "7");
  }
}

TEST(EventStream, ResetsASlowClient) {
  TestServer server(add_routes, {}, {.queue_events = 4});
  TestClient client(server.port());
  open_stream(client);
  const std::string large = "\"" + std::string(100'000, 'x') + "\"";
  for (int i = 0; i < 200; ++i) server.events().publish({{first, "change", large}});
  client.read_until("event: reset\n");
  client.read_until("\n\n");
  EXPECT_GE(server.metrics().counter("meme_event_stream_resets_total", "").value(), 1U);
}

TEST(EventStream, SendsHeartbeatsThatMoveTheIdOn) {
  TestServer server(add_routes, {}, {.heartbeat = milliseconds(20)});
  TestClient client(server.port());
  open_stream(client);
  server.events().publish(events(second, 1, 5));
  client.read_until(":\nid: " + server.events().id_of(5) + "\n\n");
}

TEST(EventStream, ForgetsClosedStreams) {
  TestServer server(add_routes);
  auto client = std::make_unique<TestClient>(server.port());
  open_stream(*client);
  EXPECT_EQ(server.events().stream_count(), 1U);
  client->reset();
  while (server.events().stream_count() > 0) std::this_thread::yield();
  server.events().publish(events(first, 1, 1));
  EXPECT_EQ(server.get("/nothing").status, 404U);
}

TEST(EventStream, TurnsAwayStreamsBeyondTheBound) {
  TestServer server(add_routes, {}, {.streams_max = 1});
  TestClient client(server.port());
  open_stream(client);
  const auto refused = server.get("/events");
  EXPECT_EQ(refused.status, 503U);
  EXPECT_EQ(refused.header("Retry-After"), "1");
}

TEST(EventStream, EndsWithARetryHintWhenDrained) {
  TestServer server(add_routes);
  TestClient client(server.port());
  open_stream(client);
  EXPECT_TRUE(server.server().drain(milliseconds(5'000)));
  EXPECT_EQ(client.read_until("retry: "), "retry: ");
  EXPECT_TRUE(client.closed_by_server());
}

TEST(EventStream, EndsAfterItsLifetime) {
  ServerOptions options;
  options.stream_lifetime = milliseconds(20);
  TestServer server(add_routes, options);
  TestClient client(server.port());
  open_stream(client);
  client.read_until("retry: ");
  EXPECT_TRUE(client.closed_by_server());
}

TEST(EventStream, ReachesManyStreams) {
  TestServer server(add_routes);
  std::vector<std::unique_ptr<TestClient>> clients;
  for (int i = 0; i < 100; ++i) {
    open_stream(*clients.emplace_back(std::make_unique<TestClient>(server.port())));
  }
  server.events().publish(events(first, 1, 5));
  for (const auto& client : clients) {
    for (int i = 1; i <= 5; ++i) EXPECT_EQ(next_change(*client).second, std::to_string(i));
  }
}

}  // namespace
}  // namespace meme::http
