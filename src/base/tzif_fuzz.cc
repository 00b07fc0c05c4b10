// Any bytes as a compiled zone; any text as a zone rule. What is accepted keeps its promises.
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "base/check.h"
#include "base/posix_zone.h"
#include "base/tzif.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
  using namespace meme;
  constexpr Minutes widest{26 * 60};
  if (const auto table = parse_tzif({bytes, size}, 2200)) {
    MEME_ASSERT(abs(table->first_offset) <= widest);
    Minute previous = Minute::min();
    Minutes offset = table->first_offset;
    for (const ZoneTable::Change& change : table->changes) {
      MEME_ASSERT(change.at > previous && change.offset != offset);
      MEME_ASSERT(abs(change.offset) <= widest);
      previous = change.at;
      offset = change.offset;
    }
  }
  const std::string_view text{reinterpret_cast<const char*>(bytes), size};
  if (const auto zone = parse_posix_zone(text); zone && zone->summer) {
    for (int year = 1970; year <= 2040; ++year) {
      const auto start = zone->summer->starts.in(std::chrono::year{year});
      const auto new_year = std::chrono::sys_days{std::chrono::year{year} / 1 / 1};
      MEME_ASSERT(start > new_year - std::chrono::days{8} &&
                  start < new_year + std::chrono::days{374});
    }
  }
  return 0;
}
