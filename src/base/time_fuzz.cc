// Any text as an instant, a minute, a date, a time of day, the name of a zone. What is accepted is
// in bounds and reads the same after writing.
//
// Parsers: base/time.cc base/time_zone.cc
// Unreachable: table->changes.size\(\) > 10'000
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "base/check.h"
#include "base/time.h"
#include "base/time_zone.h"

namespace {

using namespace meme;

void try_minute(std::string_view text) {
  const auto at = parse_minute(text);
  if (!at) return;
  MEME_ASSERT(*at >= Minute{} && count(*at) < 121'000'000);
  MEME_ASSERT(parse_instant(text) == Instant{*at});
  for (const int offset : {-570, 0, 540, 1439}) {
    std::string written;
    append_rfc3339(written, *at, std::chrono::minutes{offset});
    const auto again = parse_instant(written);
    MEME_ASSERT(again && *again == Instant{*at});
  }
}

void try_instant(std::string_view text) {
  const auto at = parse_instant(text);
  if (!at) return;
  const auto year = Date{floor<std::chrono::days>(*at)}.year();
  MEME_ASSERT(year >= std::chrono::year{0} && year <= std::chrono::year{9999});
  std::string written;
  append_rfc3339(written, *at);
  MEME_ASSERT(parse_instant(written) == at);
}

void try_date(std::string_view text) {
  const auto date = parse_date(text);
  if (!date) return;
  MEME_ASSERT(date->ok());
  std::string written;
  append_date(written, *date);
  MEME_ASSERT(written == text);
}

void try_time_of_day(std::string_view text) {
  const auto time = parse_time_of_day(text);
  if (!time) return;
  MEME_ASSERT(*time >= 0 && *time <= 24 * 60);
  std::string written;
  append_time_of_day(written, *time);
  MEME_ASSERT(written == text);
}

void try_zone(std::string_view text) {
  const auto zone = TimeZone::find(text);
  if (!zone) return;
  MEME_ASSERT(zone->name() == text);
  for (const Minute at : zone->transitions()) {
    for (const int away : {-61, -1, 0, 61}) {
      const LocalMinute shown = zone->to_local(at + Minutes{away});
      const LocalMoments moments = zone->moments_of(shown);
      MEME_ASSERT(moments.kind != LocalMoments::Kind::gap);
      MEME_ASSERT(zone->to_local(moments.earliest) == shown);
      MEME_ASSERT(zone->to_local(moments.latest) == shown);
      MEME_ASSERT(zone->hull_of(zone->local_date(at)).contains(at));
    }
    const Minute before = at - Minutes{1};
    if (zone->offset_at(at) <= zone->offset_at(before)) continue;
    const LocalMoments skipped = zone->moments_of(zone->to_local(before) + Minutes{1});
    MEME_ASSERT(skipped.kind == LocalMoments::Kind::gap && skipped.earliest == at);
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
  const std::string_view text{reinterpret_cast<const char*>(bytes), size};
  try_minute(text);
  try_instant(text);
  try_date(text);
  try_time_of_day(text);
  try_zone(text);
  return 0;
}
