#include "booking/json.h"

namespace meme::json {

bool TextForm<booking::ZonedMinute>::parse(std::string_view text, booking::ZonedMinute& value) {
  const auto at = parse_minute(text);
  if (!at) return false;
  value = {*at, std::chrono::minutes{0}};
  if (text.back() == 'Z' || text.back() == 'z') return true;
  const auto offset = parse_time_of_day(text.substr(text.size() - 5));
  value.offset = std::chrono::minutes{offset.value_or(0)};
  if (text[text.size() - 6] == '-') value.offset = -value.offset;
  return true;
}

bool TextForm<booking::TimeOfDay>::parse(std::string_view text, booking::TimeOfDay& value) {
  const auto since_midnight = parse_time_of_day(text);
  if (since_midnight) value.since_midnight = Minutes{*since_midnight};
  return since_midnight.has_value();
}

}  // namespace meme::json

namespace meme::booking {

void describe(json::Describe<Slot>& d) {
  d.name("Slot").summary("A bookable time, from start up to but not including end.");
  d.field("start", &Slot::start, "On the venue's wall clock.");
  d.field("end", &Slot::end, "On the venue's wall clock.");
}

void describe(json::Describe<Contact>& d) {
  d.name("ContactDetails").summary("What the customer tells the artist.");
  d.field("name", &Contact::name, "Name to ask for.", {.min_length = 1, .max_length = 40});
  d.field("phone", &Contact::phone, "Telephone number.", {.min_length = 8, .max_length = 20});
  d.field("note", &Contact::note, "Wishes for the artist.", {.max_length = 500, .multiline = true});
  d.field("address", &Contact::address, "Where to come to; needed for a visit.",
          {.min_length = 1, .max_length = 200});
  d.field("skinType", &Contact::skin_type, "Skin type.");
  d.field("personalColor", &Contact::personal_color, "Personal colour season.");
  d.field("gender", &Contact::gender, "Gender.");
  d.field("headcount", &Contact::headcount, "How many people.", {.min = 1, .max = 20});
}

void describe(json::Describe<ArtistRef>& d) {
  d.name("ArtistRef").summary("An artist, in short.");
  d.field("id", &ArtistRef::id, "The artist.");
  d.field("name", &ArtistRef::name, "The artist's name.");
}

void describe(json::Describe<PortfolioRef>& d) {
  d.name("PortfolioRef").summary("A portfolio, in short.");
  d.field("id", &PortfolioRef::id, "The portfolio.");
  d.field("title", &PortfolioRef::title, "Its title when it was booked.");
  d.field("pictureUrl", &PortfolioRef::picture_url, "Its first picture.");
}

void describe(json::Describe<CustomerRef>& d) {
  d.name("CustomerRef").summary("A customer, in short.");
  d.field("id", &CustomerRef::id, "The customer.");
  d.field("name", &CustomerRef::name, "The name given with the booking.");
}

void describe(json::Describe<CancellationTier>& d) {
  d.name("CancellationTier")
      .summary("With at least these hours to go, this share of the price is given back.");
  d.field("hoursBefore", &CancellationTier::hours_before, "Hours before the start.",
          {.min = 0, .max = 8760});
  d.field("refundPercent", &CancellationTier::refund_percent, "Share of the price.",
          {.min = 0, .max = 100});
}

void describe(json::Describe<Hold>& d) {
  d.name("Hold").summary("A time that is kept for a customer for a few minutes.");
  d.field("id", &Hold::id, "The hold.");
  d.field("fence", &Hold::fence,
          "To be shown when confirming; grows with every hold of the artist.", {.min = 1});
  d.field("expiresAt", &Hold::expires_at, "From then on the time is free again.");
  d.field("secondsLeft", &Hold::seconds_left, "Seconds until then, by the server's clock.",
          {.min = 0});
  d.field("portfolioId", &Hold::portfolio_id, "The portfolio.");
  d.field("artistId", &Hold::artist_id, "The artist.");
  d.field("artistName", &Hold::artist_name, "The artist's name.");
  d.field("title", &Hold::title, "The portfolio's title.");
  d.field("pictureUrl", &Hold::picture_url, "The portfolio's first picture.");
  d.field("place", &Hold::place, "Where it takes place.");
  d.field("start", &Hold::start, "Start.");
  d.field("end", &Hold::end, "End.");
  d.field("timeZone", &Hold::time_zone, "The venue's IANA time zone.");
  d.field("price", &Hold::price, "Price.");
  d.field("mode", &Hold::mode, "Whether the artist has to approve.");
}

void describe(json::Describe<Transition>& d) {
  d.name("HistoryEntry").summary("One entry of a reservation's history.");
  d.field("at", &Transition::at, "When.");
  d.field("actor", &Transition::actor, "Who.");
  d.field("event", &Transition::event, "What happened.");
  d.field("state", &Transition::state, "The state after it.");
  d.field("detail", &Transition::detail, "Words given with it.");
}

void describe(json::Describe<CancellationOutcome>& d) {
  d.name("CancellationOutcome").summary("How a reservation was canceled.");
  d.field("by", &CancellationOutcome::by, "Who canceled.");
  d.field("reason", &CancellationOutcome::reason, "The words given.");
  d.field("rule", &CancellationOutcome::rule, "The rule that was applied.");
  d.field("refund", &CancellationOutcome::refund, "What is given back.");
}

void describe(json::Describe<Offer>& d) {
  d.name("CounterOffer").summary("Another time the artist proposes; it is held for the customer.");
  d.field("start", &Offer::start, "Start.");
  d.field("end", &Offer::end, "End.");
  d.field("expiresAt", &Offer::expires_at, "To be answered until then.");
}

void describe(json::Describe<Reservation>& d) {
  d.name("Reservation").summary("A booking and its state.");
  d.field("id", &Reservation::id, "The reservation.");
  d.field("state", &Reservation::state, "Its state.");
  d.field("version", &Reservation::version, "Counts changes; the ETag.", {.min = 1});
  d.field("sequence", &Reservation::sequence, "Counts changes of time (RFC 5545 SEQUENCE).",
          {.min = 0});
  d.field("artist", &Reservation::artist, "The artist.");
  d.field("portfolio", &Reservation::portfolio, "What was booked.");
  d.field("customer", &Reservation::customer, "The customer.");
  d.field("place", &Reservation::place, "Where it takes place.");
  d.field("start", &Reservation::start, "Start.");
  d.field("end", &Reservation::end, "End.");
  d.field("timeZone", &Reservation::time_zone, "The venue's IANA time zone.");
  d.field("durationMinutes", &Reservation::duration_minutes, "Length.", {.min = 1});
  d.field("price", &Reservation::price, "Price, as agreed at the booking.");
  d.field("cancellation", &Reservation::cancellation_tiers,
          "Refund rules, as agreed at the booking.");
  d.field("contact", &Reservation::contact, "What the customer told the artist.");
  d.field("deadline", &Reservation::deadline, "While pending: the artist answers until then.");
  d.field("offer", &Reservation::offer, "The artist's counter-offer, while one is open.");
  d.field("canceled", &Reservation::canceled, "How it was canceled.");
  d.field("createdAt", &Reservation::created_at, "When it was booked.");
  d.field("updatedAt", &Reservation::updated_at, "When it last changed.");
  d.field("actions", &Reservation::actions, "What the reader may do now.");
  d.field("history", &Reservation::history, "Every transition, oldest first.");
}

void describe(json::Describe<WaitlistOffer>& d) {
  d.name("WaitlistOffer").summary("A freed time, held for the first in the line.");
  d.field("holdId", &WaitlistOffer::hold, "The hold to confirm.");
  d.field("fence", &WaitlistOffer::fence, "Its fence.", {.min = 1});
  d.field("start", &WaitlistOffer::start, "Start.");
  d.field("end", &WaitlistOffer::end, "End.");
  d.field("expiresAt", &WaitlistOffer::expires_at, "Held until then.");
}

void describe(json::Describe<WaitlistPlace>& d) {
  d.name("WaitlistEntry").summary("A customer waiting for a time to come free.");
  d.field("id", &WaitlistPlace::id, "The entry.");
  d.field("portfolio", &WaitlistPlace::portfolio, "What is waited for.");
  d.field("artist", &WaitlistPlace::artist, "Whose time.");
  d.field("date", &WaitlistPlace::date, "The venue's date.");
  d.field("from", &WaitlistPlace::from, "Earliest start.");
  d.field("to", &WaitlistPlace::to, "Latest end.");
  d.field("place", &WaitlistPlace::place, "Where it takes place.");
  d.field("state", &WaitlistPlace::state, "State of the entry.");
  d.field("position", &WaitlistPlace::position, "1 is next; 0 when not waiting.", {.min = 0});
  d.field("offer", &WaitlistPlace::offer, "The time offered now.");
}

void describe(json::Describe<ReasonText>& d) {
  d.name("Reason").summary("One reason why a time is not offered.");
  d.field("code", &ReasonText::code, "Stable code.");
  d.field("detail", &ReasonText::detail, "A sentence.");
}

void describe(json::Describe<ReservationMessage>& d) {
  d.name("ReservationMessage").summary("A reservation changed.");
  d.field("reservationId", &ReservationMessage::reservation, "The reservation.");
  d.field("artistId", &ReservationMessage::artist, "Its artist.");
  d.field("customerId", &ReservationMessage::customer, "Its customer.");
  d.field("state", &ReservationMessage::state, "Its state now.");
  d.field("version", &ReservationMessage::version, "Its version now.");
  d.field("event", &ReservationMessage::event, "What happened.");
}

void describe(json::Describe<StoredRule>& d) {
  d.field("rule", &StoredRule::rule, "Which rule decided.");
  d.field("hoursBefore", &StoredRule::hours_before, "Its hours.");
  d.field("refundPercent", &StoredRule::refund_percent, "Its share.");
}

}  // namespace meme::booking
