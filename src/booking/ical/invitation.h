// Writes bookings as iCalendar text: an invitation for one (RFC 5546), a feed of many (RFC 7986).
// Pure; any thread.
#pragma once
#include <chrono>
#include <cstdint>
#include <span>
#include <string>

#include "base/time.h"
#include "base/time_zone.h"

namespace meme::booking::ical {

// Someone named in a calendar file. People have no public address here: `address` is a made-up one
// that nothing can be sent to ("art_1k@meme.invalid"), only so that calendar programs can tell
// people apart.
struct Person {
  std::string name;
  std::string address;
};

enum class EventStatus : std::uint8_t { tentative, confirmed, cancelled };

// Texts may hold anything; control characters other than line ends are left out.
struct CalendarEvent {
  std::string uid;  // the same for ever
  std::int64_t sequence = 0;
  Minute start{};
  Minute end{};
  TimeZone zone;
  EventStatus status = EventStatus::confirmed;
  Instant stamp{};  // of the last change
  std::string summary;
  std::string description;  // empty: none
  std::string location;     // empty: none
  Person organizer;
  Person attendee;
};

// METHOD:CANCEL for a cancelled event, else METHOD:REQUEST. The same event gives the same bytes.
std::string write_invitation(const CalendarEvent& event);

struct Feed {
  std::string name;
  std::chrono::minutes refresh{60};  // how often readers should look
  std::span<const CalendarEvent> events;
};

// METHOD:PUBLISH. The same feed gives the same bytes.
std::string write_feed(const Feed& feed);

}  // namespace meme::booking::ical
