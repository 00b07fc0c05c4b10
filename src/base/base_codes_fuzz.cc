// Any text as base 32, base 64 or an id: what is accepted has exactly one spelling. Any bytes in
// base 64: they come back.
//
// Parsers: base/base32.cc base/base64.cc base/ids.h
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "base/base32.h"
#include "base/base64.h"
#include "base/check.h"
#include "base/ids.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
  using namespace meme;
  const std::string_view text{reinterpret_cast<const char*>(bytes), size};
  if (const auto value = parse_base32(text)) {
    std::string written;
    append_base32(written, *value);
    MEME_ASSERT(written == text);
  }
  if (const auto plain = parse_base64url(text)) MEME_ASSERT(base64url(*plain) == text);
  MEME_ASSERT(parse_base64url(base64url(text)) == text);
  if (const auto id = ReservationId::parse(text)) {
    MEME_ASSERT(id->value != 0 && id->text() == text);
  }
  return 0;
}
