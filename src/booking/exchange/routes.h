// Calendar exchange over HTTP.
#pragma once
#include "booking/api.h"
#include "booking/exchange/busy_calendars.h"
#include "booking/exchange/calendar_feeds.h"
#include "catalogue/api.h"
#include "http/router.h"

namespace meme::booking::exchange {

// What is referred to must outlive the router.
void add_busy_calendar_routes(http::Router& router, BusyCalendars& calendars);
void add_invitation_route(http::Router& router, Booking& booking);

struct FeedParts {
  Booking& booking;
  CalendarFeeds& feeds;
  const catalogue::Catalogue& catalogue;
  const Clock& clock;
};
void add_feed_routes(http::Router& router, const FeedParts& parts);

}  // namespace meme::booking::exchange
