#include "booking/waitlists.h"

#include <algorithm>

#include "base/check.h"
#include "booking/checks.h"
#include "booking/holds.h"
#include "booking/once.h"
#include "booking/shown.h"

namespace meme::booking {
namespace {

Minutes duration_of(const Books& books, PortfolioId id) {
  const auto facts = books.catalogue.portfolio(id);
  return facts ? std::chrono::duration_cast<Minutes>(facts->duration) : Minutes{0};
}

// The earliest start for an entry that could be offered to it now.
std::optional<Minute> start_for(const Write& write, const WaitlistRow& row) {
  const Books& books = write.books();
  const auto portfolio = books.catalogue.portfolio(row.portfolio);
  if (!portfolio || !books.catalogue.visible(row.portfolio)) return std::nullopt;
  const ArtistCalendar& calendar = write.calendar(row.artist);
  return first_offered_within({*calendar.schedule, calendar.occupied(),
                               service_of(books, *portfolio, row.place), write.now()},
                              row.window);
}

std::unexpected<Refusal> not_offered(std::string code, std::string detail, std::string pointer) {
  Refusal refusal{BookingError::window_not_offered};
  refusal.reasons.push_back({std::move(code), std::move(detail), std::move(pointer)});
  return std::unexpected(std::move(refusal));
}

Result<Interval> window_of(TimeZone zone, const JoinWaitlist& wish) {
  const auto moments_at = [&](Minutes since_midnight) {
    const LocalMinute midnight{std::chrono::local_days{wish.date}};
    return zone.moments_of(midnight + since_midnight);
  };
  const auto in_gap = [&](Minutes since_midnight) {
    return moments_at(since_midnight).kind == LocalMoments::Kind::gap;
  };
  const Minutes from = wish.from.since_midnight;
  const Minutes to = wish.to.since_midnight;
  const std::string gap = "The clock is turned forward over this time.";
  // As with hours: an end where a gap begins is fine.
  if (in_gap(from)) return not_offered("time_in_gap", gap, "/from");
  if (in_gap(to) && in_gap(to - Minutes{1})) return not_offered("time_in_gap", gap, "/to");
  const Interval window{moments_at(from).earliest, moments_at(to).latest};
  if (window.empty()) return not_offered("empty_window", "Must be after `from`.", "/to");
  return window;
}

// Whether something could ever be offered in the window.
Result<void> check_window(const Write& write, const WaitlistRow& row) {
  const Schedule& schedule = *write.calendar(row.artist).schedule;
  const Minutes duration = duration_of(write.books(), row.portfolio);
  if (row.window.length() < duration)
    return not_offered("too_short", "The service takes longer than this.", "/to");
  if (window_passed(entry_of(row, duration), write.now()))
    return not_offered("in_past", "The time has passed.", "/date");
  if (row.date > schedule.last_date(write.now()))
    return not_offered("beyond_horizon", "The artist does not plan that far ahead yet.", "/date");
  if (schedule.open_intervals(row.date).empty())
    return not_offered("closed", "The artist does not work on this date.", "/date");
  return {};
}

Result<void> check_join(Write& write, const WaitlistRow& row) {
  if (auto good = check_window(write, row); !good) return good;
  const auto mine = write.store().waitlist_of_customer(row.customer);
  const bool twice = std::ranges::any_of(mine, [&](const WaitlistRow& other) {
    return other.portfolio == row.portfolio && other.place == row.place &&
           other.window.overlaps(row.window);
  });
  if (twice || std::ssize(mine) >= write.books().settings.waitlist_per_customer_max) {
    return refuse(BookingError::already_waiting);
  }
  if (start_for(write, row)) return refuse(BookingError::time_is_free);
  return {};
}

Result<WaitlistPlace> decide_join(Write& write, const identity::Principal& caller,
                                  const JoinWaitlist& wish) {
  const auto portfolio = portfolio_for(write.books(), caller, wish.portfolio);
  if (!portfolio) return refuse(BookingError::not_found);
  WaitlistRow row;
  row.artist = portfolio->artist;
  row.portfolio = wish.portfolio;
  row.customer = caller.member;
  row.place = wish.place;
  row.date = wish.date;
  row.from = wish.from.since_midnight.count();
  row.to = wish.to.since_midnight.count();
  const auto window = window_of(write.calendar(row.artist).schedule->zone(), wish);
  if (!window) return std::unexpected(window.error());
  if (!catalogue::offers(portfolio->place, wish.place))
    return not_offered("place_not_offered", "The artist does not offer this at that place.",
                       "/place");
  row.window = *window;
  if (auto good = check_join(write, row); !good) return std::unexpected(std::move(good.error()));
  row.id = write.books().ids.next<WaitlistId>(write.now());
  row.created_at = write.now();
  write.add_waitlist(row);
  return shown(write.books(), row, write.store().waitlist_of_artist(row.artist));
}

void offer(Write& write, const WaitlistRow& row, Minute start) {
  Books& books = write.books();
  const auto portfolio = books.catalogue.portfolio(row.portfolio);
  const Wanted wanted{row.artist, service_of(books, *portfolio, row.place), start};
  HoldRow hold;
  hold.id = books.ids.next<HoldId>(write.now());
  const Claim claim = claim_for(write.calendar(row.artist), wanted, ClaimKind::hold, hold.id.value);
  MEME_ASSERT(write.take(row.artist, claim));
  hold.artist = row.artist;
  hold.portfolio = row.portfolio;
  hold.customer = row.customer;
  hold.place = row.place;
  hold.service = wanted.interval();
  hold.blocked = claim.blocked();
  hold.fence = write.next_fence(row.artist);
  hold.expires_at = write.now() + books.settings.waitlist_offer_ttl;
  hold.purpose = HoldPurpose::waitlist_offer;
  hold.waitlist = row.id;
  hold.price = portfolio->price.amount;
  write.add_hold(hold);
  write.change_waitlist(row, WaitlistState::offered, hold.id);
}

// True when somebody got an offer.
bool offer_to_first(Write& write, const Write::Freed& freed) {
  const auto rows = write.store().waitlist_of_artist(freed.artist);
  if (rows.empty()) {
    write.forget_waiting(freed.artist);
    return false;
  }
  std::vector<WaitlistEntry> line;
  for (const WaitlistRow& row : rows)
    line.push_back(entry_of(row, duration_of(write.books(), row.portfolio)));
  const auto row_of = [&](const WaitlistEntry& entry) -> const WaitlistRow& {
    return rows[static_cast<std::size_t>(&entry - line.data())];
  };
  const auto match = first_in_line(line, freed.interval, [&](const WaitlistEntry& entry) {
    return start_for(write, row_of(entry));
  });
  if (!match) return false;
  offer(write, rows[match->index], match->start);
  return true;
}

}  // namespace

Result<Answer<WaitlistPlace>> join_waitlist(Write& write, const Request& request,
                                            const JoinWaitlist& wish) {
  return once<WaitlistPlace>(write, request,
                             [&] { return decide_join(write, request.caller, wish); });
}

Result<void> leave_waitlist(Write& write, const identity::Principal& caller, WaitlistId id) {
  const auto row = write.store().waitlist(id);
  if (!row || row->customer != caller.member) return refuse(BookingError::not_found);
  if (!after(row->state, WaitlistEvent::leave)) return {};
  write.change_waitlist(*row, WaitlistState::left, std::nullopt);
  if (row->offer_hold) {
    const auto hold = write.books().holds.find(*row->offer_hold);
    if (hold) {
      write.give_back(hold->artist, write.claim_of(hold->artist, hold->blocked, hold->id.value));
      write.remove_hold(*hold);
    }
  }
  return {};
}

void take_waitlist_offer(Write& write, const HoldRow& offer) {
  const auto row = write.store().waitlist(offer.waitlist.value());
  MEME_ASSERT(row.has_value() && row->state == WaitlistState::offered);
  write.change_waitlist(*row, WaitlistState::taken, std::nullopt);
}

void lapse_waitlist_offer(Write& write, const HoldRow& offer) {
  const auto row = write.store().waitlist(offer.waitlist.value());
  MEME_ASSERT(row.has_value() && row->state == WaitlistState::offered);
  write.change_waitlist(*row, WaitlistState::lapsed, std::nullopt);
}

void offer_freed(Write& write) {
  // An offer can use up only part of what was freed, so ask again until nobody fits.
  const std::vector<Write::Freed> all = write.freed();
  for (const Write::Freed& freed : all) {
    if (!write.books().waited_for.contains(freed.artist)) continue;
    while (offer_to_first(write, freed)) {
    }
  }
}

void lapse_passed_windows(Write& write) {
  for (const WaitlistId id : write.store().lapsed_waitlist(floor_minute(write.now()))) {
    const auto row = write.store().waitlist(id);
    write.change_waitlist(*row, WaitlistState::lapsed, std::nullopt);
  }
}

}  // namespace meme::booking
