#include <gtest/gtest.h>

#include <atomic>

#include "http/testing/server.h"

namespace meme::http {
namespace {

using testing::TestClient;
using testing::TestResponse;
using testing::TestServer;

// What the handlers answer, and how often they were asked.
struct Source {
  std::atomic<int> version{1};
  std::atomic<int> asked{0};
  std::atomic<std::size_t> length{20'000};
};

class Numbered final : public KeptAnswer {
 public:
  Numbered(const Source& source, std::string name)
      : source_(source),
        version_(source.version),
        etag_('"' + name + std::to_string(version_) + '"'),
        text_('"' + name + ' ' + std::to_string(version_) + ' ' + std::string(source.length, 'x') +
              '"') {}

  bool fresh() const override { return version_ == source_.version; }
  void append_to(std::string& out) const override { out.append(text_); }
  std::size_t size() const override { return text_.size(); }
  const std::string& etag() const override { return etag_; }
  std::size_t memory() const override { return text_.size(); }

 private:
  const Source& source_;
  int version_;
  std::string etag_;
  std::string text_;
};

struct Name {
  std::string name = "none";
};
void describe(json::Describe<Name>& d) {
  d.field("name", &Name::name, "Any text.", {.max_length = 100, .required = false});
}

class KeptAnswersTest : public ::testing::Test {
 protected:
  std::function<void(Router&)> routes() {
    return [this](Router& router) {
      Route route{.method = Method::get, .pattern = "/named", .policy = Policy::anyone};
      route.operation_id = route.summary = route.tag = "named";
      route.query = query_of<Name>();
      router.add(route, [this](Request& request) {
        ++source_.asked;
        const auto wanted = request.query<Name>();
        if (!wanted) return wanted.error();
        return Response::kept_answer(std::make_shared<const Numbered>(source_, wanted->name));
      });
    };
  }
  std::string text(std::string_view name, int version) const {
    return '"' + std::string(name) + ' ' + std::to_string(version) + ' ' +
           std::string(source_.length, 'x') + '"';
  }

