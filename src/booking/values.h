// What booking takes and gives: holds, reservations, waitlist entries. Plain values, part of
// booking/api.h.
#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/ids.h"
#include "base/money.h"
#include "base/time.h"
#include "booking/contact.h"
#include "booking/domain/hold.h"
#include "booking/domain/reservation.h"
#include "booking/domain/schedule_document.h"
#include "booking/domain/waitlist.h"
#include "catalogue/facts.h"

namespace meme::booking {

using catalogue::BookingMode;
using catalogue::Place;

// A calendar minute as the venue's wall clock shows it.
struct ZonedMinute {
  Minute at{};
  std::chrono::minutes offset{};  // ahead of UTC

  friend bool operator==(const ZonedMinute&, const ZonedMinute&) = default;
};

struct Slot {
  ZonedMinute start;
  ZonedMinute end;

  friend bool operator==(const Slot&, const Slot&) = default;
};

struct ArtistRef {
  ArtistId id{};
  std::string name;
};

struct PortfolioRef {
  PortfolioId id{};
  std::string title;
  std::string picture_url;
};

struct CustomerRef {
  MemberId id{};
  std::string name;
};

// A customer's exclusive claim on an interval until `expires_at`. The fence is larger than that of
// every earlier hold of the artist; whoever confirms must show it.
struct Hold {
  HoldId id{};
  std::int64_t fence = 0;
  Instant expires_at{};
  std::int32_t seconds_left = 0;
  PortfolioId portfolio_id{};
  ArtistId artist_id{};
  std::string artist_name;
  std::string title;
  std::string picture_url;
  Place place = Place::shop;
  ZonedMinute start;
  ZonedMinute end;
  std::string time_zone;
  Money price{};
  BookingMode mode = BookingMode::instant;
};

struct Transition {
  Instant at{};
  Actor actor = Actor::system;
  std::string event;
  ReservationState state = ReservationState::pending;
  std::string detail;
};

struct CancellationOutcome {
  Actor by = Actor::customer;
  std::string reason;
  CancellationTier rule;
  Money refund{};
};

// A time the artist proposed instead; it is held for the customer until `expires_at`.
struct Offer {
  ZonedMinute start;
  ZonedMinute end;
  Instant expires_at{};
};

struct Reservation {
  ReservationId id{};
  ReservationState state = ReservationState::pending;
  std::int64_t version = 1;   // counts every change
  std::int64_t sequence = 0;  // counts changes of time, RFC 5545 SEQUENCE
  ArtistRef artist;
  PortfolioRef portfolio;
  CustomerRef customer;
  Place place = Place::shop;
  ZonedMinute start;
  ZonedMinute end;
  std::string time_zone;
  std::int32_t duration_minutes = 0;
  Money price{};
  std::vector<CancellationTier> cancellation_tiers;
  Contact contact;
  std::optional<Instant> deadline;  // pending: the artist answers until then
  std::optional<Offer> offer;
  std::optional<CancellationOutcome> canceled;
  Instant created_at{};
  Instant updated_at{};
  std::vector<std::string> actions;                // what the reader may do now
  std::optional<std::vector<Transition>> history;  // only in the answer for a single reservation
};

struct WaitlistOffer {
  HoldId hold{};
  std::int64_t fence = 0;
  ZonedMinute start;
  ZonedMinute end;
  Instant expires_at{};
};

// A customer's place in the line for an artist's time.
struct WaitlistPlace {
  WaitlistId id{};
  PortfolioRef portfolio;
  ArtistRef artist;
  Date date{};
  TimeOfDay from;
  TimeOfDay to;
  Place place = Place::shop;
  WaitlistState state = WaitlistState::waiting;
  std::int32_t position = 0;  // 1 is next; 0 unless waiting
  std::optional<WaitlistOffer> offer;
};

}  // namespace meme::booking
