#include "booking/exchange/busy_calendar_rows.h"

#include <span>

#include "booking/queries.h"

namespace meme::booking::exchange {
namespace {

BusyCalendarRow row_of(const sql::Row& row) {
  BusyCalendarRow out;
  out.id = row.id<BusyCalendarId>(0);
  out.artist = row.id<ArtistId>(1);
  out.name = row.text(2);
  if (!row.is_null(3)) out.url = std::string(row.text(3));
  out.etag = row.text(4);
  out.modified = row.text(5);
  out.tried_at = row.instant(6);
  out.read_at = row.instant(7);
  out.due_at = row.instant(8);
  out.failures = static_cast<std::int32_t>(row.integer(9));
  out.event_count = row.integer(10);
  out.problem = row.text(11);
  out.problem_detail = row.text(12);
  return out;
}

std::span<const std::byte> bytes_of(std::string_view text) {
  return std::as_bytes(std::span(text.data(), text.size()));
}

// Adds the interval in the first two columns of each row.
class Collect {
 public:
  explicit Collect(std::vector<Interval>& into) : into_(into) {}
  void operator()(const sql::Row& row) const { into_.push_back({row.minute(0), row.minute(1)}); }

 private:
  std::vector<Interval>& into_;
};

IntervalSet set_of(const std::vector<Interval>& intervals) {
  return IntervalSet(std::span<const Interval>(intervals));
}

}  // namespace

void BusyCalendarRows::insert(const BusyCalendarRow& r) {
  session_.execute(queries::insert_busy_calendar, r.id, r.artist, r.name, r.url, r.etag, r.modified,
                   r.tried_at, r.read_at, r.due_at, r.failures, r.event_count, r.problem,
                   r.problem_detail);
}

bool BusyCalendarRows::update(const BusyCalendarRow& r) {
  return session_.execute(queries::update_busy_calendar, r.id, r.name, r.etag, r.modified,
                          r.tried_at, r.read_at, r.due_at, r.failures, r.event_count, r.problem,
                          r.problem_detail) == 1;
}

void BusyCalendarRows::remove(BusyCalendarId id) {
  session_.execute(queries::delete_busy_calendar, id);
  session_.execute(queries::delete_busy_source, id);
  session_.execute(queries::delete_busy_times, id);
}

std::optional<BusyCalendarRow> BusyCalendarRows::find(BusyCalendarId id) {
  std::optional<BusyCalendarRow> found;
  session_.maybe_one(
      queries::busy_calendar_by_id, [&](const sql::Row& row) { found = row_of(row); }, id);
  return found;
}

std::vector<BusyCalendarRow> BusyCalendarRows::of_artist(ArtistId artist) {
  std::vector<BusyCalendarRow> all;
  session_.each(
      queries::busy_calendars_of_artist, [&](const sql::Row& row) { all.push_back(row_of(row)); },
      artist);
  return all;
}

std::optional<BusyCalendarRow> BusyCalendarRows::next_due(Instant now) {
  std::optional<BusyCalendarRow> found;
  session_.maybe_one(
      queries::next_due_busy_calendar, [&](const sql::Row& row) { found = row_of(row); }, now);
  return found;
}

void BusyCalendarRows::replace_source(BusyCalendarId id, std::string_view packed) {
  session_.execute(queries::replace_busy_source, id, bytes_of(packed));
}

std::string BusyCalendarRows::source(BusyCalendarId id) {
  std::string packed;
  const auto keep = [&](const sql::Row& row) {
    const auto bytes = row.blob(0);
    packed.assign(reinterpret_cast<const char*>(bytes.data()), bytes.size());
  };
  session_.maybe_one(queries::busy_source_of, keep, id);
  return packed;
}

void BusyCalendarRows::replace_times(BusyCalendarId id, const IntervalSet& busy) {
  session_.execute(queries::delete_busy_times, id);
  for (const Interval& interval : busy.intervals()) {
    session_.execute(queries::insert_busy_time, id, interval.start, interval.end);
  }
}

IntervalSet BusyCalendarRows::times(BusyCalendarId id) {
  std::vector<Interval> found;
  session_.each(queries::busy_times_of_calendar, Collect(found), id);
  return set_of(found);
}

IntervalSet BusyCalendarRows::times_of_artist(ArtistId artist) {
  std::vector<Interval> found;
  session_.each(queries::busy_times_of_artist, Collect(found), artist);
  return set_of(found);
}

std::vector<ArtistId> BusyCalendarRows::artists() {
  std::vector<ArtistId> all;
  session_.each(queries::artists_with_busy_calendars,
                [&](const sql::Row& row) { all.push_back(row.id<ArtistId>(0)); });
  return all;
}

}  // namespace meme::booking::exchange
