#include "booking/exchange/reservation_event.h"

#include <fmt/format.h>

#include "base/check.h"

namespace meme::booking::exchange {
namespace {

ical::EventStatus status_of(ReservationState state) {
  switch (state) {
    case ReservationState::pending:
      return ical::EventStatus::tentative;
    case ReservationState::approved:
    case ReservationState::completed:
    case ReservationState::reviewed:
    case ReservationState::no_show:
      return ical::EventStatus::confirmed;
    case ReservationState::declined:
    case ReservationState::canceled:
    case ReservationState::expired:
      return ical::EventStatus::cancelled;
  }
  MEME_ASSERT(false);
}

// What the artist wants at hand on the way: who, how to reach them, what they said.
std::string notes_for_artist(const Reservation& reservation) {
  std::string out = reservation.contact.name + "\n" + reservation.contact.phone;
  if (reservation.contact.note) out += "\n" + *reservation.contact.note;
  return out;
}

}  // namespace

ical::CalendarEvent reservation_event(const Reservation& reservation, Reader reader) {
  const auto zone = TimeZone::find(reservation.time_zone);
  MEME_ASSERT(zone.has_value());
  const bool to_artist = reader == Reader::artist;
  const std::string& other = to_artist ? reservation.contact.name : reservation.artist.name;
  ical::CalendarEvent event;
  event.uid = reservation.id.text() + "@meme";
  event.status = status_of(reservation.state);
  // A cancellation is a later version than every change of time (RFC 5546, 2.1.4).
  event.sequence = reservation.sequence + (event.status == ical::EventStatus::cancelled ? 1 : 0);
  event.start = reservation.start.at;
  event.end = reservation.end.at;
  event.zone = *zone;
  event.stamp = reservation.updated_at;
  event.summary = fmt::format("{} · {}", reservation.portfolio.title, other);
  if (to_artist) event.description = notes_for_artist(reservation);
  event.location = reservation.place == Place::visit ? reservation.contact.address.value_or("")
                                                     : reservation.artist.name;
  event.organizer = {reservation.artist.name, reservation.artist.id.text() + "@meme.invalid"};
  event.attendee = {reservation.customer.name, reservation.customer.id.text() + "@meme.invalid"};
  return event;
}

}  // namespace meme::booking::exchange
