// The knobs of booking.
#pragma once
#include <chrono>
#include <cstdint>

#include "booking/exchange/settings.h"
#include "runtime/settings.h"

namespace meme::booking {

struct BookingSettings {
  std::chrono::milliseconds hold_ttl = std::chrono::minutes(5);
  std::int64_t holds_per_customer_max = 3;
  std::chrono::milliseconds waitlist_offer_ttl = std::chrono::minutes(15);
  std::int64_t waitlist_per_customer_max = 20;
  std::chrono::milliseconds answers_kept = std::chrono::hours(24);
  std::chrono::milliseconds tick = std::chrono::milliseconds(200);
  exchange::ExchangeSettings exchange;

  static BookingSettings read(runtime::Settings& settings) {
    using namespace std::chrono_literals;
    BookingSettings s;
    s.hold_ttl =
        settings.duration("booking.hold_ttl", s.hold_ttl,
                          {1s, 1h, "How long a customer keeps a time while filling in the form."});
    s.holds_per_customer_max =
        settings.integer("booking.holds_per_customer_max", s.holds_per_customer_max,
                         {1, 100, "holds", "How many times a customer may hold at once."});
    s.waitlist_offer_ttl = settings.duration(
        "booking.waitlist_offer_ttl", s.waitlist_offer_ttl,
        {1s, 24h, "How long a freed time is kept for the first in the waitlist."});
    s.waitlist_per_customer_max =
        settings.integer("booking.waitlist_per_customer_max", s.waitlist_per_customer_max,
                         {1, 1000, "entries", "How many waitlists a customer may be in at once."});
    s.answers_kept = settings.duration("booking.answers_kept", s.answers_kept,
                                       {1h, 720h, "How long an Idempotency-Key is remembered."});
    s.tick = settings.duration("booking.tick", s.tick,
                               {10ms, 5s, "How often holds, offers and deadlines are looked at."});
    s.exchange = exchange::ExchangeSettings::read(settings);
    return s;
  }
};

}  // namespace meme::booking
