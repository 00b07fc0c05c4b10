#pragma once
#include <chrono>
#include <compare>
#include <cstdint>
#include <expected>
#include <span>
#include <string_view>

#include "base/time.h"

namespace meme {

namespace detail {
struct ZoneRules;
}

// What the clock on the wall shows, without saying where.
using LocalMinute = std::chrono::local_time<Minutes>;

// The longest stretch [start, end) around a moment during which a zone's clock is `offset` ahead of
// UTC. The first period of a zone starts at Minute::min(), the last one ends at Minute::max().
struct ZonePeriod {
  Minute start;
  Minute end;
  Minutes offset;
  friend bool operator==(const ZonePeriod&, const ZonePeriod&) = default;
};

// The moments at which a wall clock shows a given minute.
//   unique:  earliest == latest.
//   overlap: the clock was turned back; `earliest` is the first pass, `latest` the second.
//   gap:     the clock was turned forward over it; both are the moment of the jump.
struct LocalMoments {
  enum class Kind : std::uint8_t { unique, gap, overlap };
  Kind kind;
  Minute earliest;
  Minute latest;
  friend bool operator==(const LocalMoments&, const LocalMoments&) = default;
};

enum class TimeZoneError : std::uint8_t {
  bad_name,  // not the shape of an IANA name
  unknown,   // the system has no such zone
  damaged,   // its file is not a valid TZif file (RFC 8536)
};

// A time zone of the IANA database. A value of one pointer: zones are read once from the system's
// compiled files, kept for the life of the process and never changed, so copies are free and equal
// when their names are. Any thread.
//
// The rules are laid out as a sorted list of transitions up to the year 2200, after which the last
// offset stays. Offsets are whole minutes; those with seconds (none after 1972) are rounded down,
// as the clock's minute is.
class TimeZone {
 public:
  // UTC.
  TimeZone();

  // The first call for a name reads a file of a few kilobytes, later ones take a lock. `name` is
  // case-sensitive.
  static std::expected<TimeZone, TimeZoneError> find(std::string_view name);

  std::string_view name() const;

  Minutes offset_at(Minute at) const { return period_at(at).offset; }
  Minutes offset_at(Instant at) const { return period_at(floor_minute(at)).offset; }
  ZonePeriod period_at(Minute at) const;

  LocalMinute to_local(Minute at) const {
    return LocalMinute{(at + offset_at(at)).time_since_epoch()};
  }
  Date local_date(Minute at) const {
    return Date{std::chrono::floor<std::chrono::days>(to_local(at))};
  }
  LocalMoments moments_of(LocalMinute local) const;

  // The smallest interval that holds every minute whose local date is `date`; empty when the zone
  // skipped that date. Where the clock is turned back over midnight it also holds minutes of the
  // day before.
  Interval hull_of(Date date) const;

  // Starts of all periods but the first, ascending.
  std::span<const Minute> transitions() const;

  friend bool operator==(TimeZone, TimeZone) = default;

 private:
  explicit TimeZone(const detail::ZoneRules* rules) : rules_(rules) {}

  const detail::ZoneRules* rules_;
};

}  // namespace meme
