#include "booking/ical/vtimezone.h"

#include <libical/ical.h>

#include <algorithm>
#include <chrono>
#include <string>

#include "booking/ical/wall_value.h"

namespace meme::booking::ical {
namespace {

using namespace std::chrono;

constexpr days around{400};

// A change of the clock, told as the clock showed it before the change.
struct Change {
  Minute at;
  Minutes from;
  Minutes to;
  bool daylight = false;
};

icaltimetype wall_before(const Change& change) {
  return wall_value(LocalMinute{(change.at + change.from).time_since_epoch()});
}

icalcomponent* observance_of(const Change& change) {
  icalcomponent* out =
      change.daylight ? icalcomponent_new_xdaylight() : icalcomponent_new_xstandard();
  const auto offset = [](Minutes m) { return static_cast<int>(seconds{m}.count()); };
  icalcomponent_add_property(out, icalproperty_new_dtstart(wall_before(change)));
  icalcomponent_add_property(out, icalproperty_new_tzoffsetfrom(offset(change.from)));
  icalcomponent_add_property(out, icalproperty_new_tzoffsetto(offset(change.to)));
  return out;
}

}  // namespace

icalcomponent_impl* vtimezone_of(TimeZone zone, Interval interval) {
  icalcomponent* out = icalcomponent_new_vtimezone();
  icalcomponent_add_property(out, icalproperty_new_tzid(std::string(zone.name()).c_str()));
  const Minute first = std::max(interval.start - Minutes{around}, minute_of(0));
  const Minute last = interval.end + Minutes{around};
  const Minutes before = zone.offset_at(first);
  const bool starts_in_daylight =
      zone.offset_at(first) > zone.offset_at(first + Minutes{days{183}});
  icalcomponent_add_component(out, observance_of({first, before, before, starts_in_daylight}));
  Minutes from = before;
  for (Minute at : zone.transitions()) {
    if (at <= first || at > last) continue;
    const Minutes to = zone.offset_at(at);
    if (to == from) continue;
    icalcomponent_add_component(out, observance_of({at, from, to, to > from}));
    from = to;
  }
  return out;
}

}  // namespace meme::booking::ical
