#include "base/tzif.h"

#include <algorithm>
#include <string_view>

#include "base/posix_zone.h"

namespace meme {
namespace {

using namespace std::chrono;

// The layout of RFC 8536: a header, a block with 32-bit times, the same header and block with
// 64-bit times, the footer.
//   header: "TZif" version(1) unused(15) then six 32-bit counts: isut isstd leap time type char
//   block:  times(time × 4 or 8) type-of-time(time × 1) types(type × {offset 4, summer 1, name 1})
//   names(char)
//           leap seconds isstd(isstd × 1) isut(isut × 1)
//   footer: '\n' POSIX zone '\n'
struct Counts {
  std::uint32_t isut, isstd, leap, time, type, chars;

  std::uint64_t block_bytes(std::uint64_t time_bytes) const {
    return std::uint64_t{time} * (time_bytes + 1) + std::uint64_t{type} * 6 + chars +
           std::uint64_t{leap} * (time_bytes + 4) + isstd + isut;
  }
};
constexpr std::size_t header_bytes = 44;
constexpr std::int64_t offset_seconds_max = 26 * 3600 - 1;
// Rules are laid out from here on. None is older, and no booking.
constexpr int first_year = 1900;

using Bytes = std::span<const unsigned char>;

std::uint32_t big_endian_32(Bytes bytes) {
  return std::uint32_t{bytes[0]} << 24 | std::uint32_t{bytes[1]} << 16 |
         std::uint32_t{bytes[2]} << 8 | bytes[3];
}

std::int64_t big_endian_64(Bytes bytes) {
  const std::uint64_t high = big_endian_32(bytes);
  return static_cast<std::int64_t>(high << 32 | big_endian_32(bytes.subspan(4)));
}

std::optional<Counts> take_header(Bytes& bytes) {
  constexpr unsigned char magic[] = {'T', 'Z', 'i', 'f'};
  if (bytes.size() < header_bytes || !std::ranges::equal(bytes.first(4), magic))
    return std::nullopt;
  if (bytes[4] < '2') return std::nullopt;
  Counts counts{};
  std::uint32_t* const fields[] = {&counts.isut, &counts.isstd, &counts.leap,
                                   &counts.time, &counts.type,  &counts.chars};
  for (std::size_t i = 0; i < 6; ++i) *fields[i] = big_endian_32(bytes.subspan(20 + 4 * i));
  bytes = bytes.subspan(header_bytes);
  return counts;
}

bool skip(Bytes& bytes, std::uint64_t count) {
  if (bytes.size() < count) return false;
  bytes = bytes.subspan(count);
  return true;
}

// Adds changes in order of time and keeps the table's promises.
class Builder {
 public:
  explicit Builder(seconds first_offset) { table_.first_offset = floor<Minutes>(first_offset); }

  void change(sys_seconds at, seconds to) {
    const auto minute = ceil<minutes>(at);
    const Minutes offset = floor<Minutes>(to);
    if (minute <= sys_time<minutes>{Minute::min().time_since_epoch()}) {
      table_.first_offset = offset;
      return;
    }
    if (minute >= sys_time<minutes>{Minute::max().time_since_epoch()}) return;
    auto& changes = table_.changes;
    const Minute when{Minutes{static_cast<std::int32_t>(minute.time_since_epoch().count())}};
    while (!changes.empty() && changes.back().at >= when) changes.pop_back();
    if (last_offset() != offset) changes.push_back({when, offset});
  }

  Minutes last_offset() const {
    return table_.changes.empty() ? table_.first_offset : table_.changes.back().offset;
  }
  ZoneTable take() { return std::move(table_); }

 private:
  ZoneTable table_;
};

// The table part of the 64-bit block. `last` becomes the time of its last entry.
std::optional<Builder> read_table(Bytes block, const Counts& counts, sys_seconds& last) {
  const Bytes times = block.first(std::size_t{counts.time} * 8);
  const Bytes kinds = block.subspan(times.size(), counts.time);
  const Bytes types = block.subspan(times.size() + kinds.size(), std::size_t{counts.type} * 6);
  std::vector<seconds> offsets;
  for (std::size_t i = 0; i < counts.type; ++i) {
    const auto offset = static_cast<std::int32_t>(big_endian_32(types.subspan(i * 6)));
    if (offset < -offset_seconds_max || offset > offset_seconds_max) return std::nullopt;
    offsets.emplace_back(offset);
  }
  Builder builder{offsets.front()};
  // Some files start with a change at the big bang; anything before the year -2^33 is as good as
  // that.
  constexpr std::int64_t floor_seconds = -(std::int64_t{1} << 58);
  std::int64_t previous = std::numeric_limits<std::int64_t>::min();
  for (std::size_t i = 0; i < counts.time; ++i) {
    const std::int64_t at = big_endian_64(times.subspan(i * 8));
    if ((i > 0 && at <= previous) || kinds[i] >= counts.type || at > -floor_seconds)
      return std::nullopt;
    previous = at;
    last = sys_seconds{seconds{std::max(at, floor_seconds)}};
    builder.change(last, offsets[kinds[i]]);
  }
  return builder;
}

// The rule's changes after the last one of the table, to the end of the last year.
void lay_out(const PosixZone& zone, sys_seconds after, int last_year, Builder& builder) {
  if (!zone.summer) {
    if (floor<Minutes>(zone.offset) != builder.last_offset()) builder.change(after, zone.offset);
    return;
  }
  const auto change_after = [&](sys_seconds at, seconds to) {
    if (at > after) builder.change(at, to);
  };
  for (year y{first_year}; y <= year{last_year}; ++y) {
    const sys_seconds starts = zone.summer->starts.in(y)-zone.offset;
    const sys_seconds ends = zone.summer->ends.in(y)-zone.summer->offset;
    if (starts < ends) {
      change_after(starts, zone.summer->offset);
      change_after(ends, zone.offset);
    } else {
      change_after(ends, zone.offset);
      change_after(starts, zone.summer->offset);
    }
  }
}

}  // namespace

std::optional<ZoneTable> parse_tzif(Bytes bytes, int last_year) {
  const auto old = take_header(bytes);
  if (!old || !skip(bytes, old->block_bytes(4))) return std::nullopt;
  const auto counts = take_header(bytes);
  if (!counts || counts->leap != 0 || counts->type == 0 || counts->type > 256) return std::nullopt;
  const std::uint64_t size = counts->block_bytes(8);
  if (bytes.size() < size + 2) return std::nullopt;
  sys_seconds last{sys_days{year{first_year} / 1 / 1}};
  auto builder = read_table(bytes.first(size), *counts, last);
  if (!builder) return std::nullopt;

  const Bytes footer = bytes.subspan(size);
  if (footer.front() != '\n' || footer.back() != '\n') return std::nullopt;
  const std::string_view rule{reinterpret_cast<const char*>(footer.data()) + 1, footer.size() - 2};
  if (!rule.empty()) {
    const auto zone = parse_posix_zone(rule);
    if (!zone) return std::nullopt;
    if (counts->time == 0) builder.emplace(zone->offset);
    lay_out(*zone, last, last_year, *builder);
  }
  return builder->take();
}

}  // namespace meme
