// The bytes of a session token: what it says and the signature that proves who said it.
#pragma once
#include <array>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "base/time.h"
#include "identity/principal.h"

struct evp_mac_ctx_st;

namespace meme::identity {

inline constexpr std::size_t key_bytes = 32;
inline constexpr std::size_t token_id_bytes = 16;
using TokenId = std::array<char, token_id_bytes>;

// What a token says, in the order of its bytes (all integers big-endian):
//
//   0        version, 2
//   1 – 4    key id
//   5 – 12   member id
//   13 – 20  artist id, 0 for none
//   21       role bits
//   22 – 29  expiry, milliseconds since 1970
//   30 – 45  token id: 6 bytes of when it was issued, milliseconds since 1970, and 10 random ones
//   46 – 77  HMAC-SHA256 over bytes 0 – 45
//
// The text form is base64url of these 78 bytes: always 104 characters, one spelling per token.
struct TokenClaims {
  std::uint32_t key_id = 0;
  Principal who;
  Instant expires_at{};
  TokenId id{};
};

TokenId fresh_token_id(Instant issued_at);
Instant issued_at(const TokenId& id);

// A key ready to sign. Copies nothing per signature but OpenSSL's prepared state. Any thread.
class SigningKey {
 public:
  // `secret` has key_bytes bytes. Throws when OpenSSL cannot provide HMAC-SHA256.
  SigningKey(std::uint32_t id, std::string_view secret);

  std::uint32_t id() const { return id_; }

  // The token for `claims`, whose key_id must be this key's.
  std::string seal(const TokenClaims& claims) const;

  // Whether `signature` is this key's over `message`; takes the same time wherever they differ.
  bool signed_by_me(std::string_view message, std::string_view signature) const;

 private:
  struct Free {
    void operator()(evp_mac_ctx_st* context) const noexcept;
  };
  std::array<char, 32> sign(std::string_view message) const;

  std::uint32_t id_;
  std::unique_ptr<evp_mac_ctx_st, Free> prepared_;
};

// A token taken apart but not yet believed: check `message` against `signature` with the key that
// `claims` names.
struct UnverifiedToken {
  TokenClaims claims;
  std::string bytes;

  std::string_view message() const;
  std::string_view signature() const;
};

// Nothing unless `text` has the exact length, alphabet and version of a token.
std::optional<UnverifiedToken> take_apart(std::string_view text);

}  // namespace meme::identity
