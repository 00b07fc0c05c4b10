// The HTTP face of booking: parse, call, answer. No rule lives here.
#pragma once
#include "booking/api.h"
#include "http/router.h"

namespace meme::booking {

// `booking` must outlive the router.
void add_availability_routes(http::Router& router, Booking& booking);
void add_hold_routes(http::Router& router, Booking& booking);
void add_reservation_routes(http::Router& router, Booking& booking);
void add_waitlist_routes(http::Router& router, Booking& booking);
void add_artist_routes(http::Router& router, Booking& booking);
// GET /v1/events; the stream itself is fed by LiveFeed.
void add_live_route(http::Router& router);

}  // namespace meme::booking
