// Free time over HTTP. These are the most asked questions of all, so their answers are kept as text
// for as long as the calendar and the minute stay the same.
#include <unordered_map>

#include "booking/http/answers.h"
#include "booking/http/routes.h"
#include "booking/json.h"

namespace meme::booking {
namespace {

struct DaysWanted {
  std::optional<Date> from;
  std::int32_t days = 14;
  Place place = Place::shop;
};
void describe(json::Describe<DaysWanted>& d) {
  d.field("from", &DaysWanted::from, "First date; the venue's today without it.");
  d.field("days", &DaysWanted::days, "How many dates.", {.min = 1, .max = 62, .required = false});
  d.field("place", &DaysWanted::place, "Where it takes place.", {.required = false});
}

struct PlaceWanted {
  Place place = Place::shop;
};
void describe(json::Describe<PlaceWanted>& d) {
  d.field("place", &PlaceWanted::place, "Where it takes place.", {.required = false});
}

struct StartWanted {
  Minute start{};
  Place place = Place::shop;
};
void describe(json::Describe<StartWanted>& d) {
  d.field("start", &StartWanted::start, "The start asked about.");
  d.field("place", &StartWanted::place, "Where it takes place.", {.required = false});
}

// Answers by the raw target, one cache for each I/O thread, so there is nothing to lock.
class TextCache {
 public:
  struct Entry {
    std::uint64_t version = 0;
    Minute minute{};
    std::shared_ptr<const std::string> text;
    std::string etag;
  };

  const Entry* find(const std::string& target, std::uint64_t version, Minute minute) const {
    const auto found = entries_.find(target);
    if (found == entries_.end() || found->second.version != version ||
        found->second.minute != minute)
      return nullptr;
    return &found->second;
  }
  const Entry& keep(const std::string& target, Entry entry) {
    if (entries_.size() >= entries_max) entries_.clear();
    return entries_.insert_or_assign(target, std::move(entry)).first->second;
  }

 private:
  static constexpr std::size_t entries_max = 4096;
  std::unordered_map<std::string, Entry> entries_;
};

http::Response from_cache(const TextCache::Entry& entry, const http::Request& request) {
  if (request.client_has(entry.etag)) return http::Response::not_modified(entry.etag);
  http::Response response = http::Response::json_text(entry.text);
  response.etag = entry.etag;
  response.cache_control = "no-cache";
  return response;
}

struct Source {
  const Booking& booking;
  const Clock& clock;
};

// `ask()` gives a Result of what is to be answered.
template <class Ask>
http::Response cached(const Source& source, const http::Request& request, Ask&& ask) {
  thread_local TextCache cache;
  thread_local std::string target;
  target.assign(request.path()).append("?").append(request.query_text());
  const std::uint64_t version =
      source.booking.calendar_version(request.id<PortfolioId>("portfolioId"));
  const Minute minute = floor_minute(source.clock.now());
  if (const auto* entry = cache.find(target, version, minute)) return from_cache(*entry, request);
  const auto result = ask();
  if (!result) return refused(result.error());
  auto text = std::make_shared<const std::string>(json::write(*result));
  std::string etag = etag_of_text(*text);
  return from_cache(cache.keep(target, {version, minute, std::move(text), std::move(etag)}),
                    request);
}

http::PathParameter portfolio_parameter() {
  return http::path_parameter<PortfolioId>("portfolioId", "The portfolio.");
}

}  // namespace

void add_availability_routes(http::Router& router, Booking& booking, const Clock& clock) {
  const Source source{booking, clock};
  router.add({.pattern = "/v1/portfolios/{portfolioId}/availability",
              .policy = http::Policy::anyone,
              .operation_id = "getAvailability",
              .summary = "Bookable times, day by day",
              .tag = "availability",
              .path = {portfolio_parameter()},
              .query = http::query_of<DaysWanted>(),
              .answers = {http::answer<AvailabilityView>(200, "The days.")},
              .refusals = refusals_of({BookingError::not_found})},
             [&booking, source](http::Request& request) {
               const auto wanted = request.query<DaysWanted>();
               if (!wanted) return wanted.error();
               return cached(source, request, [&] {
                 return booking.availability({request.id<PortfolioId>("portfolioId"), wanted->from,
                                              wanted->days, wanted->place});
               });
             });
  router.add({.pattern = "/v1/portfolios/{portfolioId}/months/{month}",
              .policy = http::Policy::anyone,
              .operation_id = "getMonth",
              .summary = "A month at a glance",
              .tag = "availability",
              .path = {portfolio_parameter(),
                       http::path_parameter<std::chrono::year_month>("month", "Such as 2026-12.")},
              .query = http::query_of<PlaceWanted>(),
              .answers = {http::answer<MonthView>(200, "The month.")},
              .refusals = refusals_of({BookingError::not_found})},
             [&booking, source](http::Request& request) {
               const auto wanted = request.query<PlaceWanted>();
               if (!wanted) return wanted.error();
               return cached(source, request, [&] {
                 return booking.month({request.id<PortfolioId>("portfolioId"),
                                       request.parameter<std::chrono::year_month>("month"),
                                       wanted->place});
               });
             });
  router.add({.pattern = "/v1/portfolios/{portfolioId}/explain",
              .policy = http::Policy::anyone,
              .operation_id = "explainStart",
              .summary = "Why a start is offered or not; one's own hold is named as such",
              .tag = "availability",
              .path = {portfolio_parameter()},
              .query = http::query_of<StartWanted>(),
              .answers = {http::answer<StartExplanation>(200, "The reasons.")},
              .refusals = refusals_of({BookingError::not_found})},
             [&booking](http::Request& request) {
               const auto wanted = request.query<StartWanted>();
               if (!wanted) return wanted.error();
               const auto why = booking.explain(
                   request.principal(),
                   {request.id<PortfolioId>("portfolioId"), wanted->start, wanted->place});
               return why ? http::Response::json(*why) : refused(why.error());
             });
}

}  // namespace meme::booking
