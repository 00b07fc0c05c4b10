// The outline of an iCalendar stream: unfolded content lines (RFC 5545, 3.1) grouped by component,
// with the number of the line each started on. Only what can make a time busy is kept; the values
// are read later by libical. Keeping the rest away from it (descriptions, attachments, alarms,
// attendees) bounds the work and the surface a hostile file can reach.
#pragma once
#include <cstddef>
#include <expected>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "booking/ical/busy_reading.h"

namespace meme::booking::ical {

struct ContentLine {
  int number = 0;         // of the physical line it starts on, from 1
  std::string_view text;  // unfolded, without the line break
  std::string_view name;  // as written, up to ':' or ';'

  bool is(std::string_view property) const;  // without regard to case
};

struct Component {
  int line = 0;           // of its BEGIN
  std::string_view kind;  // as written: "VEVENT"
  std::vector<ContentLine> lines;
  std::vector<Component> parts;  // STANDARD and DAYLIGHT of a VTIMEZONE

  bool is(std::string_view wanted) const;  // without regard to case
};

struct Outline {
  std::unique_ptr<const std::string> text;  // what the views below point into
  std::vector<Component> components;        // VEVENT, VFREEBUSY and VTIMEZONE in order
};

// Refusals: too_large, not_a_calendar, damaged (a component not closed or closed twice, a control
// character), too_many (lines, components).
std::expected<Outline, BusyRefusal> outline_of(std::string_view text, const BusyLimits& limits);

}  // namespace meme::booking::ical
