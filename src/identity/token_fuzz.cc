// Any text as a session's token, and as the header values that carry one: nothing that was not
// signed is believed, and what is taken apart has exactly one spelling.
//
// Parsers: identity/token.cc identity/request_token.cc
// Unreachable: if
// \(!(mac|prepared_|context)|EVP_MAC_(update|final)|message.size\(\)|signature.size\(\)|length !=
#include "identity/token.h"

#include <cstdint>

#include "base/base64.h"
#include "base/check.h"
#include "identity/api.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
  using namespace meme;
  using namespace meme::identity;
  static const SigningKey key(1, std::string(key_bytes, 'k'));
  const std::string_view text{reinterpret_cast<const char*>(bytes), size};
  for (const std::string_view token : {token_of(text, ""), token_of("", text)}) {
    MEME_ASSERT(token.empty() ||
                (token.data() >= text.data() && token.data() + token.size() <= text.data() + size));
  }
  if (const auto token = take_apart(text)) {
    MEME_ASSERT(base64url(token->bytes) == text);
    MEME_ASSERT(!key.signed_by_me(token->message(), token->signature()));
    TokenClaims claims = token->claims;
    claims.key_id = key.id();
    const auto sealed = take_apart(key.seal(claims));
    MEME_ASSERT(sealed && key.signed_by_me(sealed->message(), sealed->signature()));
  }
  return 0;
}
