// Bookings as calendar files: the invitation of one, the secret feed of all.
#include <algorithm>

#include "booking/exchange/reservation_event.h"
#include "booking/exchange/routes.h"
#include "booking/http/answers.h"
#include "json/json.h"

namespace meme::booking::exchange {
namespace {

using runtime::Task;
using namespace std::chrono_literals;

constexpr std::string_view calendar_type = "text/calendar; charset=utf-8";
constexpr auto feed_past = std::chrono::days(30);
constexpr auto feed_refresh = 15min;
constexpr int page_size = 100;
constexpr std::size_t feed_events_max = 2000;

struct FeedAddress {
  std::string url;
};
void describe(json::Describe<FeedAddress>& d) {
  d.name("CalendarFeed").summary("The secret address of one's bookings, for calendar programs.");
  d.field("url", &FeedAddress::url,
          "Relative to this server. Shown only once; whoever has it can read the bookings.");
}

http::Response calendar_text(std::string text) {
  http::Response response = http::Response::text(std::move(text), calendar_type);
  response.etag = etag_of_text(response.body);
  response.cache_control = "private, no-cache";
  return response;
}

Task<http::Response> invitation(Booking& booking, http::Request& request) {
  const identity::Principal caller = request.principal();
  const auto id = request.id<ReservationId>("reservationId");
  const auto found = co_await booking.reservation(caller, id);
  if (!found) co_return refused(found.error());
  const Reader reader = caller.is_artist(found->artist.id) ? Reader::artist : Reader::customer;
  http::Response response =
      calendar_text(ical::write_invitation(reservation_event(*found, reader)));
  response.header("Content-Disposition", "attachment; filename=\"meme.ics\"");
  co_return response;
}

Task<http::Response> rotate(CalendarFeeds& feeds, http::Request& request) {
  const auto artist = request.id<ArtistId>("artistId");
  if (!request.principal().is_artist(artist)) co_return refused(Refusal{BookingError::not_found});
  const std::string secret = co_await feeds.rotate(artist);
  co_return http::Response::json(FeedAddress{"/calendar/" + secret + ".ics"}, 201);
}

Task<http::Response> remove(CalendarFeeds& feeds, http::Request& request) {
  const auto artist = request.id<ArtistId>("artistId");
  if (!request.principal().is_artist(artist)) co_return refused(Refusal{BookingError::not_found});
  co_await feeds.remove(artist);
  co_return http::Response::no_content();
}

// Bookings that stand and are not long past, the newest first where there are too many.
Task<std::vector<ical::CalendarEvent>> standing(FeedParts parts, identity::Principal artist) {
  ReservationFilter filter;
  filter.as = Side::artist;
  filter.states = {ReservationState::pending, ReservationState::approved,
                   ReservationState::completed, ReservationState::reviewed};
  filter.from = Date{std::chrono::floor<std::chrono::days>(parts.clock.now()) - feed_past};
  filter.limit = page_size;
  std::vector<ical::CalendarEvent> events;
  do {
    ReservationFilter wanted = filter;
    const ReservationPage page = co_await parts.booking.reservations(artist, std::move(wanted));
    for (const Reservation& reservation : page.items) {
      events.push_back(reservation_event(reservation, Reader::artist));
    }
    filter.cursor = page.next_cursor;
  } while (filter.cursor && events.size() < feed_events_max);
  std::ranges::reverse(events);
  co_return events;
}

Task<http::Response> feed(FeedParts parts, http::Request& request) {
  std::string secret = request.parameter<std::string>("secret");
  const auto artist = co_await parts.feeds.artist_of(std::move(secret));
  const auto facts = artist ? parts.catalogue.artist(*artist) : std::nullopt;
  if (!facts) co_return http::Response::problem(404, "not_found", "There is no such calendar.");
  identity::Principal principal{facts->member, facts->id, identity::Role::artist};
  const auto events = co_await standing(parts, std::move(principal));
  const ical::Feed all{"MEME · " + std::string(facts->name), feed_refresh, events};
  co_return calendar_text(ical::write_feed(all));
}

http::PathParameter artist_parameter() {
  return http::path_parameter<ArtistId>("artistId", "Oneself.");
}

}  // namespace

void add_feed_routes(http::Router& router, const FeedParts& parts) {
  CalendarFeeds& feeds = parts.feeds;
  router.add(
      {.method = http::Method::post,
       .pattern = "/v1/artists/{artistId}/calendar-feed",
       .policy = http::Policy::artist,
       .operation_id = "rotateCalendarFeed",
       .summary = "Makes a new secret address for one's bookings; the one before stops working",
       .tag = "calendars",
       .path = {artist_parameter()},
       .answers = {http::answer<FeedAddress>(201, "The address.")},
       .refusals = refusals_of({BookingError::not_found})},
      [&feeds](http::Request& request) { return rotate(feeds, request); });
  router.add({.method = http::Method::delete_,
              .pattern = "/v1/artists/{artistId}/calendar-feed",
              .policy = http::Policy::artist,
              .operation_id = "removeCalendarFeed",
              .summary = "The secret address stops working",
              .tag = "calendars",
              .path = {artist_parameter()},
              .answers = {{204, "There is none now."}},
              .refusals = refusals_of({BookingError::not_found})},
             [&feeds](http::Request& request) { return remove(feeds, request); });
  router.add({.pattern = "/calendar/{secret}.ics",
              .policy = http::Policy::anyone,
              .operation_id = "getCalendarFeed",
              .summary = "An artist's bookings for calendar programs",
              .tag = "calendars",
              .path = {http::path_parameter<std::string>("secret", "From the feed's address.")},
              .answers = {{200, "An iCalendar file.", {}, "text/calendar"}},
              .refusals = {{404, "not_found", "There is no such calendar."}}},
             [parts](http::Request& request) { return feed(parts, request); });
}

void add_invitation_route(http::Router& router, Booking& booking) {
  router.add(
      {.pattern = "/v1/reservations/{reservationId}/invitation.ics",
       .policy = http::Policy::signed_in,
       .operation_id = "getInvitation",
       .summary = "A reservation as a calendar file",
       .tag = "calendars",
       .description =
           "METHOD is REQUEST, or CANCEL when it no longer stands. The UID stays, SEQUENCE grows.",
       .path = {http::path_parameter<ReservationId>("reservationId", "The reservation.")},
       .answers = {{200, "An iCalendar file.", {}, "text/calendar"}},
       .refusals = refusals_of({BookingError::not_found})},
      [&booking](http::Request& request) { return invitation(booking, request); });
}

}  // namespace meme::booking::exchange