  Source source_;
};

TEST_F(KeptAnswersTest, AreGivenAgainWithoutTheHandler) {
  TestServer server(routes());
  TestClient client(server.port());
  for (int i = 0; i < 5; ++i) {
    const TestResponse response = client.get("/named?name=ann");
    EXPECT_EQ(response.status, 200U);
    EXPECT_EQ(response.body, text("ann", 1));
    EXPECT_EQ(response.header("ETag"), "\"ann1\"");
    EXPECT_EQ(response.header("Content-Type"), "application/json");
    EXPECT_EQ(response.header("Vary"), "Accept-Encoding");
  }
  EXPECT_EQ(source_.asked, 1);
  const std::string metrics = server.metrics().prometheus();
  EXPECT_NE(metrics.find("meme_http_answers_given_again_total 4"), metrics.npos);
  EXPECT_NE(metrics.find(R"(meme_http_requests_total{route="/named",method="GET",status="2xx"} 5)"),
            metrics.npos);
}

TEST_F(KeptAnswersTest, BelongToTheirTargetAlone) {
  TestServer server(routes());
  EXPECT_EQ(server.get("/named?name=ann").body, text("ann", 1));
  EXPECT_EQ(server.get("/named?name=bob").body, text("bob", 1));
  EXPECT_EQ(server.get("/named").body, text("none", 1));
  EXPECT_EQ(server.get("/named?name=ann&name=bob").status, 400U);
  EXPECT_EQ(server.get("/named?name=ann").body, text("ann", 1));
  EXPECT_EQ(server.send("POST", "/named?name=ann").status, 405U);
  EXPECT_EQ(source_.asked, 4);
}

TEST_F(KeptAnswersTest, AreMadeAnewAtOnceWhenTheyAreNotFresh) {
  TestServer server(routes());
  TestClient client(server.port());
  for (int version = 1; version <= 3; ++version) {
    source_.version = version;
    EXPECT_EQ(client.get("/named?name=ann").body, text("ann", version));
    EXPECT_EQ(client.get("/named?name=ann").body, text("ann", version));
    EXPECT_EQ(source_.asked, version);
  }
}

TEST_F(KeptAnswersTest, AreConditional) {
  TestServer server(routes());
  for (int i = 0; i < 2; ++i) {
    const auto known = server.get("/named?name=ann", {{"If-None-Match", "\"ann1\""}});
    EXPECT_EQ(known.status, 304U);
    EXPECT_EQ(known.body, "");
    EXPECT_EQ(known.header("ETag"), "\"ann1\"");
    EXPECT_EQ(server.get("/named?name=ann", {{"If-None-Match", "\"bob1\""}}).status, 200U);
  }
  source_.version = 2;
  const auto changed = server.get("/named?name=ann", {{"If-None-Match", "\"ann1\""}});
  EXPECT_EQ(changed.status, 200U);
  EXPECT_EQ(changed.body, text("ann", 2));
}

TEST_F(KeptAnswersTest, AreCompressedForThoseWhoAsk) {
  TestServer server(routes());
  std::string first;
  for (int i = 0; i < 3; ++i) {
    const auto small = server.get("/named?name=ann", {{"Accept-Encoding", "gzip"}});
    EXPECT_EQ(small.header("Content-Encoding"), "gzip");
    EXPECT_EQ(small.header("Content-Length"), std::to_string(small.body.size()));
    EXPECT_LT(small.body.size(), 1'000U);
    if (first.empty()) first = small.body;
    EXPECT_EQ(small.body, first);
    const auto plain = server.get("/named?name=ann");
    EXPECT_EQ(plain.header("Content-Encoding"), "");
    EXPECT_EQ(plain.body, text("ann", 1));
  }
  EXPECT_EQ(source_.asked, 1);
}

TEST_F(KeptAnswersTest, HaveAHeadWithoutABody) {
  TestServer server(routes());
  TestClient client(server.port());
  for (int i = 0; i < 2; ++i) {
    client.send_raw("HEAD /named?name=ann HTTP/1.1\r\nHost: t\r\n\r\n");
    const auto head = client.receive(true);
    EXPECT_EQ(head.status, 200U);
    EXPECT_EQ(head.header("Content-Length"), std::to_string(text("ann", 1).size()));
  }
  EXPECT_EQ(client.get("/named?name=ann").body, text("ann", 1));
}

TEST_F(KeptAnswersTest, ArePipelinedAmongOthers) {
  TestServer server(routes());
  TestClient client(server.port());
  std::string all;
  for (int i = 0; i < 40; ++i) {
    all += "GET /named?name=n" + std::to_string(i % 4) + " HTTP/1.1\r\nHost: t\r\n\r\n";
    if (i % 5 == 0) all += "GET /nowhere HTTP/1.1\r\nHost: t\r\n\r\n";
  }
  client.send_raw(all);
  for (int i = 0; i < 40; ++i) {
    EXPECT_EQ(client.receive().body, text("n" + std::to_string(i % 4), 1));
    if (i % 5 == 0) EXPECT_EQ(client.receive().status, 404U);
  }
}

TEST_F(KeptAnswersTest, StayWithinTheirMemory) {
  ServerOptions options;
  options.kept_bytes_max = 400'000;  // less than twenty of them
  TestServer server(routes(), options);
  TestClient client(server.port());
  for (int round = 0; round < 3; ++round) {
    for (int i = 0; i < 100; ++i) {
      const std::string name = "n" + std::to_string(i);
      EXPECT_EQ(client.get("/named?name=" + name).body, text(name, 1));
      EXPECT_EQ(client.get("/named?name=often").body, text("often", 1));
    }
  }
  // Those that nobody asks for make room, the one that everybody asks for stays.
  EXPECT_EQ(source_.asked, 301);
}

TEST_F(KeptAnswersTest, AreNotKeptWithoutMemory) {
  ServerOptions options;
  options.kept_bytes_max = 0;
  TestServer server(routes(), options);
  for (int i = 1; i <= 2; ++i) {
    EXPECT_EQ(server.get("/named?name=ann").body, text("ann", 1));
    EXPECT_EQ(source_.asked, i);
  }
  const auto small = server.get("/named?name=ann", {{"Accept-Encoding", "gzip"}});
  EXPECT_EQ(small.header("Content-Encoding"), "gzip");
  EXPECT_LT(small.body.size(), 1'000U);
}

}  // namespace
}  // namespace meme::http
