// Any bytes as gzip: never more comes out than the bound allows.
//
// Parsers: http/gunzip.cc
#include <cstdint>

#include "base/check.h"
#include "http/gunzip.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
  constexpr std::size_t bytes_max = 64 * 1024;
  const auto plain = meme::http::gunzip({reinterpret_cast<const char*>(bytes), size}, bytes_max);
  MEME_ASSERT(!plain || plain->size() <= bytes_max);
  return 0;
}
