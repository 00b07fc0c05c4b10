#include "identity/token.h"

#include <gtest/gtest.h>

#include "base/base64.h"
#include "identity/api.h"

namespace meme::identity {
namespace {

using namespace std::chrono_literals;

const std::string secret(key_bytes, 'k');

TokenClaims some_claims() {
  TokenClaims claims{.key_id = 7,
                     .who = {MemberId{42}, ArtistId{9}, {Role::customer, Role::artist}},
                     .expires_at = Instant{1'800'000'000'000ms}};
  claims.id.fill('x');
  return claims;
}

TEST(Token, SaysWhatWasSealed) {
  const SigningKey key(7, secret);
  const std::string text = key.seal(some_claims());
  EXPECT_EQ(text.size(), 104u);
  const auto token = take_apart(text);
  ASSERT_TRUE(token);
  EXPECT_EQ(token->claims.key_id, 7u);
  EXPECT_EQ(token->claims.who, some_claims().who);
  EXPECT_EQ(token->claims.expires_at, some_claims().expires_at);
  EXPECT_EQ(token->claims.id, some_claims().id);
  EXPECT_TRUE(key.signed_by_me(token->message(), token->signature()));
}

// The bytes as another implementation of HMAC-SHA256 wrote them: a change of the format must be a
// new version, or every session out there ends.
TEST(Token, HasFixedBytes) {
  EXPECT_EQ(SigningKey(7, secret).seal(some_claims()),
            "AgAAAAcAAAAAAAAAKgAAAAAAAAAJAwAAAaMYXFAAeHh4eHh4eHh4"
            "eHh4eHh4eC5ZVunk9aMfuvBr4dlWWE7iHFLglal41jqcOY4YIgjh");
}

TEST(Token, ItsIdSaysWhenItWasIssued) {
  const Instant noon{1'800'000'000'123ms};
  EXPECT_EQ(issued_at(fresh_token_id(noon)), noon);
  EXPECT_NE(fresh_token_id(noon), fresh_token_id(noon));
}

TEST(Token, AnotherKeyDidNotSignIt) {
  const auto token = take_apart(SigningKey(7, secret).seal(some_claims()));
  const SigningKey other(7, std::string(key_bytes, 'o'));
  EXPECT_FALSE(other.signed_by_me(token->message(), token->signature()));
}

TEST(Token, EveryFlippedBitIsNoticed) {
  const SigningKey key(7, secret);
  const std::string bytes = *parse_base64url(key.seal(some_claims()));
  for (std::size_t bit = 8; bit < bytes.size() * 8; ++bit) {
    std::string altered = bytes;
    altered[bit / 8] = static_cast<char>(altered[bit / 8] ^ (1 << (bit % 8)));
    const auto token = take_apart(base64url(altered));
    ASSERT_TRUE(token) << bit;
    EXPECT_FALSE(key.signed_by_me(token->message(), token->signature())) << bit;
  }
}

TEST(Token, OtherShapesAreNotTokens) {
  const std::string text = SigningKey(7, secret).seal(some_claims());
  std::string version = *parse_base64url(text);
  version[0] = 1;
  const std::string bad[] = {"",
                             text.substr(0, 103),
                             text + "A",
                             text + "=",
                             " " + text,
                             base64url(version),
                             "eyJhbGciOiJub25lIn0.e30.",
                             std::string(104, '!')};
  for (const auto& one : bad) EXPECT_FALSE(take_apart(one)) << one;
}

TEST(Token, UnknownRolesGrantNothing) {
  EXPECT_EQ(Roles::from_bits(0xF8).bits(), 0);
  EXPECT_EQ(Roles::from_bits(-1).bits(), 7);
}

TEST(RequestToken, ComesFromTheHeaderBeforeTheCookie) {
  EXPECT_EQ(token_of("Bearer abc", "meme_session=def"), "abc");
  EXPECT_EQ(token_of("bearer  abc ", ""), "abc");
  EXPECT_EQ(token_of("Basic abc", "meme_session=def"), "");
  EXPECT_EQ(token_of("", "theme=dark; meme_session=def; x=y"), "def");
  EXPECT_EQ(token_of("", "xmeme_session=no;meme_session=yes"), "yes");
  EXPECT_EQ(token_of("", "meme_session"), "");
  EXPECT_EQ(token_of("", ""), "");
}

}  // namespace
}  // namespace meme::identity
