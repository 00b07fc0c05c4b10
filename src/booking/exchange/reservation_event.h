// A reservation as an event of a calendar file.
#pragma once
#include "booking/ical/invitation.h"
#include "booking/values.h"

namespace meme::booking::exchange {

// Whose calendar it goes into: the artist's tells what the customer wrote, the customer's names the
// artist.
enum class Reader : std::uint8_t { customer, artist };

// A reservation that no longer stands is cancelled. The UID is made from the id, so that all files
// about a reservation meet in a calendar program; SEQUENCE grows with every change of time and with
// the cancellation.
ical::CalendarEvent reservation_event(const Reservation& reservation, Reader reader);

}  // namespace meme::booking::exchange
