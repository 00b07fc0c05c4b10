// What the booking store keeps, one value for each row.
#pragma once
#include <cstdint>
#include <optional>
#include <string>

#include "base/ids.h"
#include "base/money.h"
#include "base/time.h"
#include "booking/domain/actors.h"
#include "booking/domain/hold.h"
#include "booking/domain/reservation.h"
#include "booking/domain/waitlist.h"
#include "catalogue/facts.h"

namespace meme::booking {

// `blocked` is the service with its margins: what the claim of the hold or reservation covers.
struct HoldRow {
  HoldId id{};
  ArtistId artist{};
  PortfolioId portfolio{};
  MemberId customer{};
  catalogue::Place place = catalogue::Place::shop;
  Interval service;
  Interval blocked;
  std::int64_t fence = 0;
  Instant expires_at{};
  HoldPurpose purpose = HoldPurpose::booking;
  std::optional<std::int64_t> price;         // won, as the customer saw it
  std::optional<ReservationId> reservation;  // the counter-offer's
  std::optional<WaitlistId> waitlist;        // the offer's
};

struct ReservationRow {
  ReservationId id{};
  ArtistId artist{};
  PortfolioId portfolio{};
  MemberId customer{};
  ReservationState state = ReservationState::pending;
  catalogue::Place place = catalogue::Place::shop;
  Interval service;
  Interval blocked;
  Money price{};
  std::string title;
  std::string cancellation;  // JSON list of tiers
  std::string contact;       // JSON
  std::int64_t version = 1;
  std::int64_t sequence = 0;
  std::optional<Instant> deadline;
  std::optional<HoldId> offer_hold;
  std::optional<Actor> canceled_by;
  std::optional<std::string> canceled_reason;
  std::optional<std::string> canceled_rule;  // JSON
  std::optional<std::int64_t> refund;        // won
  Instant created_at{};
  Instant updated_at{};
  catalogue::BookingMode mode = catalogue::BookingMode::instant;
};

struct WaitlistRow {
  WaitlistId id{};
  ArtistId artist{};
  PortfolioId portfolio{};
  MemberId customer{};
  catalogue::Place place = catalogue::Place::shop;
  Date date{};
  int from = 0;
  int to = 0;
  Interval window;
  WaitlistState state = WaitlistState::waiting;
  std::optional<HoldId> offer_hold;
  Instant created_at{};
};

struct HistoryRow {
  ReservationId reservation{};
  std::int64_t version = 1;
  Instant at{};
  Actor actor = Actor::system;
  MemberId actor_id{};
  std::string event;
  ReservationState state = ReservationState::pending;
  std::string detail;
};

// The answer kept with an idempotency key.
struct AnswerRow {
  MemberId member{};
  std::string key;
  std::uint64_t request_hash = 0;
  std::string body;
  Instant created_at{};
};

}  // namespace meme::booking
