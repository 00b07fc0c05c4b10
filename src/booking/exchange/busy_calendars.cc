#include "booking/exchange/busy_calendars.h"

#include <utility>

#include "booking/exchange/busy_writes.h"
#include "booking/shown.h"
#include "runtime/log.h"

namespace meme::booking::exchange {
namespace {

using namespace std::chrono_literals;
using runtime::Task;

constexpr auto window_past = std::chrono::days(1);
constexpr auto window_ahead = std::chrono::days(400);  // further than any booking horizon
constexpr auto tries_apart = 5s;

runtime::Counter& readings(runtime::Metrics& metrics, std::string_view result) {
  return metrics.counter("meme_booking_calendar_readings_total",
                         "Readings of artists' other calendars.",
                         {{"result", std::string(result)}});
}

}  // namespace

BusyCalendars::BusyCalendars(const Parts& parts)
    : parts_(parts),
      read_(readings(parts.metrics, "read")),
      failed_(readings(parts.metrics, "failed")) {}

ical::BusyWindow BusyCalendars::window_of(ArtistId artist) const {
  const TimeZone zone = zone_of(parts_.books, artist);
  const auto today = std::chrono::sys_days(zone.local_date(floor_minute(parts_.clock.now())));
  return {{zone.hull_of(Date{today - window_past}).start,
           zone.hull_of(Date{today + window_ahead}).start},
          zone};
}

Task<std::vector<BusyCalendarRow>> BusyCalendars::list(ArtistId artist) {
  const auto all = [artist](sql::Session& session) {
    return BusyCalendarRows(session).of_artist(artist);
  };
  co_return co_await parts_.database.reads().run(all);
}

Task<std::string> BusyCalendars::source_of(BusyCalendarId id) {
  const auto source = [id](sql::Session& session) { return BusyCalendarRows(session).source(id); };
  co_return co_await parts_.database.reads().run(source);
}

Task<CalendarResult<BusyCalendarRow>> BusyCalendars::add(BusyCalendarRow row, Copy copy) {
  CalendarResult<BusyCalendarRow> added;
  const auto decide = [&](Write& write) {
    added = add_calendar(write, row, copy, parts_.settings);
  };
  co_await parts_.service.perform(decide);
  read_.add();
  co_return added;
}

Task<CalendarResult<BusyCalendarRow>> BusyCalendars::add_file(ArtistId artist, std::string name,
                                                              std::string text) {
  BusyCalendarRow row;
  row.artist = artist;
  row.name = std::move(name);
  auto copy = co_await parts_.reader.read(std::move(text), window_of(artist));
  if (!copy) co_return std::unexpected(std::move(copy.error()));
  co_return co_await add(std::move(row), std::move(*copy));
}

Task<CalendarResult<BusyCalendarRow>> BusyCalendars::add_address(ArtistId artist, std::string name,
                                                                 std::string url) {
  BusyCalendarRow row;
  row.artist = artist;
  row.name = std::move(name);
  row.url = std::move(url);
  BusyCalendarRow wanted = row;
  auto copy = co_await parts_.reader.fetch(std::move(wanted), std::string(), window_of(artist));
  if (!copy) co_return std::unexpected(std::move(copy.error()));
  co_return co_await add(std::move(row), std::move(*copy));
}

Task<CalendarResult<BusyCalendarRow>> BusyCalendars::refresh(ArtistId artist, BusyCalendarId id) {
  const auto find = [id](sql::Session& session) { return BusyCalendarRows(session).find(id); };
  auto row = co_await parts_.database.reads().run(find);
  if (!row || row->artist != artist) co_return refuse(CalendarError::not_found);
  if (parts_.clock.now() - row->tried_at < tries_apart) co_return std::move(*row);
  co_return co_await reread(std::move(*row));
}

Task<CalendarResult<BusyCalendarRow>> BusyCalendars::reread(BusyCalendarRow row) {
  const BusyCalendarId id = row.id;
  const ArtistId artist = row.artist;
  const ical::BusyWindow window = window_of(artist);
  std::string known = co_await source_of(id);
  CalendarResult<Copy> copy;
  if (row.url) {
    copy = co_await parts_.reader.fetch(std::move(row), std::move(known), window);
  } else {
    copy = co_await parts_.reader.read_again(std::move(known), window);
  }
  CalendarResult<BusyCalendarRow> kept;
  const auto decide = [&](Write& write) {
    kept = copy ? keep_copy(write, id, *copy, parts_.settings)
                : keep_failure(write, id, copy.error(), parts_.settings);
  };
  co_await parts_.service.perform(decide);
  (copy ? read_ : failed_).add();
  if (!copy)
    log::info("calendar.not_read",
              {{"calendar", id}, {"artist", artist}, {"reason", copy.error().reason}});
  co_return kept;
}

Task<CalendarResult<void>> BusyCalendars::remove(ArtistId artist, BusyCalendarId id) {
  CalendarResult<void> removed;
  const auto decide = [&](Write& write) { removed = remove_calendar(write, artist, id); };
  co_await parts_.service.perform(decide);
  co_return removed;
}

Task<bool> BusyCalendars::refresh_one_due() {
  const Instant now = parts_.clock.now();
  const auto any = [now](sql::Session& session) {
    return BusyCalendarRows(session).next_due(now).has_value();
  };
  if (!co_await parts_.database.reads().run(any)) co_return false;
  std::optional<BusyCalendarRow> row;
  const auto decide = [&](Write& write) { row = take_due_calendar(write); };
  co_await parts_.service.perform(decide);
  if (!row) co_return false;
  co_await reread(std::move(*row));
  co_return true;
}

}  // namespace meme::booking::exchange
