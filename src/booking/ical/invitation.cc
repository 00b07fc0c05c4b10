#include "booking/ical/invitation.h"

#include <fmt/format.h>
#include <libical/ical.h>

#include <cstdlib>
#include <map>
#include <memory>
#include <string_view>

#include "booking/ical/vtimezone.h"
#include "booking/ical/wall_value.h"

namespace meme::booking::ical {
namespace {

using namespace std::chrono;

constexpr const char* product = "-//MEME//Booking//EN";

struct FreeComponent {
  void operator()(icalcomponent* component) const { icalcomponent_free(component); }
};
using Calendar = std::unique_ptr<icalcomponent, FreeComponent>;

struct FreeText {
  void operator()(char* text) const { std::free(text); }
};

// Without control characters; line ends stay where `lines` allows them.
std::string clean(std::string_view text, bool lines) {
  std::string out;
  for (const char c : text) {
    const bool control = static_cast<unsigned char>(c) < ' ' || c == '\x7f';
    if (!control || (lines && c == '\n')) out.push_back(c);
  }
  return out;
}

// A parameter value cannot hold a double quote (RFC 5545, 3.2).
std::string parameter_text(std::string_view text) {
  std::string out = clean(text, false);
  std::erase(out, '"');
  return out;
}

icaltimetype utc_time(Instant at) {
  return icaltime_from_timet_with_zone(floor<seconds>(at).time_since_epoch().count(), 0,
                                       icaltimezone_get_utc_timezone());
}

// What the venue's clock shows; the zone is named by the TZID parameter.
icaltimetype wall_time(Minute at, TimeZone zone) {
  return wall_value(zone.to_local(at));
}

// Takes the property over.
void add(icalcomponent* component, icalproperty* property) {
  icalcomponent_add_property(component, property);
}

void add_zoned(icalcomponent* component, icalproperty* property, TimeZone zone) {
  icalproperty_add_parameter(property, icalparameter_new_tzid(std::string(zone.name()).c_str()));
  add(component, property);
}

void add_extension(icalcomponent* component, const char* name, const std::string& value) {
  icalproperty* property = icalproperty_new_x(value.c_str());
  icalproperty_set_x_name(property, name);
  add(component, property);
}

std::string mailto(const Person& person) {
  return "mailto:" + clean(person.address, false);
}

icalproperty_status status_of(EventStatus status) {
  switch (status) {
    case EventStatus::tentative:
      return ICAL_STATUS_TENTATIVE;
    case EventStatus::confirmed:
      return ICAL_STATUS_CONFIRMED;
    case EventStatus::cancelled:
      return ICAL_STATUS_CANCELLED;
  }
  std::abort();
}

void add_people(icalcomponent* into, const CalendarEvent& event) {
  icalproperty* organizer = icalproperty_new_organizer(mailto(event.organizer).c_str());
  icalproperty_add_parameter(organizer,
                             icalparameter_new_cn(parameter_text(event.organizer.name).c_str()));
  add(into, organizer);
  icalproperty* attendee = icalproperty_new_attendee(mailto(event.attendee).c_str());
  icalproperty_add_parameter(attendee, icalparameter_new_partstat(ICAL_PARTSTAT_ACCEPTED));
  icalproperty_add_parameter(attendee, icalparameter_new_rsvp(ICAL_RSVP_FALSE));
  icalproperty_add_parameter(attendee,
                             icalparameter_new_cn(parameter_text(event.attendee.name).c_str()));
  add(into, attendee);
}

icalcomponent* event_component(const CalendarEvent& event) {
  icalcomponent* out = icalcomponent_new_vevent();
  add(out, icalproperty_new_uid(clean(event.uid, false).c_str()));
  add(out, icalproperty_new_dtstamp(utc_time(event.stamp)));
  add(out, icalproperty_new_sequence(static_cast<int>(event.sequence)));
  add(out, icalproperty_new_lastmodified(utc_time(event.stamp)));
  add_zoned(out, icalproperty_new_dtstart(wall_time(event.start, event.zone)), event.zone);
  add_zoned(out, icalproperty_new_dtend(wall_time(event.end, event.zone)), event.zone);
  add(out, icalproperty_new_summary(clean(event.summary, false).c_str()));
  if (!event.description.empty()) {
    add(out, icalproperty_new_description(clean(event.description, true).c_str()));
  }
  if (!event.location.empty()) {
    add(out, icalproperty_new_location(clean(event.location, false).c_str()));
  }
  add(out, icalproperty_new_status(status_of(event.status)));
  add(out, icalproperty_new_transp(ICAL_TRANSP_OPAQUE));
  add_people(out, event);
  return out;
}

Calendar new_calendar(icalproperty_method method) {
  Calendar calendar(icalcomponent_new_vcalendar());
  add(calendar.get(), icalproperty_new_version("2.0"));
  add(calendar.get(), icalproperty_new_prodid(product));
  add(calendar.get(), icalproperty_new_method(method));
  return calendar;
}

std::string text_of(const Calendar& calendar) {
  const std::unique_ptr<char, FreeText> text(icalcomponent_as_ical_string_r(calendar.get()));
  return text.get();
}

// One VTIMEZONE for each zone among the events, reaching over all of them.
void add_zones(icalcomponent* calendar, std::span<const CalendarEvent> events) {
  std::map<std::string_view, Interval> reach;
  std::map<std::string_view, TimeZone> zones;
  for (const CalendarEvent& event : events) {
    const std::string_view name = event.zone.name();
    const auto [known, fresh] = reach.try_emplace(name, Interval{event.start, event.end});
    zones.try_emplace(name, event.zone);
    if (fresh) continue;
    known->second.start = std::min(known->second.start, event.start);
    known->second.end = std::max(known->second.end, event.end);
  }
  for (const auto& [name, interval] : reach) {
    icalcomponent_add_component(calendar, vtimezone_of(zones.at(name), interval));
  }
}

}  // namespace

std::string write_invitation(const CalendarEvent& event) {
  const bool cancelled = event.status == EventStatus::cancelled;
  const Calendar calendar = new_calendar(cancelled ? ICAL_METHOD_CANCEL : ICAL_METHOD_REQUEST);
  add_zones(calendar.get(), {&event, 1});
  icalcomponent_add_component(calendar.get(), event_component(event));
  return text_of(calendar);
}

std::string write_feed(const Feed& feed) {
  const Calendar calendar = new_calendar(ICAL_METHOD_PUBLISH);
  const std::string name = clean(feed.name, false);
  const std::string refresh = fmt::format("PT{}M", feed.refresh.count());
  add(calendar.get(), icalproperty_new_name(name.c_str()));
  add_extension(calendar.get(), "X-WR-CALNAME", name);
  icalproperty* interval = icalproperty_new_refreshinterval(
      icaldurationtype_from_int(static_cast<int>(seconds{feed.refresh}.count())));
  icalproperty_add_parameter(interval, icalparameter_new_value(ICAL_VALUE_DURATION));
  add(calendar.get(), interval);
  add_extension(calendar.get(), "X-PUBLISHED-TTL", refresh);
  add_zones(calendar.get(), feed.events);
  for (const CalendarEvent& event : feed.events) {
    icalcomponent_add_component(calendar.get(), event_component(event));
  }
  return text_of(calendar);
}

}  // namespace meme::booking::ical
