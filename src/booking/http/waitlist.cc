#include "booking/http/answers.h"
#include "booking/http/routes.h"
#include "booking/json.h"
#include "http/page.h"

namespace meme::booking {

void describe(json::Describe<JoinWaitlist>& d) {
  d.name("WaitlistRequest").summary("Waits for a time to come free.");
  d.field("portfolioId", &JoinWaitlist::portfolio, "What is waited for.");
  d.field("date", &JoinWaitlist::date, "The venue's date.");
  d.field("from", &JoinWaitlist::from, "Earliest start.");
  d.field("to", &JoinWaitlist::to, "Latest end.");
  d.field("place", &JoinWaitlist::place, "Where it takes place.");
}

namespace {

runtime::Task<http::Response> join(Booking& booking, http::Request& request) {
  const auto wish = request.read<JoinWaitlist>();
  if (!wish) co_return wish.error();
  Request who = request_of(request);
  co_return answered(co_await booking.join_waitlist(std::move(who), *wish), 201);
}

runtime::Task<http::Response> list(Booking& booking, http::Request& request) {
  const identity::Principal caller = request.principal();
  http::Items<WaitlistPlace> items{co_await booking.waitlist(caller)};
  co_return http::Response::json(items);
}

runtime::Task<http::Response> leave(Booking& booking, http::Request& request) {
  const identity::Principal caller = request.principal();
  const auto done = co_await booking.leave_waitlist(caller, request.id<WaitlistId>("waitlistId"));
  co_return done ? http::Response::no_content() : refused(done.error());
}

}  // namespace

void add_waitlist_routes(http::Router& router, Booking& booking) {
  using enum BookingError;
  router.add({.method = http::Method::post,
              .pattern = "/v1/waitlist",
              .policy = http::Policy::customer,
              .operation_id = "joinWaitlist",
              .summary = "Waits for a time to come free",
              .tag = "waitlist",
              .body = http::json_body<JoinWaitlist>(),
              .answers = {http::answer<WaitlistPlace>(201, "The place in the line.")},
              .refusals = refusals_of(
                  {not_found, already_waiting, time_is_free, window_not_offered, key_reused}),
              .idempotency_key = true},
             [&booking](http::Request& request) { return join(booking, request); });
  router.add(
      {.pattern = "/v1/waitlist",
       .policy = http::Policy::customer,
       .operation_id = "listWaitlist",
       .summary = "What one waits for",
       .tag = "waitlist",
       .answers = {http::answer<http::Items<WaitlistPlace>>(200, "Waiting and offered entries.")}},
      [&booking](http::Request& request) { return list(booking, request); });
  router.add({.method = http::Method::delete_,
              .pattern = "/v1/waitlist/{waitlistId}",
              .policy = http::Policy::customer,
              .operation_id = "leaveWaitlist",
              .summary = "Waits no more",
              .tag = "waitlist",
              .path = {http::path_parameter<WaitlistId>("waitlistId", "The entry.")},
              .answers = {{204, "Left."}},
              .refusals = refusals_of({not_found})},
             [&booking](http::Request& request) { return leave(booking, request); });
}

}  // namespace meme::booking
