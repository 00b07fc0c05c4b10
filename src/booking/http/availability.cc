// Free time over HTTP. These are the most asked questions of all, so their answers are kept.
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

// Kept for as long as what it rests on has not changed.
class KeptReading : public http::KeptAnswer {
 public:
  KeptReading(const Booking& booking, const Basis& basis) : booking_(booking), basis_(basis) {}

  bool fresh() const override { return booking_.holds_still(basis_); }
  std::size_t size() const override { return size_; }
  const std::string& etag() const override { return etag_; }

 protected:
  void describe(std::string_view text) {
    size_ = text.size();
    etag_ = etag_of_text(text);
  }

 private:
  const Booking& booking_;
  Basis basis_;
  std::size_t size_ = 0;
  std::string etag_;
};

// Tens of kilobytes of text, written anew for each client in less time than memory takes to give
// them back.
class KeptFreeTimes final : public KeptReading {
 public:
  KeptFreeTimes(const Booking& booking, FreeTimes times)
      : KeptReading(booking, times.basis), times_(std::move(times)) {
    thread_local std::string text;
    text.clear();
    append_to(text);
    describe(text);
  }
  void append_to(std::string& out) const override { append_json(out, times_); }
  std::size_t memory() const override {
    const Offers& offers = times_.offers;
    return sizeof *this + offers.days.capacity() * sizeof(Offers::Day) +
           offers.starts.capacity() * sizeof(Minute);
  }

 private:
  FreeTimes times_;
};

class KeptMonth final : public KeptReading {
 public:
  KeptMonth(const Booking& booking, const MonthView& month)
      : KeptReading(booking, month.basis), text_(json::write(month)) {
    describe(text_);
  }
  void append_to(std::string& out) const override { out.append(text_); }
  std::size_t memory() const override { return sizeof *this + text_.capacity(); }

 private:
  std::string text_;
};

http::PathParameter portfolio_parameter() {
  return http::path_parameter<PortfolioId>("portfolioId", "The portfolio.");
}

}  // namespace

void add_availability_routes(http::Router& router, Booking& booking) {
  router.add({.pattern = "/v1/portfolios/{portfolioId}/availability",
              .policy = http::Policy::anyone,
              .operation_id = "getAvailability",
              .summary = "Bookable times, day by day",
              .tag = "availability",
              .path = {portfolio_parameter()},
              .query = http::query_of<DaysWanted>(),
              .answers = {http::answer<AvailabilityView>(200, "The days.")},
              .refusals = refusals_of({BookingError::not_found})},
             [&booking](http::Request& request) {
               const auto wanted = request.query<DaysWanted>();
               if (!wanted) return wanted.error();
               auto times = booking.free_times({request.id<PortfolioId>("portfolioId"),
                                                wanted->from, wanted->days, wanted->place});
               if (!times) return refused(times.error());
               return http::Response::kept_answer(
                   std::make_shared<const KeptFreeTimes>(booking, std::move(*times)));
             });
  router.add(
      {.pattern = "/v1/portfolios/{portfolioId}/months/{month}",
       .policy = http::Policy::anyone,
       .operation_id = "getMonth",
       .summary = "A month at a glance",
       .tag = "availability",
       .path = {portfolio_parameter(),
                http::path_parameter<std::chrono::year_month>("month", "Such as 2026-12.")},
       .query = http::query_of<PlaceWanted>(),
       .answers = {http::answer<MonthView>(200, "The month.")},
       .refusals = refusals_of({BookingError::not_found})},
      [&booking](http::Request& request) {
        const auto wanted = request.query<PlaceWanted>();
        if (!wanted) return wanted.error();
        const auto month =
            booking.month({request.id<PortfolioId>("portfolioId"),
                           request.parameter<std::chrono::year_month>("month"), wanted->place});
        if (!month) return refused(month.error());
        return http::Response::kept_answer(std::make_shared<const KeptMonth>(booking, *month));
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
