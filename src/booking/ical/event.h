// One VEVENT as far as it can make a time busy.
#pragma once
#include <expected>
#include <optional>
#include <string>
#include <vector>

#include "booking/ical/busy_reading.h"
#include "booking/ical/properties.h"
#include "booking/ical/zones.h"

namespace meme::booking::ical {

// A time together with the clock that gives it meaning.
struct When {
  Wall wall{};
  const WallClock* clock = nullptr;
  bool is_date = false;

  Utc instant() const { return clock->instant(wall); }
};

struct EventRule {
  RecurrenceRule rule;
  std::optional<TimeValue> until;
};

struct ExtraDate {
  When start;
  std::optional<Span> length;  // of a PERIOD
};

struct Event {
  int line = 0;
  std::string uid;  // empty when absent: such an event stands alone
  int sequence = 0;
  bool busy = true;  // neither transparent nor cancelled
  When start;
  Span length;
  std::vector<EventRule> rules;
  std::vector<ExtraDate> extra;
  std::vector<When> excluded;
  std::optional<When> recurrence_id;
  bool this_and_future = false;
};

// Clocks are those of `zones`, which must outlive the event. The refusal names the line that cannot
// be read; an event that is not busy is never refused.
std::expected<Event, LeftOut> read_event(const Component& component, PropertyReader& reader,
                                         Zones& zones);

// The UID alone, empty when absent or unreadable.
std::string uid_of(const Component& component, PropertyReader& reader);

// When something that starts at `start` and lasts `length` ends.
Utc end_of(const When& start, const Span& length);

}  // namespace meme::booking::ical
