// What the writer thread does with an artist's other calendars: rows and calendars in memory change
// together, and whoever waits for a time that comes free is offered it. Each may run twice.
#pragma once
#include "booking/exchange/busy_calendar_rows.h"
#include "booking/exchange/calendar_reader.h"
#include "booking/exchange/error.h"
#include "booking/exchange/settings.h"
#include "booking/write.h"

namespace meme::booking::exchange {

// Adds a calendar with its first copy. The same address again, or a file of the same name, takes
// the place of the one before. Refusals: too_many.
CalendarResult<BusyCalendarRow> add_calendar(Write& write, const BusyCalendarRow& wanted,
                                             const Copy& copy, const ExchangeSettings& settings);
// Keeps a further copy. Refusals: not_found.
CalendarResult<BusyCalendarRow> keep_copy(Write& write, BusyCalendarId id, const Copy& copy,
                                          const ExchangeSettings& settings);
// The last good copy stays; the row says what went wrong. Refusals: not_found.
CalendarResult<BusyCalendarRow> keep_failure(Write& write, BusyCalendarId id,
                                             const CalendarRefusal& why,
                                             const ExchangeSettings& settings);
// Its times can be booked again. Refusals: not_found.
CalendarResult<void> remove_calendar(Write& write, ArtistId artist, BusyCalendarId id);

// Gives the calendar that has waited longest to the caller alone, for a few minutes.
std::optional<BusyCalendarRow> take_due_calendar(Write& write);

}  // namespace meme::booking::exchange
