// What only the artist sees and changes: hours and agenda.
#include "booking/http/answers.h"
#include "booking/http/routes.h"
#include "booking/json.h"

namespace meme::booking {
namespace {

struct PreviewRequest {
  ScheduleDocument schedule;
  PortfolioId portfolio{};
  std::optional<Date> from;
  std::int32_t days = 14;
  Place place = Place::shop;
};
void describe(json::Describe<PreviewRequest>& d) {
  d.name("SchedulePreviewRequest").summary("Hours that are not saved, and what to look at.");
  d.field("schedule", &PreviewRequest::schedule, "The hours.");
  d.field("portfolioId", &PreviewRequest::portfolio, "One's own portfolio.");
  d.field("from", &PreviewRequest::from, "First date; today without it.");
  d.field("days", &PreviewRequest::days, "How many dates.",
          {.min = 1, .max = 62, .required = false});
  d.field("place", &PreviewRequest::place, "Where it takes place.", {.required = false});
}

struct AgendaWanted {
  std::optional<Date> from;
  std::int32_t days = 1;
};
void describe(json::Describe<AgendaWanted>& d) {
  d.field("from", &AgendaWanted::from, "First date; today without it.");
  d.field("days", &AgendaWanted::days, "How many dates.", {.min = 1, .max = 62, .required = false});
}

http::Response answered_schedule(const Result<VersionedSchedule>& found) {
  if (!found) return refused(found.error());
  http::Response response = http::Response::json(found->schedule);
  response.etag = etag_of_version(found->version);
  return response;
}

runtime::Task<http::Response> show(Booking& booking, http::Request& request) {
  const identity::Principal caller = request.principal();
  co_return answered_schedule(co_await booking.schedule(caller, request.id<ArtistId>("artistId")));
}

runtime::Task<http::Response> replace(Booking& booking, http::Request& request) {
  auto document = request.read<ScheduleDocument>();
  if (!document) co_return std::move(document.error());
  const auto version = version_of(request);
  if (!version) co_return version.error();
  const identity::Principal caller = request.principal();
  ReplaceSchedule wish{request.id<ArtistId>("artistId"), *version, std::move(*document)};
  co_return answered_schedule(co_await booking.replace_schedule(caller, std::move(wish)));
}

runtime::Task<http::Response> preview(Booking& booking, http::Request& request) {
  auto body = request.read<PreviewRequest>();
  if (!body) co_return std::move(body.error());
  const identity::Principal caller = request.principal();
  PreviewSchedule wish{request.id<ArtistId>("artistId"),
                       std::move(body->schedule),
                       body->portfolio,
                       body->from,
                       body->days,
                       body->place};
  const auto found = co_await booking.preview_schedule(caller, std::move(wish));
  co_return found ? http::Response::json(*found) : refused(found.error());
}

runtime::Task<http::Response> agenda(Booking& booking, http::Request& request) {
  const auto wanted = request.query<AgendaWanted>();
  if (!wanted) co_return wanted.error();
  const identity::Principal caller = request.principal();
  AgendaRequest wish{request.id<ArtistId>("artistId"), wanted->from, wanted->days};
  const auto found = co_await booking.agenda(caller, std::move(wish));
  co_return found ? http::Response::json(*found) : refused(found.error());
}

http::PathParameter artist_parameter() {
  return http::path_parameter<ArtistId>("artistId", "Oneself.");
}

}  // namespace

void add_artist_routes(http::Router& router, Booking& booking) {
  using enum BookingError;
  router.add({.pattern = "/v1/artists/{artistId}/schedule",
              .policy = http::Policy::artist,
              .operation_id = "getSchedule",
              .summary = "One's own hours",
              .tag = "hours",
              .path = {artist_parameter()},
              .answers = {http::answer<ScheduleDocument>(200, "The hours.")},
              .refusals = refusals_of({not_found})},
             [&booking](http::Request& request) { return show(booking, request); });
  router.add({.method = http::Method::put,
              .pattern = "/v1/artists/{artistId}/schedule",
              .policy = http::Policy::artist,
              .operation_id = "replaceSchedule",
              .summary = "Replaces one's own hours",
              .tag = "hours",
              .description = "Bookings that lie outside the new hours stay.",
              .path = {artist_parameter()},
              .body = http::json_body<ScheduleDocument>(256 * 1024),
              .answers = {http::answer<ScheduleDocument>(200, "The hours as they are now.")},
              .refusals = refusals_of({not_found, version_mismatch, invalid_schedule}),
              .if_match = true},
             [&booking](http::Request& request) { return replace(booking, request); });
  router.add({.method = http::Method::post,
              .pattern = "/v1/artists/{artistId}/schedule/preview",
              .policy = http::Policy::artist,
              .operation_id = "previewSchedule",
              .summary = "What customers would see with other hours",
              .tag = "hours",
              .path = {artist_parameter()},
              .body = http::json_body<PreviewRequest>(256 * 1024),
              .answers = {http::answer<SchedulePreview>(200, "Free times and conflicts.")},
              .refusals = refusals_of({not_found, invalid_schedule})},
             [&booking](http::Request& request) { return preview(booking, request); });
  router.add({.pattern = "/v1/artists/{artistId}/agenda",
              .policy = http::Policy::artist,
              .operation_id = "getAgenda",
              .summary = "One's own days",
              .tag = "hours",
              .path = {artist_parameter()},
              .query = http::query_of<AgendaWanted>(),
              .answers = {http::answer<Agenda>(200, "The days.")},
              .refusals = refusals_of({not_found})},
             [&booking](http::Request& request) { return agenda(booking, request); });
}

}  // namespace meme::booking
