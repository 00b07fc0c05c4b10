#include <gtest/gtest.h>

#include "base/base64.h"
#include "base/random.h"
#include "http/server.h"
#include "http/testing/client.h"
#include "members/module.h"
#include "members/queries.h"
#include "runtime/io_threads.h"
#include "runtime/metrics.h"
#include "sql/database.h"

namespace meme::members {
namespace {

using http::testing::Headers;
using http::testing::TestClient;
using http::testing::TestResponse;
using namespace std::chrono_literals;

// The whole of being signed in, over HTTP: module, tokens, cookie and policies together.
class SessionHttpTest : public ::testing::Test {
 protected:
  SessionHttpTest() {
    path_ = ::testing::TempDir() + "meme_members_" + base64url(secure_random(9)) + ".db";
  }
  ~SessionHttpTest() override {
    stop();
    for (const char* suffix : {"", "-wal", "-shm", ".lock"}) {
      std::filesystem::remove(path_ + suffix);
    }
  }

  void start(bool dev_sign_in = true) {
    database_ = std::move(
        sql::Database::open({.path = path_, .synchronous = sql::Synchronous::normal}).value());
    module_ = MemberModule::open(*database_, clock_, {.dev_sign_in = dev_sign_in});
    if (!filled_) fill();
    database_->start();
    router_ = std::make_unique<http::Router>();
    module_->add_routes(*router_);
    add_guarded();
    router_->seal();
    threads_ = std::make_unique<runtime::IoThreads>(1);
    http::ServerOptions options;
    options.port = 0;
    server_ = std::make_unique<http::Server>(
        http::Server::Parts{*threads_, *router_, metrics_, &module_->authenticator()}, options);
    server_->start();
    threads_->run();
  }
  void stop() {
    if (server_) server_->drain(1s);
    if (threads_) threads_->stop();
    server_.reset();
    threads_.reset();
    router_.reset();
    module_.reset();
    database_.reset();
  }

  TestResponse get(std::string_view path, const Headers& headers = {}) {
    return TestClient(server_->port()).get(path, headers);
  }
  TestResponse send(std::string_view method, std::string_view path, std::string_view body,
                    const Headers& headers = {}) {
    return TestClient(server_->port()).send(method, path, body, headers);
  }
  boost::json::object json(const TestResponse& answer) {
    return boost::json::parse(answer.body).as_object();
  }
  std::string sign_in(std::string_view member) {
    const auto answer =
        send("POST", "/v1/demo/session", R"({"memberId":")" + std::string(member) + "\"}");
    EXPECT_EQ(answer.status, 200u) << answer.body;
    return std::string(json(answer).at("token").as_string());
  }
  static Headers bearer(std::string_view token) {
    return {{"Authorization", "Bearer " + std::string(token)}};
  }
  static Headers cookie(std::string_view token) {
    return {{"Cookie", "meme_session=" + std::string(token)}};
  }

  ManualClock clock_{Instant{1'800'000'000'000ms}};

 private:
  void fill() {
    filled_ = true;
    database_->bootstrap_transaction([](sql::Session& session) {
      const auto add = [&](int id, int roles, const char* name, std::optional<ArtistId> artist) {
        session.execute(queries::insert_member, id, roles, name, "010-0000-0000", "ko", artist, 0);
      };
      add(1, 5, "운영", std::nullopt);
      add(2, 3, "한지우", ArtistId{1});
      add(3, 1, "김하늘", std::nullopt);
      add(4, 1, "김하나", std::nullopt);
    });
  }
  void add_guarded() {
    const auto guard = [this](const char* path, http::Policy policy, const char* id) {
      router_->add({.pattern = path,
                    .policy = policy,
                    .operation_id = id,
                    .summary = "For a test",
                    .tag = "test"},
                   [](http::Request&) { return http::Response::no_content(); });
    };
    guard("/test/signed-in", http::Policy::signed_in, "testSignedIn");
    guard("/test/artist", http::Policy::artist, "testArtist");
    guard("/test/operator", http::Policy::operator_, "testOperator");
  }

