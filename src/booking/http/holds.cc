#include "booking/http/answers.h"
#include "booking/http/routes.h"
#include "booking/json.h"
#include "http/page.h"

namespace meme::booking {

void describe(json::Describe<TakeHold>& d) {
  d.name("HoldRequest").summary("Asks for a time to be kept.");
  d.field("portfolioId", &TakeHold::portfolio, "The portfolio to book.");
  d.field("start", &TakeHold::start, "The start.");
  d.field("place", &TakeHold::place, "Where it takes place.");
}

namespace {

runtime::Task<http::Response> take(Booking& booking, http::Request& request) {
  const auto wish = request.read<TakeHold>();
  if (!wish) co_return wish.error();
  Request who = request_of(request);
  co_return answered(co_await booking.take_hold(std::move(who), *wish), 201);
}

runtime::Task<http::Response> release(Booking& booking, http::Request& request) {
  const identity::Principal caller = request.principal();
  const auto done = co_await booking.release_hold(caller, request.id<HoldId>("holdId"));
  co_return done ? http::Response::no_content() : refused(done.error());
}

}  // namespace

void add_hold_routes(http::Router& router, Booking& booking) {
  using enum BookingError;
  const auto hold_parameter = http::path_parameter<HoldId>("holdId", "The hold.");
  router.add(
      {.method = http::Method::post,
       .pattern = "/v1/holds",
       .policy = http::Policy::customer,
       .operation_id = "createHold",
       .summary = "Keeps a time for five minutes",
       .tag = "booking",
       .body = http::json_body<TakeHold>(),
       .answers = {http::answer<Hold>(201, "The time is yours until it expires.")},
       .refusals = refusals_of({not_found, slot_taken, not_offered, too_many_holds, key_reused}),
       .idempotency_key = true},
      [&booking](http::Request& request) { return take(booking, request); });
  router.add({.pattern = "/v1/holds",
              .policy = http::Policy::customer,
              .operation_id = "listHolds",
              .summary = "One's own live holds",
              .tag = "booking",
              .answers = {http::answer<http::Items<Hold>>(200, "In order of expiry.")}},
             [&booking](http::Request& request) {
               return http::Response::json(http::Items<Hold>{booking.holds(request.principal())});
             });
  router.add({.pattern = "/v1/holds/{holdId}",
              .policy = http::Policy::customer,
              .operation_id = "getHold",
              .summary = "One's own hold",
              .tag = "booking",
              .path = {hold_parameter},
              .answers = {http::answer<Hold>(200, "The hold.")},
              .refusals = refusals_of({not_found, hold_expired})},
             [&booking](http::Request& request) {
               const auto hold = booking.hold(request.principal(), request.id<HoldId>("holdId"));
               return hold ? http::Response::json(*hold) : refused(hold.error(), http::Part::path);
             });
  router.add({.method = http::Method::delete_,
              .pattern = "/v1/holds/{holdId}",
              .policy = http::Policy::customer,
              .operation_id = "releaseHold",
              .summary = "Gives a held time back",
              .tag = "booking",
              .path = {hold_parameter},
              .answers = {{204, "It is free again, or was already."}},
              .refusals = refusals_of({not_found})},
             [&booking](http::Request& request) { return release(booking, request); });
}

}  // namespace meme::booking
