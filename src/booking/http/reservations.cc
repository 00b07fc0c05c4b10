#include "booking/http/answers.h"
#include "booking/http/routes.h"
#include "booking/json.h"

namespace meme::booking {
namespace {

// Either a hold and its fence, or a portfolio, a start and a place.
struct ReservationRequest {
  std::optional<HoldId> hold;
  std::optional<std::int64_t> fence;
  std::optional<PortfolioId> portfolio;
  std::optional<Minute> start;
  std::optional<Place> place;
  Contact contact;
};
void describe(json::Describe<ReservationRequest>& d) {
  d.name("ReservationRequest")
      .summary("Books a held time (holdId, fence), or a free one (portfolioId, start, place).");
  d.field("holdId", &ReservationRequest::hold, "The hold to confirm.");
  d.field("fence", &ReservationRequest::fence, "Its fence.", {.min = 1});
  d.field("portfolioId", &ReservationRequest::portfolio, "Without a hold: the portfolio.");
  d.field("start", &ReservationRequest::start, "Without a hold: the start.");
  d.field("place", &ReservationRequest::place, "Without a hold: where it takes place.");
  d.field("contact", &ReservationRequest::contact, "What the artist needs to know.");
}

struct Words {
  std::string reason;
};
void describe(json::Describe<Words>& d) {
  d.name("ReasonGiven").summary("Words for the other party.");
  d.field("reason", &Words::reason, "Why.",
          {.max_length = 500, .required = false, .multiline = true});
}
struct NewStart {
  Minute start{};
};
void describe(json::Describe<NewStart>& d) {
  d.name("NewStart").summary("Another start.");
  d.field("start", &NewStart::start, "The start.");
}
struct Proposal {
  Minute start{};
  std::string message;
};
void describe(json::Describe<Proposal>& d) {
  d.name("CounterOfferRequest").summary("Another time, and words with it.");
  d.field("start", &Proposal::start, "The start.");
  d.field("message", &Proposal::message, "For the customer.",
          {.max_length = 500, .required = false, .multiline = true});
}
// A change that needs no words, and so no body.
struct Nothing {};

Change change_from(Words&& words, Cancel) {
  return Cancel{std::move(words.reason)};
}
Change change_from(Words&& words, Decline) {
  return Decline{std::move(words.reason)};
}
Change change_from(NewStart&& wish, Reschedule) {
  return Reschedule{wish.start};
}
Change change_from(Proposal&& wish, CounterOffer) {
  return CounterOffer{wish.start, std::move(wish.message)};
}
template <class Step>
Change change_from(Nothing&&, Step step) {
  return step;
}

struct ListWanted {
  Side as = Side::customer;
  std::vector<ReservationState> states;
  std::optional<Date> from;
  std::optional<Date> to;
  std::optional<std::string> cursor;
  std::int32_t limit = 20;
};
void describe(json::Describe<ListWanted>& d) {
  d.field("as", &ListWanted::as, "In which role.", {.required = false});
  d.field("state", &ListWanted::states, "Only these states.", {.max_items = 8, .required = false});
  d.field("from", &ListWanted::from, "First date.");
  d.field("to", &ListWanted::to, "Last date.");
  d.field("cursor", &ListWanted::cursor, "nextCursor of the page before.", {.max_length = 64});
  d.field("limit", &ListWanted::limit, "Items on a page.",
          {.min = 1, .max = 100, .required = false});
}

http::Response with_version(http::Response response, std::int64_t version) {
  response.etag = etag_of_version(version);
  return response;
}

http::Response answered_reservation(Result<Answer<Reservation>>&& result, unsigned status) {
  if (!result) return refused(result.error());
  const std::int64_t version = result->value.version;
  return with_version(answered(std::move(result), status), version);
}

http::Response incomplete() {
  json::Problems problems;
  problems.push_back(
      {"", "missing_field", "Must have holdId and fence, or portfolioId, start and place."});
  return http::refuse_body(std::move(problems));
}

runtime::Task<http::Response> book(Booking& booking, http::Request& request) {
  auto wish = request.read<ReservationRequest>();
  if (!wish) co_return std::move(wish.error());
  const bool held = wish->hold && wish->fence && !wish->portfolio && !wish->start && !wish->place;
  const bool direct = wish->portfolio && wish->start && wish->place && !wish->hold && !wish->fence;
  Request who = request_of(request);
  if (held) {
    BookHold step{*wish->hold, *wish->fence, std::move(wish->contact)};
    co_return answered_reservation(co_await booking.book(std::move(who), std::move(step)), 201);
  }
  if (!direct) co_return incomplete();
  BookSlot step{*wish->portfolio, *wish->start, *wish->place, std::move(wish->contact)};
  co_return answered_reservation(co_await booking.book(std::move(who), std::move(step)), 201);
}

template <class Body>
std::expected<Body, http::Response> body_of(const http::Request& request) {
  if constexpr (std::is_same_v<Body, Nothing>) {
    return Nothing{};
  } else {
    return request.read<Body>();
  }
}

template <class Body>
std::optional<http::RequestBody> body_type() {
  if constexpr (std::is_same_v<Body, Nothing>) {
    return std::nullopt;
  } else {
    return http::json_body<Body>();
  }
}

template <class Body, class Step>
runtime::Task<http::Response> change(Booking& booking, http::Request& request) {
  auto body = body_of<Body>(request);
  if (!body) co_return std::move(body.error());
  const auto version = version_of(request);
  if (!version) co_return version.error();
  Request who = request_of(request);
  ChangeReservation wish{request.id<ReservationId>("reservationId"), *version,
                         change_from(std::move(*body), Step{})};
  co_return answered_reservation(co_await booking.change(std::move(who), std::move(wish)), 200);
}

runtime::Task<http::Response> show(Booking& booking, http::Request& request) {
  const identity::Principal caller = request.principal();
  const auto found =
      co_await booking.reservation(caller, request.id<ReservationId>("reservationId"));
  co_return found ? with_version(http::Response::json(*found), found->version)
                  : refused(found.error());
}

runtime::Task<http::Response> preview(Booking& booking, http::Request& request) {
  const identity::Principal caller = request.principal();
  const auto found =
      co_await booking.cancellation(caller, request.id<ReservationId>("reservationId"));
  co_return found ? http::Response::json(*found) : refused(found.error());
}

runtime::Task<http::Response> list(Booking& booking, http::Request& request) {
  auto wanted = request.query<ListWanted>();
  if (!wanted) co_return std::move(wanted.error());
  const identity::Principal caller = request.principal();
  ReservationFilter filter{wanted->as, std::move(wanted->states), wanted->from,
                           wanted->to, std::move(wanted->cursor), wanted->limit};
  co_return http::Response::json(co_await booking.reservations(caller, std::move(filter)));
}

http::PathParameter reservation_parameter() {
  return http::path_parameter<ReservationId>("reservationId", "The reservation.");
}

struct ChangeRoute {
  std::string_view path;
  std::string_view operation;
  std::string_view summary;
};

template <class Body, class Step>
void add_change(http::Router& router, Booking& booking, const ChangeRoute& change_route) {
  using enum BookingError;
  router.add({.method = http::Method::post,
              .pattern = "/v1/reservations/{reservationId}/" + std::string(change_route.path),
              .policy = http::Policy::signed_in,
              .operation_id = std::string(change_route.operation),
              .summary = std::string(change_route.summary),
              .tag = "booking",
              .path = {reservation_parameter()},
              .body = body_type<Body>(),
              .answers = {http::answer<Reservation>(200, "The reservation as it is now.")},
              .refusals = refusals_of({not_found, not_allowed, version_mismatch, wrong_state,
                                       slot_taken, not_offered, key_reused}),
              .idempotency_key = true,
              .if_match = true},
             [&booking](http::Request& request) { return change<Body, Step>(booking, request); });
}

void add_changes(http::Router& router, Booking& booking) {
  add_change<Words, Cancel>(router, booking,
                            {"cancel", "cancelReservation", "Cancels a reservation"});
  add_change<NewStart, Reschedule>(
      router, booking,
      {"reschedule", "rescheduleReservation", "Moves a reservation, or leaves it"});
  add_change<Nothing, Approve>(router, booking,
                               {"approve", "approveReservation", "Accepts a request"});
  add_change<Words, Decline>(router, booking,
                             {"decline", "declineReservation", "Declines a request"});
  add_change<Proposal, CounterOffer>(router, booking,
                                     {"counter-offer", "counterOffer", "Proposes another time"});
  add_change<Nothing, AcceptOffer>(router, booking,
                                   {"accept-offer", "acceptOffer", "Takes the proposed time"});
  add_change<Nothing, RefuseOffer>(router, booking,
                                   {"refuse-offer", "refuseOffer", "Keeps the time as it is"});
  add_change<Nothing, Complete>(router, booking,
                                {"complete", "completeReservation", "The service took place"});
  add_change<Nothing, NoShow>(router, booking,
                              {"no-show", "markNoShow", "The customer did not come"});
}

}  // namespace

void add_reservation_routes(http::Router& router, Booking& booking) {
  using enum BookingError;
  router.add({.method = http::Method::post,
              .pattern = "/v1/reservations",
              .policy = http::Policy::customer,
              .operation_id = "createReservation",
              .summary = "Books a held or a free time",
              .tag = "booking",
              .body = http::json_body<ReservationRequest>(),
              .answers = {http::answer<Reservation>(
                  201, "Booked, or requested where the artist approves.")},
              .refusals = refusals_of({not_found, slot_taken, not_offered, hold_expired,
                                       stale_fence, address_needed, key_reused}),
              .idempotency_key = true},
             [&booking](http::Request& request) { return book(booking, request); });
  router.add({.pattern = "/v1/reservations",
              .policy = http::Policy::signed_in,
              .operation_id = "listReservations",
              .summary = "One's own reservations, newest start first",
              .tag = "booking",
              .description = "As an artist with state=pending alone: by deadline.",
              .query = http::query_of<ListWanted>(),
              .answers = {http::answer<ReservationPage>(200, "A page.")}},
             [&booking](http::Request& request) { return list(booking, request); });
  router.add({.pattern = "/v1/reservations/{reservationId}",
              .policy = http::Policy::signed_in,
              .operation_id = "getReservation",
              .summary = "A reservation with its history",
              .tag = "booking",
              .path = {reservation_parameter()},
              .answers = {http::answer<Reservation>(200, "The reservation.")},
              .refusals = refusals_of({not_found})},
             [&booking](http::Request& request) { return show(booking, request); });
  router.add({.pattern = "/v1/reservations/{reservationId}/cancellation",
              .policy = http::Policy::signed_in,
              .operation_id = "previewCancellation",
              .summary = "What canceling now would mean",
              .tag = "booking",
              .path = {reservation_parameter()},
              .answers = {http::answer<CancellationPreview>(200, "The rule and the refund.")},
              .refusals = refusals_of({not_found})},
             [&booking](http::Request& request) { return preview(booking, request); });
  add_changes(router, booking);
}

}  // namespace meme::booking
