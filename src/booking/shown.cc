#include "booking/shown.h"

#include "base/check.h"
#include "booking/json.h"
#include "catalogue/cards.h"

namespace meme::booking {
namespace {

std::string artist_name(const Books& books, ArtistId artist) {
  const auto facts = books.catalogue.artist(artist);
  return facts ? std::string(facts->name) : std::string();
}

template <class T>
T stored(std::string_view text) {
  auto value = json::read<T>(text);
  MEME_ASSERT(value.has_value());
  return std::move(*value);
}

std::vector<std::string> actions_of(const ReservationSituation& situation, Act reader) {
  std::vector<std::string> actions;
  allowed_events(situation, reader).each([&](ReservationEvent event) {
    actions.emplace_back(event_code(event));
  });
  return actions;
}

std::optional<CancellationOutcome> outcome_of(const ReservationRow& row) {
  if (!row.canceled_by) return std::nullopt;
  const auto rule = stored<StoredRule>(row.canceled_rule.value_or("{}"));
  return CancellationOutcome{*row.canceled_by,
                             row.canceled_reason.value_or(""),
                             {rule.hours_before, rule.refund_percent},
                             Money{row.refund.value_or(0)}};
}

std::string_view sentence(Reason reason) {
  switch (reason) {
    case Reason::hidden:
      return "This portfolio cannot be booked at the moment.";
    case Reason::place_not_offered:
      return "The artist does not offer this at that place.";
    case Reason::in_past:
      return "The time has passed.";
    case Reason::lead_time:
      return "The artist needs more notice.";
    case Reason::beyond_horizon:
      return "The artist does not plan that far ahead yet.";
    case Reason::closed:
      return "The service does not lie within the opening hours.";
    case Reason::time_off:
      return "The artist has time off.";
    case Reason::off_step:
      return "Services do not start at this minute.";
    case Reason::taken:
      return "The time is taken.";
    case Reason::buffer:
      return "The artist needs time between this and another service.";
    case Reason::travel:
      return "The artist needs time to travel.";
    case Reason::busy:
      return "The artist is busy.";
  }
  MEME_ASSERT(false);
}

}  // namespace

TimeZone zone_of(const Books& books, ArtistId artist) {
  return books.calendars.read(
      artist, [](const ArtistCalendar& calendar) { return calendar.schedule->zone(); });
}

ZonedMinute zoned(TimeZone zone, Minute at) {
  return {at, std::chrono::minutes{zone.offset_at(at).count()}};
}

Slot slot_of(TimeZone zone, Interval interval) {
  return {zoned(zone, interval.start), zoned(zone, interval.end)};
}

std::optional<Actor> role_in(const identity::Principal& caller, const ReservationRow& row) {
  if (caller.signed_in() && caller.member == row.customer) return Actor::customer;
  if (caller.is_artist(row.artist)) return Actor::artist;
  if (caller.is(identity::Role::operator_)) return Actor::operator_;
  return std::nullopt;
}

Hold shown(const Books& books, const HoldRow& row, Instant now) {
  const TimeZone zone = zone_of(books, row.artist);
  Hold hold;
  hold.id = row.id;
  hold.fence = row.fence;
  hold.expires_at = row.expires_at;
  hold.seconds_left = static_cast<std::int32_t>(
      seconds_left(HoldState{row.customer, Fence{row.fence}, row.expires_at}, now));
  hold.portfolio_id = row.portfolio;
  hold.artist_id = row.artist;
  hold.artist_name = artist_name(books, row.artist);
  hold.picture_url = catalogue::picture_url(row.portfolio, 1);
  hold.place = row.place;
  hold.start = zoned(zone, row.service.start);
  hold.end = zoned(zone, row.service.end);
  hold.time_zone = zone.name();
  if (const auto facts = books.catalogue.portfolio(row.portfolio)) {
    hold.title = facts->title;
    hold.price = Money{row.price.value_or(facts->price.amount)};
    hold.mode = facts->mode;
  }
  return hold;
}

Reservation shown(const Books& books, const ReservationRow& row, Act reader) {
  return shown(books, row, {stored<Contact>(row.contact), terms_of(row).tiers}, reader);
}

Reservation shown(const Books& books, const ReservationRow& row, Agreed agreed, Act reader) {
  const TimeZone zone = zone_of(books, row.artist);
  Reservation r;
  r.id = row.id;
  r.state = row.state;
  r.version = row.version;
  r.sequence = row.sequence;
  r.artist = {row.artist, artist_name(books, row.artist)};
  r.portfolio = {row.portfolio, row.title, catalogue::picture_url(row.portfolio, 1)};
  r.contact = std::move(agreed.contact);
  r.customer = {row.customer, r.contact.name};
  r.place = row.place;
  r.start = zoned(zone, row.service.start);
  r.end = zoned(zone, row.service.end);
  r.time_zone = zone.name();
  r.duration_minutes = row.service.length().count();
  r.price = row.price;
  r.cancellation_tiers = std::move(agreed.tiers);
  r.deadline = row.deadline;
  if (row.offer_hold) {
    if (const auto offer = books.holds.find(*row.offer_hold)) {
      r.offer = Offer{zoned(zone, offer->service.start), zoned(zone, offer->service.end),
                      offer->expires_at};
    }
  }
  r.canceled = outcome_of(row);
  r.created_at = row.created_at;
  r.updated_at = row.updated_at;
  r.actions = actions_of(situation_of(books, row), reader);
  return r;
}

std::vector<Transition> shown(const std::vector<HistoryRow>& rows) {
  std::vector<Transition> history;
  history.reserve(rows.size());
  for (const HistoryRow& row : rows)
    history.push_back({row.at, row.actor, row.event, row.state, row.detail});
  return history;
}

WaitlistPlace shown(const Books& books, const WaitlistRow& row,
                    const std::vector<WaitlistRow>& line) {
  const TimeZone zone = zone_of(books, row.artist);
  WaitlistPlace place;
  place.id = row.id;
  place.portfolio = {row.portfolio, "", catalogue::picture_url(row.portfolio, 1)};
  if (const auto facts = books.catalogue.portfolio(row.portfolio))
    place.portfolio.title = facts->title;
  place.artist = {row.artist, artist_name(books, row.artist)};
  place.date = row.date;
  place.from = TimeOfDay{Minutes{row.from}};
  place.to = TimeOfDay{Minutes{row.to}};
  place.place = row.place;
  place.state = row.state;
  std::vector<WaitlistEntry> entries;
  for (const WaitlistRow& other : line) {
    if (other.window.overlaps(row.window)) entries.push_back(entry_of(other, Minutes{1}));
  }
  place.position = static_cast<std::int32_t>(position(entries, row.id));
  if (row.offer_hold) {
    if (const auto hold = books.holds.find(*row.offer_hold)) {
      place.offer = WaitlistOffer{hold->id, hold->fence, zoned(zone, hold->service.start),
                                  zoned(zone, hold->service.end), hold->expires_at};
    }
  }
  return place;
}

ReservationSituation situation_of(const Books& books, const ReservationRow& row) {
  ReservationSituation situation;
  situation.state = row.state;
  situation.service = row.service;
  situation.needs_approval = row.mode == BookingMode::approve;
  situation.deadline = row.deadline;
  if (row.offer_hold) {
    const auto hold = books.holds.find(*row.offer_hold);
    if (hold) situation.offer_expires = hold->expires_at;
  }
  return situation;
}

WaitlistEntry entry_of(const WaitlistRow& row, Minutes duration) {
  return {row.id, row.window, duration, row.place == Place::visit, row.state};
}

CancellationTerms terms_of(const ReservationRow& row) {
  return {stored<std::vector<CancellationTier>>(row.cancellation)};
}

std::string json_of(const std::vector<CancellationTier>& tiers) {
  std::string text;
  json::write(text, tiers);
  return text;
}

ReasonText text_of(Reason reason) {
  return {std::string(reason_code(reason)), std::string(sentence(reason)), ""};
}

std::vector<ReasonText> texts_of(ReasonSet reasons) {
  std::vector<ReasonText> texts;
  reasons.each([&](Reason reason) { texts.push_back(text_of(reason)); });
  return texts;
}

}  // namespace meme::booking
