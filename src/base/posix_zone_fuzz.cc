// Any text as the zone rule in the footer of a zone file: what is accepted is in bounds.
//
// Parsers: base/posix_zone.cc
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "base/check.h"
#include "base/posix_zone.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
  using namespace meme;
  using namespace std::chrono;
  const auto zone = parse_posix_zone({reinterpret_cast<const char*>(bytes), size});
  if (!zone) return 0;
  MEME_ASSERT(abs(zone->offset) <= hours{26});
  if (!zone->summer) return 0;
  MEME_ASSERT(abs(zone->summer->offset) <= hours{26});
  for (int number = 1970; number <= 2040; ++number) {
    const sys_days new_year{year{number} / January / 1};
    for (const auto& change : {zone->summer->starts, zone->summer->ends}) {
      const auto at = change.in(year{number});
      MEME_ASSERT(at > new_year - days{8} && at < new_year + days{374});
    }
  }
  return 0;
}
