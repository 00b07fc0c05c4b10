// What is kept of an answer about free time gives the same text as the description, and holds for
// exactly as long as the answer.
#include "booking/free_times.h"

#include <gtest/gtest.h>
#include <rapidcheck.h>

#include "booking/domain/testing/any_calendar.h"
#include "booking/json.h"

namespace meme::booking {
namespace {

using namespace std::chrono;

struct Trial {
  Trial()
      : facts(testing::any_case()),
        schedule(Schedule::compile(facts.document).value()),
        from(sys_days{schedule.zone().local_date(floor_minute(facts.now))} + days_before()),
        days_count(*rc::gen::inRange(1, 9)) {}

  static days days_before() { return days{*rc::gen::inRange(-3, 6)}; }
  AvailabilityQuery at(Instant now) const {
    return {schedule, {facts.claims, facts.busy, facts.ignored_owner}, facts.service, now};
  }
  FreeTimes free_times(Instant now) const {
    FreeTimes times;
    times.basis = {PortfolioId{12}, ArtistId{3}, facts.service, 77, now, {}};
    times.zone = schedule.zone();
    times.from = Date{from};
    offers(at(now), times.from, days_count, times.offers);
    return times;
  }

  testing::MinuteModel::Case facts;
  Schedule schedule;
  sys_days from;
  int days_count;
};

void check(const std::function<void()>& property) {
  EXPECT_TRUE(rc::check(property));
}

TEST(FreeTimesProperty, TheQuickTextIsTheDescribedOne) {
  check([] {
    const Trial trial;
    const FreeTimes times = trial.free_times(trial.facts.now);
    std::string text = "before";
    append_json(text, times);
    RC_ASSERT(text == "before" + json::write(view_of(times)));
    RC_CLASSIFY(!times.offers.starts.empty(), "something is offered");
  });
}

TEST(FreeTimesProperty, TheAnswerIsTheSameUntilItSaysSo) {
  check([] {
    const Trial trial;
    const Instant now = trial.facts.now;
    const Instant until = steady_until(trial.at(now), Date{trial.from}, trial.days_count);
    RC_ASSERT(until > now);
    const auto last = static_cast<int>((until - now).count() - 1);
    const std::string first = json::write(view_of(trial.free_times(now)));
    for (const int later : {last, *rc::gen::inRange(0, last + 1)}) {
      RC_ASSERT(json::write(view_of(trial.free_times(now + milliseconds{later}))) == first);
    }
    RC_CLASSIFY(until - now > minutes{1}, "longer than a minute");
  });
}

}  // namespace
}  // namespace meme::booking
