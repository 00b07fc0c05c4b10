#include "booking/domain/availability.h"

#include <gtest/gtest.h>

#include <string>

#include "booking/domain/claim_list.h"
#include "booking/domain/free_bits.h"
#include "booking/domain/interval_set.h"

namespace meme::booking {
namespace {

using namespace std::chrono;

HoursRange hours_of(std::string_view open, std::string_view close) {
  return {{Minutes{*parse_time_of_day(open)}}, {Minutes{*parse_time_of_day(close)}}};
}

Minute seoul(std::string_view text) {
  return parse_minute(std::string(text) + ":00+09:00").value();
}

constexpr Date saturday{year{2026}, December, day{5}};

// One artist, open every day from 10:00 to 14:00, asked on the Tuesday before at noon.
class Availability : public ::testing::Test {
 protected:
  Availability() {
    for (auto& day : document.weekly) day = {hours_of("10:00", "14:00")};
    document.lead_time_minutes = 120;
    document.horizon_days = 30;
    document.buffer_after_minutes = 15;
    document.travel_minutes = 30;
  }

  AvailabilityQuery query() {
    schedule = Schedule::compile(document).value();
    return {schedule, {claims.all(), busy.intervals()}, service, now};
  }

  // "10:00 10:30" of the starts on a date, on Seoul's clock.
  std::string starts_on(Date date) {
    std::vector<Minute> starts;
    status = offered_starts(query(), date, starts).status;
    std::string text;
    for (const Minute start : starts) {
      if (!text.empty()) text += ' ';
      const Minutes since_midnight = start + hours{9} - floor<days>(start + hours{9});
      append_time_of_day(text, since_midnight.count());
    }
    return text;
  }

  std::string reasons_at(std::string_view start) {
    const Explanation why = explain(query(), seoul(start));
    const auto checked = check_offered(query(), seoul(start));
    EXPECT_EQ(checked ? ReasonSet{} : checked.error(), why.reasons);
    std::string text;
    why.reasons.each([&](Reason reason) {
      if (!text.empty()) text += ' ';
      text += reason_code(reason);
    });
    return text;
  }

  void book(std::string_view start, Minutes duration, bool visit) {
    const Minute from = seoul(start);
    const Margins margins = margins_of(query().schedule, visit);
    ASSERT_TRUE(
        claims.insert(make_claim(ClaimKind::approved, 7, {from, from + duration}, margins)));
  }

