// Calendars that artists keep elsewhere, imported so that their busy time cannot be booked here.
// Imported busy time never cancels or moves a booking that is there.
#pragma once
#include <string>
#include <vector>

#include "base/clock.h"
#include "booking/exchange/busy_calendar_rows.h"
#include "booking/exchange/calendar_reader.h"
#include "booking/exchange/error.h"
#include "booking/exchange/settings.h"
#include "booking/service.h"
#include "runtime/metrics.h"
#include "sql/database.h"

namespace meme::booking::exchange {

// Any thread. What a task has done is durable when it ends. A refresh that fails keeps the last
// good copy and says so in the row's `problem`; the next try waits twice as long as the one before,
// a day at most.
class BusyCalendars {
 public:
  // All must outlive the object.
  struct Parts {
    sql::Database& database;
    const Clock& clock;
    const Books& books;
    Service& service;
    CalendarReader& reader;
    runtime::Metrics& metrics;
    ExchangeSettings settings;
  };
  explicit BusyCalendars(const Parts& parts);

  runtime::Task<std::vector<BusyCalendarRow>> list(ArtistId artist);
  // Handing in a file of the same name again replaces it. Refusals: too_many, unreadable.
  runtime::Task<CalendarResult<BusyCalendarRow>> add_file(ArtistId artist, std::string name,
                                                          std::string text);
  // Fetches at once. The same address again is the same calendar. Refusals: too_many, unreadable,
  // unfetchable.
  runtime::Task<CalendarResult<BusyCalendarRow>> add_address(ArtistId artist, std::string name,
                                                             std::string url);
  // One that was tried within the last seconds is not tried again; one that cannot be read is
  // answered with its `problem`. Refusals: not_found.
  runtime::Task<CalendarResult<BusyCalendarRow>> refresh(ArtistId artist, BusyCalendarId id);
  // Refusals: not_found.
  runtime::Task<CalendarResult<void>> remove(ArtistId artist, BusyCalendarId id);

  // Refreshes the calendar that has waited longest beyond its time. False when none has.
  runtime::Task<bool> refresh_one_due();

 private:
  ical::BusyWindow window_of(ArtistId artist) const;
  runtime::Task<std::string> source_of(BusyCalendarId id);
  runtime::Task<CalendarResult<BusyCalendarRow>> add(BusyCalendarRow row, Copy copy);
  runtime::Task<CalendarResult<BusyCalendarRow>> reread(BusyCalendarRow row);

  Parts parts_;
  runtime::Counter& read_;
  runtime::Counter& failed_;
};

}  // namespace meme::booking::exchange
