#include "booking/exchange/busy_writes.h"

#include <algorithm>

namespace meme::booking::exchange {
namespace {

using namespace std::chrono_literals;
using std::chrono::milliseconds;

// A file never changes, but the window of dates moves on, and with it what recurs.
constexpr milliseconds file_wait = 24h;
constexpr milliseconds failed_wait_max = 24h;
// For as long a calendar is its taker's; one that was cut off with its process comes round again.
constexpr milliseconds lease = 5min;

// Up to a tenth more or less, so that calendars which came together do not stay together.
milliseconds spread(milliseconds wait, const BusyCalendarRow& row, Instant now) {
  const std::uint64_t mixed =
      (row.id.value + static_cast<std::uint64_t>(count(now))) * 0x9E3779B97F4A7C15ULL;
  const auto per_mille = static_cast<std::int64_t>(mixed >> 32) % 201 - 100;
  return wait + wait * per_mille / 1000;
}

// Twice as long after each failure.
milliseconds wait_of(const BusyCalendarRow& row, const ExchangeSettings& settings) {
  if (!row.url) return file_wait;
  if (row.failures == 0) return settings.refresh;
  milliseconds wait = settings.refresh;
  for (int i = 0; i < row.failures && wait < failed_wait_max; ++i) wait *= 2;
  return std::min(wait, failed_wait_max);
}

void schedule(BusyCalendarRow& row, Instant now, const ExchangeSettings& settings) {
  row.tried_at = now;
  row.due_at = now + spread(wait_of(row, settings), row, now);
}

void describe_copy(BusyCalendarRow& row, const Copy& copy, Instant now) {
  row.etag = copy.etag;
  row.modified = copy.modified;
  row.read_at = now;
  row.failures = 0;
  row.event_count = copy.event_count;
  row.problem = copy.left_out.empty() ? "" : "entries_left_out";
  row.problem_detail = copy.left_out;
}

void keep_source_and_times(Write& write, const BusyCalendarRow& row, const Copy& copy) {
  BusyCalendarRows rows(write.session());
  if (!copy.packed.empty()) rows.replace_source(row.id, copy.packed);
  if (rows.times(row.id) == copy.busy) return;
  rows.replace_times(row.id, copy.busy);
  write.replace_busy(row.artist, rows.times_of_artist(row.artist));
}

}  // namespace

CalendarResult<BusyCalendarRow> add_calendar(Write& write, const BusyCalendarRow& wanted,
                                             const Copy& copy, const ExchangeSettings& settings) {
  BusyCalendarRows rows(write.session());
  const auto all = rows.of_artist(wanted.artist);
  const auto same = std::ranges::find_if(all, [&](const BusyCalendarRow& other) {
    return other.url == wanted.url && (wanted.url || other.name == wanted.name);
  });
  if (same == all.end() && std::ssize(all) >= settings.per_artist_max)
    return refuse(CalendarError::too_many);

  BusyCalendarRow row = wanted;
  row.id = same == all.end() ? write.books().ids.next<BusyCalendarId>(write.now()) : same->id;
  describe_copy(row, copy, write.now());
  schedule(row, write.now(), settings);
  if (same == all.end())
    rows.insert(row);
  else
    rows.update(row);
  keep_source_and_times(write, row, copy);
  return row;
}

CalendarResult<BusyCalendarRow> keep_copy(Write& write, BusyCalendarId id, const Copy& copy,
                                          const ExchangeSettings& settings) {
  BusyCalendarRows rows(write.session());
  auto row = rows.find(id);
  if (!row) return refuse(CalendarError::not_found);
  describe_copy(*row, copy, write.now());
  schedule(*row, write.now(), settings);
  rows.update(*row);
  keep_source_and_times(write, *row, copy);
  return std::move(*row);
}

CalendarResult<BusyCalendarRow> keep_failure(Write& write, BusyCalendarId id,
                                             const CalendarRefusal& why,
                                             const ExchangeSettings& settings) {
  BusyCalendarRows rows(write.session());
  auto row = rows.find(id);
  if (!row) return refuse(CalendarError::not_found);
  ++row->failures;
  row->problem = why.reason;
  row->problem_detail = why.detail;
  schedule(*row, write.now(), settings);
  rows.update(*row);
  return std::move(*row);
}

CalendarResult<void> remove_calendar(Write& write, ArtistId artist, BusyCalendarId id) {
  BusyCalendarRows rows(write.session());
  const auto row = rows.find(id);
  if (!row || row->artist != artist) return refuse(CalendarError::not_found);
  rows.remove(id);
  write.replace_busy(artist, rows.times_of_artist(artist));
  return {};
}

std::optional<BusyCalendarRow> take_due_calendar(Write& write) {
  BusyCalendarRows rows(write.session());
  auto row = rows.next_due(write.now());
  if (!row) return row;
  row->due_at = write.now() + lease;
  rows.update(*row);
  return row;
}

}  // namespace meme::booking::exchange
