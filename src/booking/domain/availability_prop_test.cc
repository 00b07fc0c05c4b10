// Availability, explanation and check agree with each other and with a model that decides minute by
// minute.
#include <fmt/format.h>
#include <gtest/gtest.h>
#include <rapidcheck.h>

#include <algorithm>
#include <map>

#include "booking/domain/availability.h"
#include "booking/domain/free_bits.h"
#include "booking/domain/testing/any_calendar.h"
#include "booking/domain/testing/minute_model.h"

namespace meme::booking {
namespace {

using namespace std::chrono;
using testing::MinuteModel;

// One random calendar, compiled for the code under test and spelled out for the model.
struct Trial {
  Trial()
      : facts(testing::any_case()),
        schedule(Schedule::compile(facts.document).value()),
        query{schedule, {facts.claims, facts.busy, facts.ignored_owner}, facts.service, facts.now},
        starts{floor_minute(facts.now) - days{2},
               floor_minute(facts.now) + testing::stretch + days{1}},
        model(facts, {starts.start - testing::margin, starts.end + testing::margin}) {
    for (Minute at = starts.start; at < starts.end; at += Minutes{1}) {
      by_date[model.local_date(at)].push_back(at);
      if (model.offered(at)) offered.push_back(at);
    }
    // The first and the last date are cut off by the bounds.
    by_date.erase(by_date.begin());
    by_date.erase(std::prev(by_date.end()));
  }

  MinuteModel::Case facts;
  Schedule schedule;
  AvailabilityQuery query;
  Interval starts;
  MinuteModel model;
  std::map<Date, std::vector<Minute>> by_date;
  std::vector<Minute> offered;
};

void check(const std::function<void()>& property) {
  EXPECT_TRUE(rc::check(property));
}

TEST(AvailabilityProperty, EveryMinuteIsExplainedAsTheModelDoes) {
  check([] {
    const Trial trial;
    for (Minute at = trial.starts.start; at < trial.starts.end; at += Minutes{1}) {
      const ReasonSet expected = trial.model.reasons(at);
      const ReasonSet explained = explain(trial.query, at).reasons;
      const auto checked = check_offered(trial.query, at);
      const ReasonSet refused = checked ? ReasonSet{} : checked.error();
      if (explained != expected || refused != expected) {
        RC_FAIL(fmt::format("minute {}: model {:x}, explained {:x}, refused {:x}", count(at),
                            expected.bits(), explained.bits(), refused.bits()));
      }
    }
  });
}

TEST(AvailabilityProperty, DaysOfferExactlyWhatIsExplainedAway) {
  check([] {
    const Trial trial;
    std::vector<Minute> starts;
    for (const auto& [date, minutes_of_date] : trial.by_date) {
      std::vector<Minute> expected;
      for (const Minute at : minutes_of_date) {
        if (trial.model.offered(at)) expected.push_back(at);
      }
      starts.clear();
      const DaySummary summary = offered_starts(trial.query, date, starts);
      RC_ASSERT(starts == expected);
      RC_ASSERT(summary.free_count == expected.size());
      RC_ASSERT(day_status_code(summary.status) ==
                day_status_code(trial.model.status(date, minutes_of_date)));
    }
    RC_CLASSIFY(!trial.offered.empty(), "something is offered");
  });
}

TEST(AvailabilityProperty, RangesAndMonthsAreTheirDays) {
  check([] {
    const Trial trial;
    const Date from = trial.by_date.begin()->first;
    Offers offered;
    offers(trial.query, from, 7, offered);
    RC_ASSERT(offered.days.size() == 7U);
    std::vector<DaySummary> month;
    month_view(trial.query, year_month{from.year(), from.month()}, month);
    for (const Offers::Day& day : offered.days) {
      std::vector<Minute> starts;
      const DaySummary alone = offered_starts(trial.query, day.summary.date, starts);
      RC_ASSERT(std::ranges::equal(offered.starts_of(day), starts));
      RC_ASSERT(day.summary.status == alone.status);
      if (day.summary.date.month() != from.month()) continue;
      const DaySummary& of_month = month[unsigned{day.summary.date.day()} - 1];
      RC_ASSERT((of_month.date == day.summary.date && of_month.status == alone.status));
      RC_ASSERT(of_month.free_count == alone.free_count);
    }
  });
}

TEST(AvailabilityProperty, NearestAndFirstAreTheModelsNearestAndFirst) {
  check([] {
    const Trial trial;
    const int minutes = static_cast<int>(trial.starts.length().count());
    const Minute wish = trial.starts.start + Minutes{*rc::gen::inRange(0, minutes)};
    auto by_distance = trial.offered;
    std::ranges::sort(by_distance, {}, [wish](Minute at) {
      return std::pair(at < wish ? wish - at : at - wish, at);
    });
    by_distance.resize(std::min<std::size_t>(by_distance.size(), 3));
    std::ranges::sort(by_distance);
    Minute nearest[3];
    const std::size_t count = nearest_offered(trial.query, wish, nearest);
    RC_ASSERT(std::ranges::equal(std::span(nearest, count), by_distance));

    const Interval window{wish, wish + Minutes{*rc::gen::inRange(0, 2000)}};
    const auto first = std::ranges::find_if(trial.offered, [&](Minute at) {
      return window.contains(Interval{at, at + trial.facts.service.duration});
    });
    const auto expected = first == trial.offered.end() ? std::nullopt : std::optional(*first);
    RC_ASSERT(first_offered_within(trial.query, window) == expected);
  });
}

bool near_a_change(const Trial& trial, Date date) {
  const Interval hull = trial.schedule.zone().hull_of(date);
  return hull.length() != days{1} ||
         trial.schedule.zone().period_at(hull.start - days{2}).end < hull.end + days{2};
}

// Are all cells set that a service starting at `start` could cover while the wall clock is believed
// to run on?
bool covers(const DayBits& bits, const MinuteModel& model, Minute start, Minutes reading) {
  for (Minute at = start; reading < days{1} && model.is_free(at); at += Minutes{1}) {
    if (!bits.test(reading / DayBits::cell)) return false;
    reading += Minutes{1};
  }
  return true;
}

TEST(DayBitsProperty, NeverMissFreeTime) {
  check([] {
    const Trial trial;
    for (const auto& [date, minutes_of_date] : trial.by_date) {
      const DayBits bits = day_bits(trial.schedule, trial.query.occupied, date);
      DayBits exact;
      for (const Minute at : minutes_of_date) {
        if (!trial.model.is_free(at)) continue;
        const Minutes reading = trial.schedule.zone().to_local(at) - LocalMinute{local_days{date}};
        const int cell = reading / DayBits::cell;
        exact.words[cell / 32] |= 1U << (cell % 32);
        if (count(at) % 5 == 0 && !covers(bits, trial.model, at, reading)) {
          RC_FAIL(fmt::format("a service from minute {} is missed", count(at)));
        }
      }
      if (!near_a_change(trial, date)) RC_ASSERT(bits == exact);
    }
  });
}

}  // namespace
}  // namespace meme::booking