  ScheduleDocument document;
  Schedule schedule;
  ClaimList claims;
  IntervalSet busy;
  ServiceRequest service{.duration = Minutes{60}};
  Instant now = seoul("2026-12-01T12:00");
  DayStatus status = DayStatus::closed;
};

TEST_F(Availability, StartsStepFromTheOpeningUntilTheServiceFits) {
  EXPECT_EQ(starts_on(saturday), "10:00 10:30 11:00 11:30 12:00 12:30 13:00");
  EXPECT_EQ(status, DayStatus::open);
  document.step_minutes = 45;
  EXPECT_EQ(starts_on(saturday), "10:00 10:45 11:30 12:15 13:00");
  document.weekly[5] = {hours_of("09:10", "10:30"), hours_of("13:00", "14:00")};
  document.step_minutes = 20;
  EXPECT_EQ(starts_on(saturday), "09:10 09:30 13:00");
}

TEST_F(Availability, BookingsTakeTheirBuffersToo) {
  book("2026-12-05T11:30", Minutes{60}, false);  // taken until 12:45
  EXPECT_EQ(starts_on(saturday), "10:00 13:00");
  EXPECT_EQ(reasons_at("2026-12-05T10:00"), "");
  EXPECT_EQ(reasons_at("2026-12-05T10:30"), "buffer");  // its own buffer ends at 11:45
  EXPECT_EQ(reasons_at("2026-12-05T11:00"), "taken");
  EXPECT_EQ(reasons_at("2026-12-05T12:30"), "buffer");
  EXPECT_EQ(reasons_at("2026-12-05T12:31"), "off_step buffer");
}

TEST_F(Availability, VisitsTravel) {
  service.visit = true;
  book("2026-12-05T11:30", Minutes{60}, false);
  EXPECT_EQ(starts_on(saturday), "");
  EXPECT_EQ(reasons_at("2026-12-05T10:00"), "travel");
  EXPECT_EQ(reasons_at("2026-12-05T13:00"), "travel");
  service.visit = false;
  claims = {};
  book("2026-12-05T11:30", Minutes{60}, true);
  EXPECT_EQ(reasons_at("2026-12-05T13:00"), "travel");
}

TEST_F(Availability, MarginsMayLeaveTheHours) {
  service.visit = true;
  EXPECT_EQ(starts_on(saturday), "10:00 10:30 11:00 11:30 12:00 12:30 13:00");
}

TEST_F(Availability, ABookingDoesNotStandInItsOwnWay) {
  book("2026-12-05T11:30", Minutes{60}, false);
  AvailabilityQuery own = query();
  own.occupied.ignored_owner = 7;
  EXPECT_TRUE(check_offered(own, seoul("2026-12-05T11:00")));
  own.occupied.ignored_owner = 8;
  EXPECT_FALSE(check_offered(own, seoul("2026-12-05T11:00")));
}

TEST_F(Availability, OtherCalendarsCountWithMargins) {
  busy.add({seoul("2026-12-05T11:10"), seoul("2026-12-05T11:50")});
  EXPECT_EQ(starts_on(saturday), "12:00 12:30 13:00");
  EXPECT_EQ(reasons_at("2026-12-05T10:00"), "busy");
}

TEST_F(Availability, TimeOffMovesNoStep) {
  document.time_off = {{{seoul("2026-12-05T10:00"), seoul("2026-12-05T11:10")}, ""}};
  EXPECT_EQ(starts_on(saturday), "11:30 12:00 12:30 13:00");
  EXPECT_EQ(reasons_at("2026-12-05T10:30"), "time_off");
}

TEST_F(Availability, LeadTimeCountsFromThisVeryMoment) {
  now = seoul("2026-12-05T09:30");
  EXPECT_EQ(starts_on(saturday), "11:30 12:00 12:30 13:00");
  now += milliseconds{1};
  EXPECT_EQ(starts_on(saturday), "12:00 12:30 13:00");
  EXPECT_EQ(reasons_at("2026-12-05T11:30"), "lead_time");
  now = seoul("2026-12-05T10:30");
  EXPECT_EQ(reasons_at("2026-12-05T10:00"), "in_past");
  EXPECT_EQ(reasons_at("2026-12-05T10:30"), "lead_time");
}

TEST_F(Availability, DaysSayWhatTheyAre) {
  starts_on(2026y / November / 30);
  EXPECT_EQ(status, DayStatus::past);
  starts_on(2026y / December / 31);
  EXPECT_EQ(status, DayStatus::open);
  starts_on(2027y / January / 1);
  EXPECT_EQ(status, DayStatus::beyond);
  EXPECT_EQ(reasons_at("2027-01-01T10:00"), "beyond_horizon");

  now = seoul("2026-12-05T11:01");  // nothing left that is late enough
  EXPECT_EQ(starts_on(saturday), "");
  EXPECT_EQ(status, DayStatus::past);

  const Date sunday = 2026y / December / 6;
  book("2026-12-06T10:00", Minutes{240}, false);
  starts_on(sunday);
  EXPECT_EQ(status, DayStatus::full);
  service.duration = Minutes{241};
  starts_on(sunday);
  EXPECT_EQ(status, DayStatus::closed);
  EXPECT_EQ(reasons_at("2026-12-06T10:00"), "closed taken");
}

TEST_F(Availability, HiddenAndElsewhereAreClosed) {
  service.hidden = true;
  EXPECT_EQ(starts_on(saturday), "");
  EXPECT_EQ(status, DayStatus::closed);
  EXPECT_EQ(reasons_at("2026-12-05T10:00"), "hidden");
  service.hidden = false;
  service.place_offered = false;
  EXPECT_EQ(reasons_at("2026-12-05T10:00"), "place_not_offered");
}

TEST_F(Availability, HoursGoOnOverMidnight) {
  document.weekly[5] = {hours_of("23:00", "24:00")};
  document.weekly[6] = {hours_of("00:00", "01:00"), hours_of("10:00", "11:00")};
  service.duration = Minutes{90};
  EXPECT_EQ(starts_on(saturday), "23:00 23:30");
  EXPECT_EQ(starts_on(2026y / December / 6), "");
  EXPECT_EQ(reasons_at("2026-12-05T23:30"), "");
  service.duration = Minutes{121};
  EXPECT_EQ(starts_on(saturday), "");
}

TEST_F(Availability, NearestAreNearestAndInOrder) {
  book("2026-12-05T11:30", Minutes{60}, false);
  Minute nearest[3];
  ASSERT_EQ(nearest_offered(query(), seoul("2026-12-05T11:30"), nearest), 3U);
  EXPECT_EQ(nearest[0], seoul("2026-12-04T13:00"));  // as far as 10:00 on Sunday, but earlier
  EXPECT_EQ(nearest[1], seoul("2026-12-05T10:00"));
  EXPECT_EQ(nearest[2], seoul("2026-12-05T13:00"));
  EXPECT_EQ(nearest_offered(query(), seoul("2026-11-01T10:00"), nearest), 3U);
  EXPECT_EQ(nearest[0], seoul("2026-12-02T10:00"));
  for (auto& day : document.weekly) day = {};
  EXPECT_EQ(nearest_offered(query(), seoul("2026-12-05T11:30"), nearest), 0U);
  EXPECT_EQ(nearest_offered(query(), seoul("2026-12-05T11:30"), {}), 0U);
}

TEST_F(Availability, NearestSeesTheBookingsOfEarlierDays) {
  book("2026-12-04T10:00", Minutes{240}, false);
  book("2026-12-05T10:00", Minutes{240}, false);
  Minute nearest[3];
  ASSERT_EQ(nearest_offered(query(), seoul("2026-12-05T11:30"), nearest), 3U);
  EXPECT_EQ(nearest[0], seoul("2026-12-06T10:00"));
  EXPECT_EQ(nearest[1], seoul("2026-12-06T10:30"));
  EXPECT_EQ(nearest[2], seoul("2026-12-06T11:00"));
}

TEST_F(Availability, FirstWithinAWindow) {
  book("2026-12-05T10:00", Minutes{60}, false);
  const Minute ten = seoul("2026-12-05T10:00");
  EXPECT_EQ(first_offered_within(query(), {ten, ten + hours{3}}), seoul("2026-12-05T11:30"));
  EXPECT_EQ(first_offered_within(query(), {ten, ten + Minutes{149}}), std::nullopt);
  EXPECT_EQ(first_offered_within(query(), {ten, ten}), std::nullopt);
}

TEST_F(Availability, FirstWithinAWindowWhereADayComesBack) {
  // On 29 October 2006 St John's clocks went from 00:01 back to 23:01 of the day before.
  document.time_zone = "America/St_Johns";
  document.lead_time_minutes = 0;
  for (auto& day : document.weekly) day = {hours_of("00:00", "24:00")};
  service.duration = Minutes{10};
  const Minute back = parse_minute("2006-10-29T00:01:00-02:30").value();
  now = back - hours{5};
  const auto first_from = [&](Minute from) {
    return first_offered_within(query(), {from, from + hours{3}});
  };
  EXPECT_EQ(first_from(back - Minutes{2}), back - Minutes{1});  // the 29th, for a minute
  EXPECT_EQ(first_from(back), back);                            // the 28th again
  busy.add({back - Minutes{1}, back});
  EXPECT_EQ(first_from(back - Minutes{1}), back);
}

TEST_F(Availability, ExplanationsShowTheCause) {
  book("2026-12-05T11:30", Minutes{60}, false);
  const Explanation taken = explain(query(), seoul("2026-12-05T12:00"));
  EXPECT_EQ(taken.cause(Reason::taken), claims.all()[0].blocked());
  const Explanation closed = explain(query(), seoul("2026-12-05T13:30"));
  EXPECT_EQ(closed.cause(Reason::closed),
            (Interval{seoul("2026-12-05T10:00"), seoul("2026-12-05T14:00")}));
  const Explanation late = explain(query(), seoul("2027-01-01T10:00"));
  EXPECT_EQ(late.cause(Reason::beyond_horizon).start, seoul("2027-01-01T00:00"));
}

TEST_F(Availability, OnlyTakenTellsALostRace) {
  book("2026-12-05T11:30", Minutes{60}, false);
  EXPECT_TRUE(check_offered(query(), seoul("2026-12-05T11:30")).error().only_taken());
  EXPECT_FALSE(check_offered(query(), seoul("2026-12-05T11:31")).error().only_taken());
}

TEST_F(Availability, BitsShowTheFreeCells) {
  document.weekly[5] = {hours_of("10:10", "10:50")};
  const auto cells = [&] {
    const DayBits bits = day_bits(query().schedule, query().occupied, saturday);
    std::vector<int> set;
    for (int i = 0; i < DayBits::cells; ++i) {
      if (bits.test(i)) set.push_back(i);
    }
    return set;
  };
  EXPECT_EQ(cells(), (std::vector{40, 41, 42, 43}));
  busy.add({seoul("2026-12-05T10:15"), seoul("2026-12-05T10:30")});
  EXPECT_EQ(cells(), (std::vector{40, 42, 43}));
  busy.add({seoul("2026-12-05T10:29"), seoul("2026-12-05T10:44")});
  EXPECT_EQ(cells(), (std::vector{40, 42, 43}));
  document.time_off = {{{seoul("2026-12-05T00:00"), seoul("2026-12-06T00:00")}, ""}};
  EXPECT_EQ(cells(), std::vector<int>{});
}

}  // namespace
}  // namespace meme::booking
