#include <gtest/gtest.h>

#include "base/base64.h"
#include "base/random.h"
#include "identity/sessions.h"
#include "runtime/block_on.h"
#include "sql/database.h"

namespace meme::identity {
namespace {

using namespace std::chrono_literals;

constexpr Instant noon{1'800'000'000'000ms};

class SessionsTest : public testing::Test {
 protected:
  SessionsTest() {
    path_ = testing::TempDir() + "meme_sessions_" + base64url(secure_random(9)) + ".db";
    open();
  }
  ~SessionsTest() override {
    close();
    for (const char* suffix : {"", "-wal", "-shm", ".lock"})
      std::filesystem::remove(path_ + suffix);
  }

  void open() {
    database_ = std::move(
        sql::Database::open({.path = path_, .synchronous = sql::Synchronous::normal}).value());
    sessions_ = open_sessions(*database_, clock_, settings_);
    database_->start();
  }
  void close() {
    sessions_.reset();
    database_.reset();
  }
  void restart() {
    close();
    open();
  }

  ManualClock clock_{noon};
  SessionSettings settings_{.lifetime = 1h};
  Principal ann_{MemberId{1}, std::nullopt, Role::customer};
  std::string path_;
  std::unique_ptr<sql::Database> database_;
  std::unique_ptr<Sessions> sessions_;
};

TEST_F(SessionsTest, ATokenSpeaksForItsPrincipal) {
  const Principal bo{MemberId{2}, ArtistId{5}, {Role::artist, Role::customer}};
  EXPECT_EQ(sessions_->verify(sessions_->issue(ann_).text), ann_);
  EXPECT_EQ(sessions_->verify(sessions_->issue(bo).text), bo);
  EXPECT_NE(sessions_->issue(ann_).text, sessions_->issue(ann_).text);
}

TEST_F(SessionsTest, ItOutlivesARestart) {
  const auto token = sessions_->issue(ann_).text;
  restart();
  EXPECT_EQ(sessions_->verify(token), ann_);
}

TEST_F(SessionsTest, ItExpires) {
  const auto token = sessions_->issue(ann_);
  EXPECT_EQ(token.expires_at, noon + 1h);
  clock_.advance(1h - 1ms);
  EXPECT_TRUE(sessions_->verify(token.text));
  clock_.advance(1ms);
  EXPECT_FALSE(sessions_->verify(token.text));
}

// Forgeries: each is refused, and all alike, since a refusal carries nothing.
TEST_F(SessionsTest, ForgeriesAreRefused) {
  const auto good = sessions_->issue(ann_).text;
  const auto bytes = *parse_base64url(good);
  std::vector<std::string> forged{"", "x", good.substr(0, 60), good + good, "Bearer " + good};
  for (std::size_t cut = 1; cut < good.size(); cut += 7) forged.push_back(good.substr(cut));
  for (std::size_t at : {0, 1, 4, 12, 20, 21, 29, 45, 46, 77}) {  // each field, and the signature
    auto altered = bytes;
    altered[at] = static_cast<char>(altered[at] + 1);
    forged.push_back(base64url(altered));
  }
  auto claims = take_apart(good)->claims;
  claims.who.roles = {Role::operator_};
  forged.push_back(SigningKey(1, std::string(key_bytes, '\0')).seal(claims));
  forged.push_back(SigningKey(1, secure_random(key_bytes)).seal(claims));
  claims.key_id = 99;
  forged.push_back(SigningKey(99, secure_random(key_bytes)).seal(claims));
  claims.key_id = 0;
  forged.push_back(SigningKey(0, std::string(key_bytes, '\0')).seal(claims));
  auto unsigned_token = bytes;
  unsigned_token.replace(46, 32, 32, '\0');
  forged.push_back(base64url(unsigned_token));
  for (const auto& one : forged) EXPECT_FALSE(sessions_->verify(one)) << one;
  EXPECT_TRUE(sessions_->verify(good));
}

TEST_F(SessionsTest, SigningOutEndsOneTokenForGood) {
  const auto one = sessions_->issue(ann_).text;
  const auto other = sessions_->issue(ann_).text;
  runtime::block_on(sessions_->revoke(one));
  runtime::block_on(sessions_->revoke(one));
  runtime::block_on(sessions_->revoke("nonsense"));
  EXPECT_FALSE(sessions_->verify(one));
  EXPECT_TRUE(sessions_->verify(other));
  restart();
  EXPECT_FALSE(sessions_->verify(one));
  EXPECT_TRUE(sessions_->verify(other));
}

TEST_F(SessionsTest, RevocationsAreForgottenOnceTheTokenWouldHaveExpired) {
  runtime::block_on(sessions_->revoke(sessions_->issue(ann_).text));
  clock_.advance(2h);
  restart();
  close();
  database_ = std::move(
      sql::Database::open({.path = path_, .synchronous = sql::Synchronous::normal}).value());
  static constexpr sql::Query count_revoked{"count_revoked", "SELECT count(*) FROM revoked_token"};
  EXPECT_EQ(database_->bootstrap().maybe_integer(count_revoked), 0);
}

TEST_F(SessionsTest, AllTokensOfAMemberEndAtOnce) {
  const Principal bo{MemberId{2}, std::nullopt, Role::operator_};
  const auto old = sessions_->issue(ann_).text;
  const auto others = sessions_->issue(bo).text;
  runtime::block_on(sessions_->revoke_all_of(ann_.member));
  EXPECT_FALSE(sessions_->verify(old));
  EXPECT_TRUE(sessions_->verify(others));
  clock_.advance(1ms);
  const auto fresh = sessions_->issue(ann_).text;
  EXPECT_TRUE(sessions_->verify(fresh));
  restart();
  EXPECT_FALSE(sessions_->verify(old));
  EXPECT_TRUE(sessions_->verify(fresh));
  runtime::block_on(sessions_->revoke_all_of(ann_.member));
  EXPECT_FALSE(sessions_->verify(fresh));
}

TEST_F(SessionsTest, WithoutAnOverlapEverybodyIsSignedOut) {
  const auto first = sessions_->issue(ann_).text;
  runtime::block_on(sessions_->rotate_key(1h));
  const auto second = sessions_->issue(ann_).text;
  runtime::block_on(sessions_->rotate_key(0s));
  for (int round = 0; round < 2; ++round) {
    EXPECT_FALSE(sessions_->verify(first));
    EXPECT_FALSE(sessions_->verify(second));
    EXPECT_TRUE(sessions_->verify(sessions_->issue(ann_).text));
    restart();
  }
}

TEST_F(SessionsTest, AReplacedKeyVerifiesForTheOverlap) {
  const auto old = sessions_->issue(ann_).text;
  runtime::block_on(sessions_->rotate_key(30min));
  const auto fresh = sessions_->issue(ann_).text;
  EXPECT_NE(take_apart(old)->claims.key_id, take_apart(fresh)->claims.key_id);
  EXPECT_TRUE(sessions_->verify(old));
  restart();
  EXPECT_TRUE(sessions_->verify(old));
  clock_.advance(30min);
  EXPECT_FALSE(sessions_->verify(old));
  EXPECT_TRUE(sessions_->verify(fresh));
  restart();
  EXPECT_FALSE(sessions_->verify(old));
  EXPECT_TRUE(sessions_->verify(fresh));
}

}  // namespace
}  // namespace meme::identity
