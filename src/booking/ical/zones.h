// The clocks of one calendar: UTC, the artist's own, those its VTIMEZONEs describe, and the
// system's IANA zones.
#pragma once
#include <map>
#include <memory>
#include <span>
#include <string>

#include "base/time_zone.h"
#include "booking/ical/content_lines.h"
#include "booking/ical/properties.h"
#include "booking/ical/wall_clock.h"

namespace meme::booking::ical {

// For one calendar; one thread at a time. Clocks live as long as the Zones.
class Zones {
 public:
  struct Sources {
    const Outline& outline;
    TimeZone home;
    PropertyReader& reader;
    WorkBudget& budget;
    Utc until;  // VTIMEZONEs are followed up to here
  };
  explicit Zones(const Sources& sources);

  const WallClock& utc() const { return utc_; }
  const WallClock& home() const { return home_; }

  // A VTIMEZONE of the file wins; else the name is an IANA name, perhaps behind a prefix of path
  // segments as in
  // "/citadel.org/20260105_1/Europe/Berlin". Refused when it is neither, or when the VTIMEZONE
  // cannot be read.
  Read<const WallClock*> named(const std::string& name);

  // The clock that a time as written means; `floating` when it names none.
  Read<const WallClock*> of(const TimeValue& time, const WallClock& floating);

 private:
  Read<std::unique_ptr<WallClock>> load(const std::string& name);
  Read<std::unique_ptr<WallClock>> observed(const Component& zone);

  Sources from_;
  UtcClock utc_;
  ZoneClock home_;
  std::map<std::string, const Component*> described_;
  std::map<std::string, Read<std::unique_ptr<WallClock>>> loaded_;
};

}  // namespace meme::booking::ical
