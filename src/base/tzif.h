#pragma once
#include <optional>
#include <span>
#include <vector>

#include "base/time.h"

namespace meme {

// A zone's offsets: `first_offset` until the first change, then each change's until the next.
// Changes ascend and each one changes the offset.
struct ZoneTable {
  struct Change {
    Minute at;
    Minutes offset;  // ahead of UTC
  };
  Minutes first_offset{0};
  std::vector<Change> changes;
};

// Reads a compiled zone (TZif version 2 or later, RFC 8536), bytes from anywhere. Its footer, a
// rule for all later years, is laid out up to the end of `last_year`. Nothing when the bytes are
// malformed, offsets reach 26 hours, or leap seconds are counted.
std::optional<ZoneTable> parse_tzif(std::span<const unsigned char> bytes, int last_year);

}  // namespace meme
