#include "booking/domain/schedule.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>

#include "booking/domain/schedule_pool.h"

namespace meme::booking {
namespace {

using namespace std::chrono;

HoursRange hours_of(std::string_view open, std::string_view close) {
  return {{Minutes{*parse_time_of_day(open)}}, {Minutes{*parse_time_of_day(close)}}};
}

Minute utc(std::string_view text) {
  return parse_minute(std::string(text) + ":00Z").value();
}

ScheduleDocument every_day(std::string_view zone, std::vector<HoursRange> hours) {
  ScheduleDocument document;
  document.time_zone = zone;
  for (auto& day : document.weekly) day = hours;
  return document;
}

std::vector<Interval> open_on(const ScheduleDocument& document, Date date) {
  const OpenDay day = Schedule::compile(document).value().open_intervals(date);
  return {day.intervals().begin(), day.intervals().end()};
}

std::vector<std::string> problems_of(const ScheduleDocument& document) {
  std::vector<std::string> found;
  for (const ScheduleProblem& problem : validate(document)) {
    EXPECT_FALSE(problem.detail.empty());
    found.push_back(problem.pointer + " " + std::string(problem.code));
  }
  EXPECT_EQ(Schedule::compile(document).has_value(), found.empty());
  return found;
}

using Problems = std::vector<std::string>;

TEST(Schedule, TheWeekBeginsOnMonday) {
  ScheduleDocument document;
  document.weekly[0] = {hours_of("10:00", "19:00")};
  document.weekly[6] = {hours_of("12:00", "15:00")};
  const Date monday = 2026y / December / 7;
  EXPECT_EQ(open_on(document, monday),
            (std::vector{Interval{utc("2026-12-07T01:00"), utc("2026-12-07T10:00")}}));
  EXPECT_TRUE(open_on(document, 2026y / December / 8).empty());
  EXPECT_EQ(open_on(document, 2026y / December / 6).front().start, utc("2026-12-06T03:00"));
}

TEST(Schedule, AnExceptionReplacesTheDay) {
  auto document = every_day("Asia/Seoul", {hours_of("10:00", "19:00")});
  document.exceptions = {{2026y / December / 25, {}, "closed"},
                         {2026y / December / 24, {hours_of("06:00", "09:00")}, "early"}};
  EXPECT_TRUE(open_on(document, 2026y / December / 25).empty());
  EXPECT_EQ(open_on(document, 2026y / December / 24).front().start, utc("2026-12-23T21:00"));
  EXPECT_EQ(open_on(document, 2026y / December / 26).front().start, utc("2026-12-26T01:00"));
}

TEST(Schedule, RangesThatTouchAreOneOpening) {
  const auto document = every_day(
      "UTC", {hours_of("14:00", "18:00"), hours_of("09:00", "12:00"), hours_of("12:00", "14:00")});
  EXPECT_EQ(open_on(document, 2026y / May / 1),
            (std::vector{Interval{utc("2026-05-01T09:00"), utc("2026-05-01T18:00")}}));
}

TEST(Schedule, HoursInAGapDoNotExist) {
  // Berlin jumps from 02:00 to 03:00 on 29 March 2026.
  const Date date = 2026y / March / 29;
  EXPECT_TRUE(open_on(every_day("Europe/Berlin", {hours_of("02:00", "03:00")}), date).empty());
  EXPECT_EQ(open_on(every_day("Europe/Berlin", {hours_of("01:30", "03:30")}), date),
            (std::vector{Interval{utc("2026-03-29T00:30"), utc("2026-03-29T01:30")}}));
  EXPECT_EQ(open_on(every_day("Europe/Berlin", {hours_of("02:30", "03:30")}), date),
            (std::vector{Interval{utc("2026-03-29T01:00"), utc("2026-03-29T01:30")}}));
}

TEST(Schedule, HoursThatComeTwiceAreOpenTwice) {
  // Berlin goes back from 03:00 to 02:00 on 25 October 2026.
  const Date date = 2026y / October / 25;
  EXPECT_EQ(open_on(every_day("Europe/Berlin", {hours_of("02:00", "02:30")}), date),
            (std::vector{Interval{utc("2026-10-25T00:00"), utc("2026-10-25T00:30")},
                         Interval{utc("2026-10-25T01:00"), utc("2026-10-25T01:30")}}));
  EXPECT_EQ(open_on(every_day("Europe/Berlin", {hours_of("01:00", "04:00")}), date),
            (std::vector{Interval{utc("2026-10-24T23:00"), utc("2026-10-25T03:00")}}));
}

TEST(Schedule, EveryZoneFitsTheLongestDay) {
  std::vector<HoursRange> hours;
  for (int i = 0; i < static_cast<int>(ranges_per_day_max); ++i) {
    hours.push_back({{Minutes{i * 180}}, {Minutes{i * 180 + 170}}});
  }
  const std::filesystem::path folder = "/usr/share/zoneinfo";
  std::size_t zones = 0;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(folder)) {
    const std::string name = entry.path().lexically_relative(folder);
    const auto zone = TimeZone::find(name);
    if (!zone) continue;
    ++zones;
    const Schedule schedule = Schedule::compile(every_day(name, hours)).value();
    for (const Minute change : zone->transitions()) {
      for (const int away : {-1, 0, 1}) {
        const Date date{floor<days>(change) + days{away}};
        EXPECT_LE(schedule.open_intervals(date).intervals().size(), OpenDay::capacity);
      }
    }
  }
  EXPECT_GT(zones, 400U);
}

TEST(ScheduleValidation, DefaultsAreSound) {
  EXPECT_EQ(problems_of({}), Problems{});
}

TEST(ScheduleValidation, HoursAreOrderedAndApart) {
  ScheduleDocument document;
  document.weekly[0] = {hours_of("10:00", "12:00"), hours_of("11:59", "13:00")};
  document.weekly[1] = {hours_of("12:00", "12:00")};
  document.weekly[2] = {hours_of("19:00", "10:00"), hours_of("10:00", "19:00")};
  document.weekly[3] = {{{Minutes{-1}}, {Minutes{60}}}, {{Minutes{0}}, {Minutes{1441}}}};
  document.weekly[4] = {hours_of("00:00", "24:00")};
  document.weekly[5] = {ranges_per_day_max + 1, hours_of("10:00", "11:00")};
  EXPECT_EQ(problems_of(document),
            (Problems{"/weekly/0/1 overlapping_hours", "/weekly/1/0 reversed",
                      "/weekly/2/0 reversed", "/weekly/3/0/open out_of_bounds",
                      "/weekly/3/1/close out_of_bounds", "/weekly/5 too_many"}));
  document.weekly.pop_back();
  EXPECT_EQ(problems_of(document).front(), "/weekly seven_days_expected");
}

TEST(ScheduleValidation, ExceptionsAreRealDatesOnce) {
  ScheduleDocument document;
  document.exceptions = {{2026y / February / 29, {}, ""},
                         {2026y / December / 25, {}, ""},
                         {2026y / December / 25, {hours_of("12:00", "11:00")}, ""},
                         {1969y / December / 31, {}, std::string(note_bytes_max + 1, 'x')}};
  EXPECT_EQ(problems_of(document),
            (Problems{"/exceptions/0/date bad_date", "/exceptions/2/date duplicate_date",
                      "/exceptions/2/hours/0 reversed", "/exceptions/3/note too_long",
                      "/exceptions/3/date bad_date"}));
}

TEST(ScheduleValidation, ExceptionsOutsideOfGaps) {
  ScheduleDocument document;
  document.time_zone = "Europe/Berlin";
  const Date date = 2026y / March / 29;
  const auto problems_with = [&](std::string_view open, std::string_view close) {
    document.exceptions = {{date, {hours_of(open, close)}, ""}};
    return problems_of(document);
  };
  EXPECT_EQ(problems_with("02:00", "04:00"), Problems{"/exceptions/0/hours/0/open time_in_gap"});
  EXPECT_EQ(problems_with("02:59", "04:00"), Problems{"/exceptions/0/hours/0/open time_in_gap"});
  EXPECT_EQ(problems_with("01:00", "02:30"), Problems{"/exceptions/0/hours/0/close time_in_gap"});
  EXPECT_EQ(problems_with("01:00", "02:00"), Problems{});
  EXPECT_EQ(problems_with("01:00", "03:00"), Problems{});
  EXPECT_EQ(problems_with("03:00", "24:00"), Problems{});
}

TEST(ScheduleValidation, NumbersHaveBounds) {
  ScheduleDocument document;
  document.time_zone = "Asia/Atlantis";
  document.step_minutes = 4;
  document.lead_time_minutes = -1;
  document.horizon_days = 367;
  document.buffer_before_minutes = 241;
  document.buffer_after_minutes = -1;
  document.travel_minutes = 241;
  document.approval_hours = 0;
  document.time_off = {{{utc("2026-12-05T00:00"), utc("2026-12-05T00:00")}, ""},
                       {{minute_of(-5), utc("2026-12-05T00:00")}, ""},
                       {{utc("2026-12-05T00:00"), Minute::max()}, ""}};
  EXPECT_EQ(problems_of(document),
            (Problems{"/timeZone unknown_time_zone", "/timeOff/0 reversed",
                      "/timeOff/1/start out_of_bounds", "/timeOff/2/end out_of_bounds",
                      "/stepMinutes out_of_bounds", "/leadTimeMinutes out_of_bounds",
                      "/horizonDays out_of_bounds", "/bufferBeforeMinutes out_of_bounds",
                      "/bufferAfterMinutes out_of_bounds", "/travelMinutes out_of_bounds",
                      "/approvalHours out_of_bounds"}));
}

TEST(ScheduleValidation, LeadTimeWithinTheHorizon) {
  ScheduleDocument document;
  document.horizon_days = 2;
  document.lead_time_minutes = 2 * 1440;
  EXPECT_EQ(problems_of(document), Problems{});
  document.lead_time_minutes = 2 * 1440 + 1;
  EXPECT_EQ(problems_of(document), Problems{"/leadTimeMinutes lead_time_beyond_horizon"});
}

TEST(Schedule, KeepsTimeOffMerged) {
  ScheduleDocument document;
  document.time_off = {{{utc("2026-12-06T00:00"), utc("2026-12-07T00:00")}, "b"},
                       {{utc("2026-12-05T00:00"), utc("2026-12-06T00:00")}, "a"}};
  const Schedule schedule = Schedule::compile(document).value();
  ASSERT_EQ(schedule.time_off().size(), 1U);
  EXPECT_EQ(schedule.time_off()[0].length(), days{2});
}

TEST(SchedulePool, KeepsOneOfEach) {
  SchedulePool pool;
  const auto document = every_day("Asia/Seoul", {hours_of("10:00", "19:00")});
  auto other = document;
  other.exceptions.push_back({2026y / December / 25, {}, ""});
  auto noted = document;
  noted.exceptions.push_back({2026y / December / 25, {}, "only the note differs"});
  const auto first = pool.intern(Schedule::compile(document).value());
  EXPECT_EQ(pool.intern(Schedule::compile(document).value()), first);
  auto second = pool.intern(Schedule::compile(other).value());
  EXPECT_NE(second, first);
  EXPECT_EQ(pool.intern(Schedule::compile(noted).value()), second);
  EXPECT_EQ(pool.size(), 2U);
  second.reset();
  EXPECT_EQ(pool.prune(), 1U);
}

}  // namespace
}  // namespace meme::booking
