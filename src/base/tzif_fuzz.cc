// Any bytes as a compiled zone. What is accepted keeps its promises.
//
// Parsers: base/tzif.cc
#include <cstddef>
#include <cstdint>

#include "base/check.h"
#include "base/tzif.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
  using namespace meme;
  constexpr Minutes widest{26 * 60};
  const auto table = parse_tzif({bytes, size}, 2200);
  if (!table) return 0;
  MEME_ASSERT(abs(table->first_offset) <= widest);
  Minute previous = Minute::min();
  Minutes offset = table->first_offset;
  for (const ZoneTable::Change& change : table->changes) {
    MEME_ASSERT(change.at > previous && change.offset != offset);
    MEME_ASSERT(abs(change.offset) <= widest);
    previous = change.at;
    offset = change.offset;
  }
  return 0;
}
