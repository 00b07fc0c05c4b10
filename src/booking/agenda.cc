// An artist's days, as the artist sees them.
#include <algorithm>
#include <unordered_map>

#include "booking/service.h"
#include "booking/shown.h"

namespace meme::booking {
namespace {

// What the calendar in memory knows about some days.
struct Days {
  TimeZone zone;
  Date from{};
  std::vector<AgendaDay> days;
  std::vector<Interval> hulls;
  Interval all;
};

Days empty_days(const Schedule& schedule, Date from, int count) {
  Days days{schedule.zone(), from, {}, {}, {}};
  for (int i = 0; i < count; ++i) {
    const Date date{std::chrono::sys_days{from} + std::chrono::days{i}};
    AgendaDay day{date, {}, {}};
    for (const Interval open : schedule.open_intervals(date).intervals())
      day.hours.push_back(slot_of(days.zone, open));
    days.days.push_back(std::move(day));
    days.hulls.push_back(days.zone.hull_of(date));
  }
  days.all = {days.hulls.front().start, days.hulls.back().end};
  return days;
}

// Into the day on which it starts, or the first one shown when it started earlier.
void place(Days& days, AgendaItem item, Interval interval) {
  for (std::size_t i = 0; i < days.days.size(); ++i) {
    const bool first = i == 0 && interval.start < days.hulls[0].start;
    if (!days.hulls[i].contains(interval.start) && !first) continue;
    days.days[i].items.push_back(std::move(item));
    return;
  }
}

AgendaItem item_of(TimeZone zone, AgendaKind kind, Interval service, Interval blocked) {
  AgendaItem item;
  item.kind = kind;
  item.start = zoned(zone, service.start);
  item.end = zoned(zone, service.end);
  item.blocked_start = zoned(zone, blocked.start);
  item.blocked_end = zoned(zone, blocked.end);
  return item;
}

void add_plain(Days& days, AgendaKind kind, std::span<const Interval> intervals) {
  for (const Interval interval : intervals) {
    if (interval.overlaps(days.all))
      place(days, item_of(days.zone, kind, interval, interval), interval);
  }
}

constexpr std::uint32_t on_the_agenda =
    ~((1u << static_cast<unsigned>(ReservationState::declined)) |
      (1u << static_cast<unsigned>(ReservationState::canceled)) |
      (1u << static_cast<unsigned>(ReservationState::expired)));

}  // namespace

runtime::Task<Result<Agenda>> Service::agenda(identity::Principal caller, AgendaRequest wish) {
  if (!caller.is_artist(wish.artist)) co_return refuse(BookingError::not_found);
  const Instant now = clock_.now();
  Days days = books_.calendars.read(wish.artist, [&](const ArtistCalendar& calendar) {
    const TimeZone zone = calendar.schedule->zone();
    Days made = empty_days(*calendar.schedule,
                           wish.from.value_or(zone.local_date(floor_minute(now))), wish.days);
    add_plain(made, AgendaKind::time_off, calendar.schedule->time_off());
    if (calendar.busy) add_plain(made, AgendaKind::busy, calendar.busy->intervals());
    for (const Claim& claim : calendar.claims.overlapping(made.all)) {
      if (claim.kind != ClaimKind::hold) continue;
      place(made, item_of(zone, AgendaKind::hold, claim.service(), claim.blocked()),
            claim.service());
    }
    return made;
  });

  Store::ListQuery query;
  query.starts = days.all;
  query.states = on_the_agenda;
  query.limit = 1000;
  const auto look = [artist = wish.artist, query](sql::Session& session) {
    return Store(session).reservations_of_artist(artist, query);
  };
  const std::vector<ReservationRow> rows = co_await database_.reads().run(look);
  for (const ReservationRow& row : rows) {
    AgendaItem item = item_of(days.zone, AgendaKind::reservation, row.service, row.blocked);
    item.reservation = shown(books_, row, Act{Actor::artist, now});
    place(days, std::move(item), row.service);
  }
  for (AgendaDay& day : days.days) {
    std::ranges::stable_sort(day.items, {}, [](const AgendaItem& item) { return item.start.at; });
  }
  co_return Agenda{std::string(days.zone.name()), std::move(days.days)};
}

}  // namespace meme::booking
