// The knobs of the calendar exchange.
#pragma once
#include <chrono>
#include <cstdint>

#include "runtime/settings.h"

namespace meme::booking::exchange {

struct ExchangeSettings {
  bool fetch_private = false;
  std::chrono::milliseconds refresh = std::chrono::hours(1);
  std::int64_t per_artist_max = 10;
  std::int64_t fetches = 2;

  static ExchangeSettings read(runtime::Settings& settings) {
    using namespace std::chrono_literals;
    ExchangeSettings s;
    s.fetch_private =
        settings.flag("booking.calendar_fetch_private", s.fetch_private,
                      "Also fetch calendars from this machine and private networks. For tests.");
    s.refresh =
        settings.duration("booking.calendar_refresh", s.refresh,
                          {1min, 168h, "How often an artist's other calendars are fetched."});
    s.per_artist_max = settings.integer("booking.calendars_per_artist_max", s.per_artist_max,
                                        {1, 100, "calendars", "Other calendars of one artist."});
    s.fetches = settings.integer("booking.calendar_fetches", s.fetches,
                                 {1, 64, "fetches", "Calendars that are refreshed at once."});
    return s;
  }
};

}  // namespace meme::booking::exchange