  bool filled_ = false;
  std::string path_;
  runtime::Metrics metrics_;
  std::unique_ptr<sql::Database> database_;
  std::unique_ptr<MemberModule> module_;
  std::unique_ptr<http::Router> router_;
  std::unique_ptr<runtime::IoThreads> threads_;
  std::unique_ptr<http::Server> server_;
};

TEST_F(SessionHttpTest, AVisitorIsAnAnswer) {
  start();
  const auto answer = get("/v1/session");
  EXPECT_EQ(answer.status, 200u);
  EXPECT_EQ(answer.body, R"({"signedIn":false})");
  EXPECT_EQ(answer.header("Cache-Control"), "no-store");
}

TEST_F(SessionHttpTest, SigningInSetsAGuardedCookie) {
  start();
  const auto answer = send("POST", "/v1/demo/session", R"({"memberId":"mem_2"})");
  ASSERT_EQ(answer.status, 200u);
  const std::string set = answer.header("Set-Cookie");
  for (const char* part :
       {"meme_session=", "; HttpOnly", "; SameSite=Lax", "; Path=/", "; Max-Age=2592000"}) {
    EXPECT_NE(set.find(part), std::string::npos) << part;
  }
  const auto body = json(answer);
  EXPECT_TRUE(body.at("signedIn").as_bool());
  EXPECT_EQ(body.at("member").at("name").as_string(), "한지우");
  EXPECT_EQ(body.at("member").at("artistId").as_string(), "art_1");
  EXPECT_EQ(boost::json::serialize(body.at("member").at("roles")), R"(["customer","artist"])");
  const std::string token(body.at("token").as_string());
  for (const auto& headers : {bearer(token), cookie(token)}) {
    EXPECT_EQ(json(get("/v1/session", headers)).at("member").at("id").as_string(), "mem_2");
  }
  EXPECT_FALSE(json(get("/v1/session", bearer(token))).contains("token"));
}

TEST_F(SessionHttpTest, RolesOpenTheRoutesOfTheirPolicy) {
  start();
  const auto customer = bearer(sign_in("mem_3"));
  const auto artist = bearer(sign_in("mem_2"));
  const auto boss = bearer(sign_in("mem_1"));
  EXPECT_EQ(get("/test/signed-in").status, 401u);
  EXPECT_EQ(get("/test/signed-in", customer).status, 204u);
  EXPECT_EQ(get("/test/artist", customer).status, 403u);
  EXPECT_EQ(get("/test/artist", artist).status, 204u);
  EXPECT_EQ(get("/test/operator", artist).status, 403u);
  EXPECT_EQ(get("/test/operator", boss).status, 204u);
}

TEST_F(SessionHttpTest, EveryForgeryIsAVisitorAndAllLookAlike) {
  start();
  const auto token = sign_in("mem_1");
  std::string altered = token;
  altered[30] = altered[30] == 'A' ? 'B' : 'A';
  const auto plain = get("/test/operator");
  for (const std::string& forged :
       {altered, token.substr(0, 50), token + "A", std::string(104, 'A'), std::string("x")}) {
    const auto answer = get("/test/operator", bearer(forged));
    EXPECT_EQ(answer.status, 401u);
    EXPECT_EQ(json(answer).at("code"), json(plain).at("code"));
    EXPECT_EQ(json(answer).at("title"), json(plain).at("title"));
    EXPECT_EQ(get("/v1/session", bearer(forged)).body, R"({"signedIn":false})");
  }
  clock_.advance(std::chrono::days(30));
  EXPECT_EQ(get("/test/operator", bearer(token)).status, 401u);
}

TEST_F(SessionHttpTest, SigningOutIsForGood) {
  start();
  const auto token = sign_in("mem_3");
  const auto other = sign_in("mem_3");
  const auto out = send("DELETE", "/v1/session", "", bearer(token));
  EXPECT_EQ(out.status, 204u);
  EXPECT_NE(out.header("Set-Cookie").find("meme_session=; "), std::string::npos);
  EXPECT_NE(out.header("Set-Cookie").find("Max-Age=0"), std::string::npos);
  EXPECT_EQ(get("/test/signed-in", bearer(token)).status, 401u);
  stop();
  start();
  EXPECT_EQ(get("/test/signed-in", bearer(token)).status, 401u);
  EXPECT_EQ(get("/test/signed-in", bearer(other)).status, 204u);
  EXPECT_EQ(send("DELETE", "/v1/session", "").status, 204u);
}

TEST_F(SessionHttpTest, ACookieAloneSignsNothingFromElsewhere) {
  start();
  auto headers = cookie(sign_in("mem_3"));
  headers.push_back({"Origin", "https://elsewhere.example"});
  EXPECT_EQ(send("DELETE", "/v1/session", "", headers).status, 403u);
  headers.pop_back();
  EXPECT_EQ(get("/test/signed-in", headers).status, 204u) << "the session is still there";
}

TEST_F(SessionHttpTest, PeopleAreAUsefulChoice) {
  start();
  const auto all = json(get("/v1/demo/people")).at("items").as_array();
  ASSERT_EQ(all.size(), 4u);
  EXPECT_EQ(all.at(0).at("name").as_string(), "운영");
  EXPECT_EQ(all.at(1).at("artistId").as_string(), "art_1");
  EXPECT_EQ(all.at(2).at("name").as_string(), "김하늘");
  EXPECT_EQ(json(get("/v1/demo/people?q=%EA%B9%80%ED%95%98")).at("items").as_array().size(), 2u);
  EXPECT_EQ(json(get("/v1/demo/people?q=nobody")).at("items").as_array().size(), 0u);
  EXPECT_EQ(get("/v1/demo/people?p=x").status, 400u);
}

TEST_F(SessionHttpTest, NobodyCannotBeSignedIn) {
  start();
  EXPECT_EQ(send("POST", "/v1/demo/session", R"({"memberId":"mem_99"})").status, 404u);
  EXPECT_EQ(send("POST", "/v1/demo/session", R"({"memberId":"art_1"})").status, 422u);
  EXPECT_EQ(send("POST", "/v1/demo/session", R"({})").status, 422u);
}

TEST_F(SessionHttpTest, WithoutTheSettingThereIsNoDevelopmentSignIn) {
  start(false);
  EXPECT_EQ(get("/v1/demo/people").status, 404u);
  EXPECT_EQ(send("POST", "/v1/demo/session", R"({"memberId":"mem_1"})").status, 404u);
  EXPECT_EQ(get("/v1/session").status, 200u);
}

}  // namespace
}  // namespace meme::members
