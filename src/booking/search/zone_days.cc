#include "booking/search/zone_days.h"

#include <algorithm>
#include <cstdlib>

namespace meme::booking::search {
namespace {

std::uint64_t pack(const ZoneDay& day) {
  const auto bits = [](int value) { return std::uint64_t{static_cast<std::uint16_t>(value)}; };
  return bits(1) << 48 | bits(day.shift) << 32 | bits(day.offset_most) << 16 |
         bits(day.offset_least);
}

ZoneDay unpack(std::uint64_t packed) {
  const auto part = [packed](int at) { return static_cast<std::int16_t>(packed >> at); };
  return {.offset_least = part(0), .offset_most = part(16), .shift = part(32)};
}

ZoneDay zone_on(TimeZone zone, DayNumber day) {
  // A day around the date in UTC holds the date in every zone.
  const Minute start = minute_of((std::int64_t{day} - 1) * 24 * 60);
  const Minute end = start + Minutes{3 * 24 * 60};
  ZonePeriod period = zone.period_at(start);
  ZoneDay found{.offset_least = period.offset.count(), .offset_most = period.offset.count()};
  while (period.end < end) {
    const int before = period.offset.count();
    period = zone.period_at(period.end);
    const int offset = period.offset.count();
    found.offset_least = std::min(found.offset_least, offset);
    found.offset_most = std::max(found.offset_most, offset);
    found.shift = std::max(found.shift, std::abs(offset - before));
  }
  return found;
}

}  // namespace

void ZoneDays::add(TimeZone zone, DayNumber first, DayNumber end) {
  if (std::ranges::find(zones_, zone) != zones_.end()) return;
  zones_.push_back(zone);
  for (DayNumber day = first; day < end; ++day) widen(day, zone);
}

void ZoneDays::renew(DayNumber day) {
  days_[DayPlanes::slot_of(day)].store(0, std::memory_order_relaxed);
  for (const TimeZone zone : zones_) widen(day, zone);
}

void ZoneDays::widen(DayNumber day, TimeZone zone) {
  auto& kept = days_[DayPlanes::slot_of(day)];
  ZoneDay joined = zone_on(zone, day);
  if (const std::uint64_t packed = kept.load(std::memory_order_relaxed); packed != 0) {
    const ZoneDay old = unpack(packed);
    joined.offset_least = std::min(joined.offset_least, old.offset_least);
    joined.offset_most = std::max(joined.offset_most, old.offset_most);
    joined.shift = std::max(joined.shift, old.shift);
  }
  kept.store(pack(joined), std::memory_order_relaxed);
}

ZoneDay ZoneDays::day(DayNumber day) const {
  return unpack(days_[DayPlanes::slot_of(day)].load(std::memory_order_relaxed));
}

}  // namespace meme::booking::search
