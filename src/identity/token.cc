#include "identity/token.h"

#include <openssl/core_names.h>
#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <openssl/params.h>

#include <stdexcept>

#include "base/base64.h"
#include "base/check.h"
#include "base/random.h"

namespace meme::identity {
namespace {

constexpr char token_version = 2;
constexpr std::size_t message_bytes = 46;
constexpr std::size_t signature_bytes = 32;
constexpr std::size_t token_bytes = message_bytes + signature_bytes;
constexpr std::size_t text_length = token_bytes / 3 * 4;
static_assert(token_bytes % 3 == 0, "no unused bits, so base64url has one spelling");

template <class Unsigned>
void append_big_endian(std::string& out, Unsigned value) {
  for (int shift = static_cast<int>(sizeof(Unsigned)) * 8 - 8; shift >= 0; shift -= 8) {
    out.push_back(static_cast<char>(value >> shift));
  }
}

template <class Unsigned>
Unsigned big_endian(std::string_view bytes, std::size_t at) {
  Unsigned value = 0;
  for (std::size_t i = 0; i < sizeof(Unsigned); ++i) {
    value = static_cast<Unsigned>(value << 8) | static_cast<unsigned char>(bytes[at + i]);
  }
  return value;
}

constexpr std::size_t issued_at_bytes = 6;

struct FreeMac {
  void operator()(EVP_MAC* mac) const noexcept { EVP_MAC_free(mac); }
};

[[noreturn]] void openssl_failed(const char* what) {
  throw std::runtime_error(std::string("OpenSSL: ") + what + " failed");
}

}  // namespace

TokenId fresh_token_id(Instant issued_at) {
  std::string time;
  append_big_endian(time, static_cast<std::uint64_t>(count(issued_at)));
  const std::string bytes =
      time.substr(time.size() - issued_at_bytes) + secure_random(token_id_bytes - issued_at_bytes);
  TokenId id;
  bytes.copy(id.data(), id.size());
  return id;
}

Instant issued_at(const TokenId& id) {
  const std::string bytes = std::string(2, '\0') + std::string(id.data(), issued_at_bytes);
  return Instant{Instant::duration{static_cast<std::int64_t>(big_endian<std::uint64_t>(bytes, 0))}};
}

void SigningKey::Free::operator()(evp_mac_ctx_st* context) const noexcept {
  EVP_MAC_CTX_free(context);
}

SigningKey::SigningKey(std::uint32_t id, std::string_view secret) : id_(id) {
  MEME_ASSERT(secret.size() == key_bytes);
  const std::unique_ptr<EVP_MAC, FreeMac> mac(EVP_MAC_fetch(nullptr, "HMAC", nullptr));
  if (!mac) openssl_failed("fetching HMAC");
  prepared_.reset(EVP_MAC_CTX_new(mac.get()));
  char digest[] = "SHA256";
  const OSSL_PARAM parameters[] = {
      OSSL_PARAM_construct_utf8_string(OSSL_MAC_PARAM_DIGEST, digest, 0),
      OSSL_PARAM_construct_end()};
  const auto* key = reinterpret_cast<const unsigned char*>(secret.data());
  if (!prepared_ || EVP_MAC_init(prepared_.get(), key, secret.size(), parameters) != 1) {
    openssl_failed("preparing HMAC-SHA256");
  }
}

std::array<char, 32> SigningKey::sign(std::string_view message) const {
  const std::unique_ptr<evp_mac_ctx_st, Free> context(EVP_MAC_CTX_dup(prepared_.get()));
  std::array<char, 32> signature;
  std::size_t length = 0;
  if (!context ||
      EVP_MAC_update(context.get(), reinterpret_cast<const unsigned char*>(message.data()),
                     message.size()) != 1 ||
      EVP_MAC_final(context.get(), reinterpret_cast<unsigned char*>(signature.data()), &length,
                    signature.size()) != 1 ||
      length != signature.size()) {
    openssl_failed("HMAC-SHA256");
  }
  return signature;
}

bool SigningKey::signed_by_me(std::string_view message, std::string_view signature) const {
  const auto expected = sign(message);
  return signature.size() == expected.size() &&
         CRYPTO_memcmp(signature.data(), expected.data(), expected.size()) == 0;
}

std::string SigningKey::seal(const TokenClaims& claims) const {
  MEME_ASSERT(claims.key_id == id_);
  std::string bytes;
  bytes.reserve(token_bytes);
  bytes.push_back(token_version);
  append_big_endian(bytes, claims.key_id);
  append_big_endian(bytes, claims.who.member.value);
  append_big_endian(bytes, claims.who.artist ? claims.who.artist->value : std::uint64_t{0});
  bytes.push_back(static_cast<char>(claims.who.roles.bits()));
  append_big_endian(bytes, static_cast<std::uint64_t>(count(claims.expires_at)));
  bytes.append(claims.id.data(), claims.id.size());
  MEME_ASSERT(bytes.size() == message_bytes);
  const auto signature = sign(bytes);
  bytes.append(signature.data(), signature.size());
  return base64url(bytes);
}

std::string_view UnverifiedToken::message() const {
  return std::string_view(bytes).substr(0, message_bytes);
}

std::string_view UnverifiedToken::signature() const {
  return std::string_view(bytes).substr(message_bytes);
}

std::optional<UnverifiedToken> take_apart(std::string_view text) {
  if (text.size() != text_length) return std::nullopt;
  auto bytes = parse_base64url(text);
  if (!bytes || bytes->size() != token_bytes || bytes->front() != token_version)
    return std::nullopt;
  UnverifiedToken token;
  token.claims.key_id = big_endian<std::uint32_t>(*bytes, 1);
  token.claims.who.member = MemberId{big_endian<std::uint64_t>(*bytes, 5)};
  if (const auto artist = big_endian<std::uint64_t>(*bytes, 13); artist != 0) {
    token.claims.who.artist = ArtistId{artist};
  }
  token.claims.who.roles = Roles::from_bits(static_cast<unsigned char>((*bytes)[21]));
  const auto expiry = static_cast<std::int64_t>(big_endian<std::uint64_t>(*bytes, 22));
  token.claims.expires_at = Instant{Instant::duration{expiry}};
  bytes->copy(token.claims.id.data(), token_id_bytes, 30);
  token.bytes = std::move(*bytes);
  return token;
}

}  // namespace meme::identity
