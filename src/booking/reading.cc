// The part of Service that only reads.
#include "base/check.h"
#include "booking/checks.h"
#include "booking/cursor.h"
#include "booking/json.h"
#include "booking/schedules.h"
#include "booking/service.h"
#include "booking/shown.h"

namespace meme::booking {
namespace {

Date today_in(TimeZone zone, Instant now) {
  return zone.local_date(floor_minute(now));
}

struct Days {
  Date from{};
  int count = 0;
};

FreeTimes free_times_of(const AvailabilityQuery& query, const Days& days) {
  FreeTimes times;
  times.basis.service = query.service;
  times.basis.from = query.now;
  times.basis.until = steady_until(query, days.from, days.count);
  times.zone = query.schedule.zone();
  times.from = days.from;
  offers(query, days.from, days.count, times.offers);
  times.offers.starts.shrink_to_fit();
  return times;
}

std::vector<HoldRow> live_holds(const Books& books, const identity::Principal& caller,
                                Instant now) {
  if (!caller.signed_in()) return {};
  std::vector<HoldRow> holds = books.holds.of_customer(caller.member);
  std::erase_if(holds, [now](const HoldRow& hold) { return hold.expires_at <= now; });
  return holds;
}

// What is against a start, for somebody who holds `held`: where one of these is all that takes the
// time, that is said instead.
std::vector<ReasonText> reasons_for(const std::vector<HoldRow>& held, AvailabilityQuery query,
                                    Minute start) {
  const ReasonSet reasons = booking::explain(query, start).reasons;
  for (const HoldRow& hold : held) {
    query.occupied.ignored_owner = hold.id.value;
    const ReasonSet others = booking::explain(query, start).reasons;
    if (others == reasons || others.has_taken()) continue;
    std::vector<ReasonText> texts = texts_of(others);
    texts.push_back({"held_by_you", "You hold this time yourself.", ""});
    return texts;
  }
  return texts_of(reasons);
}

// Reservations that start in `starts` and that the schedule would not offer any more.
std::vector<ScheduleConflict> conflicts_with(const Schedule& schedule,
                                             const std::vector<ReservationRow>& rows) {
  std::vector<ScheduleConflict> conflicts;
  const TimeZone zone = schedule.zone();
  for (const ReservationRow& row : rows) {
    const OpenDay open = schedule.open_intervals(zone.local_date(row.service.start));
    const bool inside =
        std::ranges::any_of(open.intervals(), [&](Interval i) { return i.contains(row.service); });
    const bool off = std::ranges::any_of(schedule.time_off(),
                                         [&](Interval i) { return i.overlaps(row.service); });
    if (!inside || off)
      conflicts.push_back({row.id, zoned(zone, row.service.start), zoned(zone, row.service.end)});
  }
  return conflicts;
}

constexpr std::uint32_t bit(ReservationState state) {
  return 1u << static_cast<unsigned>(state);
}
constexpr std::uint32_t active_states =
    bit(ReservationState::pending) | bit(ReservationState::approved);

Interval starts_between(TimeZone zone, std::optional<Date> from, std::optional<Date> to) {
  Interval starts{minute_of(0), minute_of(std::numeric_limits<std::int32_t>::max())};
  if (from) starts.start = zone.hull_of(*from).start;
  if (to) starts.end = zone.hull_of(*to).end;
  return starts;
}

}  // namespace

Result<FreeTimes> Service::free_times(const AvailabilityRequest& wish) const {
  const auto portfolio = portfolio_for(books_, {}, wish.portfolio);
  if (!portfolio) return refuse(BookingError::not_found);
  const Instant now = clock_.now();
  const ServiceRequest service = service_of(books_, *portfolio, wish.place);
  return books_.calendars.read(portfolio->artist, [&](const ArtistCalendar& calendar) {
    const Date from = wish.from.value_or(today_in(calendar.schedule->zone(), now));
    FreeTimes times =
        free_times_of({*calendar.schedule, calendar.occupied(), service, now}, {from, wish.days});
    times.basis.portfolio = portfolio->id;
    times.basis.artist = portfolio->artist;
    times.basis.version = calendar.version;
    return times;
  });
}

bool Service::holds_still(const Basis& basis) const {
  const Instant now = clock_.now();
  if (now < basis.from || now >= basis.until) return false;
  const auto portfolio = books_.catalogue.portfolio(basis.portfolio);
  if (!portfolio || portfolio->artist != basis.artist) return false;
  const Place place = basis.service.visit ? Place::visit : Place::shop;
  if (service_of(books_, *portfolio, place) != basis.service) return false;
  return books_.calendars.read(basis.artist, [&basis](const ArtistCalendar& calendar) {
    return calendar.version == basis.version;
  });
}

Result<MonthView> Service::month(const MonthRequest& wish) const {
  const auto portfolio = portfolio_for(books_, {}, wish.portfolio);
  if (!portfolio) return refuse(BookingError::not_found);
  const Instant now = clock_.now();
  const ServiceRequest service = service_of(books_, *portfolio, wish.place);
  return books_.calendars.read(portfolio->artist, [&](const ArtistCalendar& calendar) {
    const AvailabilityQuery query{*calendar.schedule, calendar.occupied(), service, now};
    std::vector<DaySummary> days;
    month_view(query, wish.month, days);
    MonthView view;
    json::TextForm<std::chrono::year_month>::append(view.month, wish.month);
    view.time_zone = calendar.schedule->zone().name();
    view.version = static_cast<std::int64_t>(calendar.version);
    for (const DaySummary& day : days) view.days.push_back({day.date, day.status, day.free_count});
    const Instant until =
        steady_until(query, wish.month / std::chrono::day{1}, static_cast<int>(days.size()));
    view.basis = {portfolio->id, portfolio->artist, service, calendar.version, now, until};
    return view;
  });
}

Result<StartExplanation> Service::explain(const identity::Principal& caller,
                                          const TakeHold& wish) const {
  const auto portfolio = portfolio_for(books_, {}, wish.portfolio);
  if (!portfolio) return refuse(BookingError::not_found);
  const Instant now = clock_.now();
  const Wanted wanted{portfolio->artist, service_of(books_, *portfolio, wish.place), wish.start};
  const std::vector<HoldRow> held = live_holds(books_, caller, now);
  return books_.calendars.read(portfolio->artist, [&](const ArtistCalendar& calendar) {
    const AvailabilityQuery query{*calendar.schedule, calendar.occupied(), wanted.service, now};
    StartExplanation why;
    why.start = zoned(calendar.schedule->zone(), wanted.interval().start);
    why.end = zoned(calendar.schedule->zone(), wanted.interval().end);
    why.reasons = reasons_for(held, query, wish.start);
    why.offered = why.reasons.empty();
    if (!why.offered) why.nearest = alternatives_to(calendar, wanted, now);
    return why;
  });
}

runtime::Task<Result<Reservation>> Service::reservation(identity::Principal caller,
                                                        ReservationId id) {
  using Found = std::pair<std::optional<ReservationRow>, std::vector<HistoryRow>>;
  const auto look = [id](sql::Session& session) -> Found {
    Store store(session);
    return {store.reservation(id), store.history(id)};
  };
  const Found found = co_await database_.reads().run(look);
  const auto& [row, history] = found;
  const auto role = row ? role_in(caller, *row) : std::nullopt;
  if (!role) co_return refuse(BookingError::not_found);
  Reservation result = shown(books_, *row, Act{*role, clock_.now()});
  result.history = shown(history);
  co_return result;
}

runtime::Task<Result<CancellationPreview>> Service::cancellation(identity::Principal caller,
                                                                 ReservationId id) {
  const auto look = [id](sql::Session& session) { return Store(session).reservation(id); };
  const std::optional<ReservationRow> row = co_await database_.reads().run(look);
  const auto role = row ? role_in(caller, *row) : std::nullopt;
  if (!role) co_return refuse(BookingError::not_found);
  const Act act{*role, clock_.now()};
  const CancellationTerms terms = terms_of(*row);
  const bool approved = row->state == ReservationState::approved;
  const Refund refund = refund_of({terms, row->price, row->service.start, approved}, act);
  CancellationPreview preview;
  preview.allowed = allowed_events(situation_of(books_, *row), act).has(ReservationEvent::cancel);
  preview.rule = refund.tier;
  preview.refund = refund.amount;
  preview.hours_left = refund.hours_left;
  co_return preview;
}

runtime::Task<ReservationPage> Service::reservations(identity::Principal caller,
                                                     ReservationFilter filter) {
  const bool as_artist = filter.as == Side::artist;
  if (as_artist && !caller.artist) co_return ReservationPage{};
  const bool inbox = as_artist && filter.states == std::vector{ReservationState::pending} &&
                     !filter.from && !filter.to;
  const ArtistId artist = caller.artist.value_or(ArtistId{});
  const TimeZone zone =
      as_artist ? books_.calendars.read(artist,
                                        [](const ArtistCalendar& c) { return c.schedule->zone(); })
                : TimeZone::find(books_.catalogue.region().time_zone).value_or(TimeZone{});
  Store::ListQuery query;
  query.starts = starts_between(zone, filter.from, filter.to);
  query.limit = filter.limit + 1;
  if (!filter.states.empty()) query.states = 0;
  for (const ReservationState state : filter.states) query.states |= bit(state);
  const auto after = filter.cursor ? read_cursor(*filter.cursor) : std::nullopt;
  if (after && !inbox) query.before = {minute_of(after->first), ReservationId{after->second}};
  const auto look = [=, member = caller.member](sql::Session& session) {
    Store store(session);
    if (!as_artist) return store.reservations_of_customer(member, query);
    if (!inbox) return store.reservations_of_artist(artist, query);
    const auto from = after.value_or(std::pair<std::int64_t, std::uint64_t>{0, 0});
    return store.pending_of_artist(
        artist, {Instant{Instant::duration{from.first}}, ReservationId{from.second}}, query.limit);
  };
  std::vector<ReservationRow> rows = co_await database_.reads().run(look);
  ReservationPage page;
  if (std::ssize(rows) > filter.limit) {
    rows.pop_back();
    const ReservationRow& last = rows.back();
    page.next_cursor = write_cursor(
        inbox ? count(last.deadline.value()) : count(last.service.start), last.id.value);
  }
  const Act act{as_artist ? Actor::artist : Actor::customer, clock_.now()};
  for (const ReservationRow& row : rows) page.items.push_back(shown(books_, row, act));
  co_return page;
}

runtime::Task<std::vector<WaitlistPlace>> Service::waitlist(identity::Principal caller) {
  using Line = std::pair<WaitlistRow, std::vector<WaitlistRow>>;
  const auto look = [member = caller.member](sql::Session& session) {
    Store store(session);
    std::vector<Line> lines;
    for (const WaitlistRow& row : store.waitlist_of_customer(member)) {
      lines.emplace_back(row, store.waitlist_of_artist(row.artist));
    }
    return lines;
  };
  const std::vector<Line> lines = co_await database_.reads().run(look);
  std::vector<WaitlistPlace> places;
  for (const auto& [row, line] : lines) places.push_back(shown(books_, row, line));
  co_return places;
}

runtime::Task<Result<VersionedSchedule>> Service::schedule(identity::Principal caller,
                                                           ArtistId artist) {
  if (!caller.is_artist(artist)) co_return refuse(BookingError::not_found);
  const auto look = [artist](sql::Session& session) {
    Store store(session);
    return stored_document(store, artist);
  };
  // The version is read first: a document newer than its version only makes the next write try
  // again.
  const std::int64_t version =
      books_.calendars.read(artist, [](const ArtistCalendar& c) { return c.schedule_version; });
  VersionedSchedule found{version, co_await database_.reads().run(look)};
  co_return found;
}

runtime::Task<Result<SchedulePreview>> Service::preview_schedule(identity::Principal caller,
                                                                 PreviewSchedule wish) {
  if (!caller.is_artist(wish.artist)) co_return refuse(BookingError::not_found);
  const auto portfolio = portfolio_for(books_, caller, wish.portfolio);
  if (!portfolio || portfolio->artist != wish.artist) co_return refuse(BookingError::not_found);
  const auto schedule = compile_schedule(wish.schedule);
  if (!schedule) co_return std::unexpected(schedule.error());
  const Instant now = clock_.now();
  Store::ListQuery query;
  query.starts = {floor_minute(now), minute_of(std::numeric_limits<std::int32_t>::max())};
  query.states = active_states;
  query.limit = 1000;
  const auto look = [artist = wish.artist, query](sql::Session& session) {
    return Store(session).reservations_of_artist(artist, query);
  };
  const std::vector<ReservationRow> rows = co_await database_.reads().run(look);
  ServiceRequest service = service_of(books_, *portfolio, wish.place);
  service.hidden = false;
  SchedulePreview preview;
  preview.conflicts = conflicts_with(**schedule, rows);
  preview.availability = books_.calendars.read(wish.artist, [&](const ArtistCalendar& calendar) {
    const Date from = wish.from.value_or(today_in((*schedule)->zone(), now));
    return view_of(
        free_times_of({**schedule, calendar.occupied(), service, now}, {from, wish.days}));
  });
  preview.availability.portfolio = wish.portfolio;
  preview.availability.artist = wish.artist;
  co_return preview;
}

}  // namespace meme::booking
