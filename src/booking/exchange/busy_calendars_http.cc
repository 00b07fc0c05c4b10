// Other calendars of an artist: listing, adding, refreshing, removing.
#include "booking/exchange/routes.h"
#include "json/json.h"

namespace meme::booking::exchange {
namespace {

using runtime::Task;

struct ReadingProblem {
  std::string code;
  std::string detail;
};
void describe(json::Describe<ReadingProblem>& d) {
  d.name("CalendarProblem").summary("What was wrong when a calendar was last read.");
  d.field("code", &ReadingProblem::code, "entries_left_out, or why the last try failed.");
  d.field("detail", &ReadingProblem::detail, "A sentence.");
}

// What the artist sees of one of her other calendars.
struct BusyCalendar {
  BusyCalendarId id{};
  std::string name;
  std::optional<std::string> url;
  Instant refreshed_at{};
  Instant next_refresh_at{};
  std::int64_t event_count = 0;
  std::optional<ReadingProblem> problem;
};
void describe(json::Describe<BusyCalendar>& d) {
  d.name("BusyCalendar").summary("A calendar kept elsewhere; its busy time cannot be booked here.");
  d.field("id", &BusyCalendar::id, "Its id.");
  d.field("name", &BusyCalendar::name, "What the artist calls it.");
  d.field("url", &BusyCalendar::url, "Where it is fetched from; none for a file.");
  d.field("refreshedAt", &BusyCalendar::refreshed_at, "When it was last read well.");
  d.field("nextRefreshAt", &BusyCalendar::next_refresh_at, "When it is read next.");
  d.field("eventCount", &BusyCalendar::event_count, "Events in it, busy or not.", {.min = 0});
  d.field("problem", &BusyCalendar::problem, "The last good copy counts until this is gone.");
}

struct BusyCalendarList {
  std::vector<BusyCalendar> items;
};
void describe(json::Describe<BusyCalendarList>& d) {
  d.name("BusyCalendarList").summary("An artist's other calendars.");
  d.field("items", &BusyCalendarList::items, "In the order they were added.");
}

struct NewBusyCalendar {
  std::string name;
  std::string url;
};
void describe(json::Describe<NewBusyCalendar>& d) {
  d.name("NewBusyCalendar").summary("A calendar to fetch from an address.");
  d.field("name", &NewBusyCalendar::name, "What to call it.", {.min_length = 1, .max_length = 60});
  d.field("url", &NewBusyCalendar::url, "An https, http or webcal address of an iCalendar file.",
          {.min_length = 1, .max_length = 2000});
}

struct FileName {
  std::string name = "calendar.ics";
};
void describe(json::Describe<FileName>& d) {
  d.field("name", &FileName::name, "What to call a file that is handed in.",
          {.min_length = 1, .max_length = 60, .required = false});
}

constexpr std::string_view calendar_type = "text/calendar";
constexpr std::chrono::milliseconds fetch_deadline{25'000};

BusyCalendar shown(BusyCalendarRow row) {
  BusyCalendar out;
  out.id = row.id;
  out.name = std::move(row.name);
  out.url = std::move(row.url);
  out.refreshed_at = row.read_at;
  out.next_refresh_at = row.due_at;
  out.event_count = row.event_count;
  if (!row.problem.empty()) out.problem = {std::move(row.problem), std::move(row.problem_detail)};
  return out;
}

http::Refusal face_of(CalendarError error) {
  switch (error) {
    case CalendarError::not_found:
      return {404, "not_found", "There is no such calendar, or it is not yours."};
    case CalendarError::too_many:
      return {409, "too_many_calendars", "Remove a calendar before adding another."};
    case CalendarError::unreadable:
      return {422, "calendar_unreadable", "The calendar cannot be read."};
    case CalendarError::unfetchable:
      return {422, "calendar_unfetchable", "The calendar cannot be fetched."};
  }
  MEME_ASSERT(false);
}

// `pointer` says where in the body the calendar came from.
http::Response refused(const CalendarRefusal& refusal, std::string_view pointer = {}) {
  const http::Refusal face = face_of(refusal.error);
  http::Problem problem{face.status, std::string(face.code), std::string(face.detail)};
  if (!refusal.reason.empty())
    problem.errors.push_back(
        {http::Part::body, std::string(pointer), refusal.reason, refusal.detail});
  return http::Response::problem(std::move(problem));
}

// Only the artist herself; for others the calendars do not exist.
std::optional<ArtistId> own_artist(http::Request& request) {
  const auto artist = request.id<ArtistId>("artistId");
  return request.principal().is_artist(artist) ? std::optional(artist) : std::nullopt;
}

http::Response not_yours() {
  return refused({CalendarError::not_found});
}

Task<http::Response> list(BusyCalendars& calendars, http::Request& request) {
  const auto artist = own_artist(request);
  if (!artist) co_return not_yours();
  BusyCalendarList all;
  for (BusyCalendarRow& row : co_await calendars.list(*artist))
    all.items.push_back(shown(std::move(row)));
  co_return http::Response::json(all);
}

Task<http::Response> add(BusyCalendars& calendars, http::Request& request) {
  const auto artist = own_artist(request);
  if (!artist) co_return not_yours();
  auto named = request.query<FileName>();
  if (!named) co_return std::move(named.error());
  if (request.header(http::KnownField::content_type).starts_with(calendar_type)) {
    std::string text(request.body());
    auto added = co_await calendars.add_file(*artist, std::move(named->name), std::move(text));
    co_return added ? http::Response::json(shown(std::move(*added)), 201) : refused(added.error());
  }
  auto wanted = request.read<NewBusyCalendar>();
  if (!wanted) co_return std::move(wanted.error());
  auto added =
      co_await calendars.add_address(*artist, std::move(wanted->name), std::move(wanted->url));
  co_return added ? http::Response::json(shown(std::move(*added)), 201)
                  : refused(added.error(), "/url");
}

Task<http::Response> refresh(BusyCalendars& calendars, http::Request& request) {
  const auto artist = own_artist(request);
  if (!artist) co_return not_yours();
  const auto id = request.id<BusyCalendarId>("calendarId");
  auto refreshed = co_await calendars.refresh(*artist, id);
  co_return refreshed ? http::Response::json(shown(std::move(*refreshed)))
                      : refused(refreshed.error());
}

Task<http::Response> remove(BusyCalendars& calendars, http::Request& request) {
  const auto artist = own_artist(request);
  if (!artist) co_return not_yours();
  const auto id = request.id<BusyCalendarId>("calendarId");
  const auto removed = co_await calendars.remove(*artist, id);
  co_return removed ? http::Response::no_content() : refused(removed.error());
}

http::PathParameter artist_parameter() {
  return http::path_parameter<ArtistId>("artistId", "Oneself.");
}

http::PathParameter calendar_parameter() {
  return http::path_parameter<BusyCalendarId>("calendarId", "The calendar.");
}

http::RequestBody file_or_address() {
  return {json::type_of<NewBusyCalendar>(), {http::json_type, calendar_type}, 2 * 1024 * 1024};
}

}  // namespace

void add_busy_calendar_routes(http::Router& router, BusyCalendars& calendars) {
  using enum CalendarError;
  router.add({.pattern = "/v1/artists/{artistId}/busy-calendars",
              .policy = http::Policy::artist,
              .operation_id = "listBusyCalendars",
              .summary = "One's other calendars",
              .tag = "calendars",
              .path = {artist_parameter()},
              .answers = {http::answer<BusyCalendarList>(200, "The calendars.")},
              .refusals = {face_of(not_found)}},
             [&calendars](http::Request& request) { return list(calendars, request); });
  router.add(
      {.method = http::Method::post,
       .pattern = "/v1/artists/{artistId}/busy-calendars",
       .policy = http::Policy::artist,
       .operation_id = "addBusyCalendar",
       .summary = "Imports another calendar, from an address or from a file",
       .tag = "calendars",
       .description =
           "A text/calendar body is a file, named by ?name=. Its busy time cannot be booked from "
           "now on; bookings that are there stay. The same address again, or a file of the same "
           "name, takes the place of the one before.",
       .path = {artist_parameter()},
       .query = http::query_of<FileName>(),
       .body = file_or_address(),
       .answers = {http::answer<BusyCalendar>(201, "The calendar.")},
       .refusals = {face_of(not_found), face_of(too_many), face_of(unreadable),
                    face_of(unfetchable)},
       .deadline = fetch_deadline},
      [&calendars](http::Request& request) { return add(calendars, request); });
  router.add({.method = http::Method::post,
              .pattern = "/v1/artists/{artistId}/busy-calendars/{calendarId}/refresh",
              .policy = http::Policy::artist,
              .operation_id = "refreshBusyCalendar",
              .summary = "Reads a calendar again",
              .tag = "calendars",
              .path = {artist_parameter(), calendar_parameter()},
              .answers = {http::answer<BusyCalendar>(200, "The calendar, perhaps with a problem.")},
              .refusals = {face_of(not_found)},
              .deadline = fetch_deadline},
             [&calendars](http::Request& request) { return refresh(calendars, request); });
  router.add({.method = http::Method::delete_,
              .pattern = "/v1/artists/{artistId}/busy-calendars/{calendarId}",
              .policy = http::Policy::artist,
              .operation_id = "removeBusyCalendar",
              .summary = "Forgets a calendar; its times can be booked again",
              .tag = "calendars",
              .path = {artist_parameter(), calendar_parameter()},
              .answers = {{204, "It is gone."}},
              .refusals = {face_of(not_found)}},
             [&calendars](http::Request& request) { return remove(calendars, request); });
}

}  // namespace meme::booking::exchange
