#include "http/openapi.h"

#include <gtest/gtest.h>

#include "http/page.h"
#include "http/testing/server.h"

namespace meme::http {
namespace {

using testing::TestServer;

struct Thing {
  ArtistId id{};
  std::optional<std::string> note;
};
void describe(json::Describe<Thing>& d) {
  d.name("Thing").summary("A thing.");
  d.field("id", &Thing::id, "Which.").field("note", &Thing::note, "Why.", {.max_length = 9});
}

struct ThingQuery {
  std::int32_t limit = 20;
};
void describe(json::Describe<ThingQuery>& d) {
  d.field("limit", &ThingQuery::limit, "At most.", {.min = 1, .max = 50, .required = false});
}

Route list_route() {
  Route route{.method = Method::get, .pattern = "/v1/things", .policy = Policy::anyone};
  route.operation_id = "listThings";
  route.summary = "All things";
  route.tag = "things";
  route.query = query_of<ThingQuery>();
  route.answers = {answer<Page<Thing>>(200, "A page of them.")};
  return route;
}

Route change_route() {
  Route route{.method = Method::post, .pattern = "/v1/things/{id}", .policy = Policy::artist};
  route.operation_id = "changeThing";
  route.summary = "Change a thing";
  route.tag = "things";
  route.path = {path_parameter<ArtistId>("id", "Which.")};
  route.body = json_body<Thing>();
  route.answers = {answer<Thing>(200, "As it is now.")};
  route.refusals = {{409, "taken", "Somebody was faster."}};
  route.idempotency_key = route.if_match = true;
  return route;
}

void add_routes(Router& router) {
  router.add(list_route(), [](Request&) { return Response::no_content(); });
  router.add(change_route(), [](Request&) { return Response::no_content(); });
  add_api_pages(router, "1.2.3");
}

TEST(OpenApi, DescribesRoutes) {
  TestServer server(add_routes);
  const std::string text = server.get("/openapi.json").body;
  ASSERT_TRUE(json::Document::parse(text, 64).has_value()) << text;
  for (std::string_view part :
       {R"("openapi":"3.1.0")", R"("/v1/things":{"get":{"operationId":"listThings")",
        R"("name":"limit","in":"query","required":false)", R"("maximum":50,"default":20)",
        R"("name":"Idempotency-Key","in":"header","required":true)",
        R"("security":[{"cookie":[]},{"bearer":[]}])", R"("x-policy":"artist")",
        R"("409":{"description":"taken: Some)", R"("$ref":"#/components/schemas/PageOfThing")",
        R"("Thing":{"type":"object")"}) {
    EXPECT_NE(text.find(part), text.npos) << part;
  }
  EXPECT_EQ(text.find("getApiPages"), text.npos);
}

TEST(OpenApi, HasPagesThatLoadNothingFromElsewhere) {
  TestServer server(add_routes);
  const auto page = server.get("/docs");
  EXPECT_EQ(page.status, 200U);
  EXPECT_EQ(page.header("Content-Type"), "text/html; charset=utf-8");
  EXPECT_NE(page.header("Content-Security-Policy").find("default-src 'self'"), std::string::npos);
  EXPECT_EQ(page.body.find("http"), page.body.npos);
  EXPECT_EQ(server.get("/docs/start.js").status, 200U);
  EXPECT_EQ(server.get("/docs/nothing.js").status, 404U);
  const auto packed = server.get("/docs/start.js", {{"Accept-Encoding", "gzip"}});
  EXPECT_EQ(packed.header("Content-Encoding"), "gzip");
  EXPECT_EQ(packed.header("Vary"), "Accept-Encoding");
}

TEST(Router, RefusesToStartWithoutAPolicy) {
  const auto refused = [](const std::function<void(Route&)>& spoil) {
    Router router;
    Route route = change_route();
    spoil(route);
    router.add(route, [](Request&) { return Response::no_content(); });
    router.add(list_route(), [](Request&) { return Response::no_content(); });
    EXPECT_THROW(router.seal(), std::logic_error);
  };
  refused([](Route& route) { route.policy.reset(); });
  refused([](Route& route) { route.operation_id = "listThings"; });
  refused([](Route& route) { route.summary.clear(); });
  refused([](Route& route) { route.path.clear(); });
  refused([](Route& route) { route.pattern = "/v1/things/{other}"; });
  refused([](Route& route) { route.pattern = "v1"; });
  refused([](Route& route) { route.method = Method::get; });
  refused([](Route& route) {
    route = list_route();
    route.operation_id = "again";
  });
}

constexpr Asset files[] = {
    {"/assets/app-1.js", "text/javascript", "\"1\"", "plain", "br", "gz", true},
    {"/index.html", "text/html; charset=utf-8", "\"2\"", "<p>", {}, {}, false},
};

TEST(Files, APageHasInItsHeadWhatTheRequestAsksFor) {
  static constexpr Asset pages[] = {
      {"/index.html", "text/html", "\"2\"", "<head></head><p>", "br", {}, false}};
  static const AssetSet set{pages};
  TestServer server([](Router& router) {
    router.serve_files(set, "/index.html", [](const Request& request) {
      return request.path() == "/art" ? std::string("<meta>") : std::string();
    });
  });
  const testing::Headers browser{{"Accept", "text/html"}, {"Accept-Encoding", "br"}};
  const auto page = server.get("/art", browser);
  EXPECT_EQ(page.body, "<head><meta></head><p>");
  EXPECT_EQ(page.header("Cache-Control"), "no-cache");
  EXPECT_EQ(page.header("ETag"), "");
  EXPECT_EQ(server.get("/art").status, 200U);
  EXPECT_EQ(server.get("/other", browser).body, "br");
  EXPECT_EQ(server.get("/other").status, 404U);
}

TEST(Files, AreServedBelowTheRoutes) {
  static const AssetSet set{files};
  TestServer server([](Router& router) {
    router.add(list_route(), [](Request&) { return Response::text("routed"); });
    router.serve_files(set, "/index.html");
  });
  const testing::Headers browser{{"Accept", "text/html,*/*;q=0.8"}};
  const auto script = server.get("/assets/app-1.js", {{"Accept-Encoding", "gzip, br"}});
  EXPECT_EQ(script.body, "br");
  EXPECT_EQ(script.header("Content-Encoding"), "br");
  EXPECT_EQ(script.header("Vary"), "Accept-Encoding");
  EXPECT_EQ(script.header("Cache-Control"), "public, max-age=31536000, immutable");
  EXPECT_EQ(server.get("/assets/app-1.js").body, "plain");
  EXPECT_EQ(server.get("/assets/app-1.js", {{"If-None-Match", "\"1\""}}).status, 304U);
  const auto page = server.get("/bookings/rsv_1?tab=2", browser);
  EXPECT_EQ(page.body, "<p>");
  EXPECT_EQ(page.header("Cache-Control"), "public, no-cache");
  EXPECT_EQ(server.get("/", browser).body, "<p>");
  EXPECT_EQ(server.get("/", {{"Accept", "*/*"}}).body, "<p>");
  EXPECT_EQ(server.get("/").body, "<p>");
  EXPECT_EQ(server.get("/bookings").status, 404U);
  EXPECT_EQ(server.get("/v1/nothing", browser).status, 404U);
  EXPECT_EQ(server.get("/assets/../index.html").status, 404U);
  EXPECT_EQ(server.send("POST", "/index.html").status, 404U);
}

}  // namespace
}  // namespace meme::http
