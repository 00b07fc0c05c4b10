#include "booking/ical/invitation.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "booking/ical/busy_reader.h"

namespace meme::booking::ical {
namespace {

using namespace std::chrono;
using testing::HasSubstr;
using testing::Not;

TimeZone zone(std::string_view name) {
  return TimeZone::find(name).value();
}

Minute at(int month_number, int day_number, int hour, int minute_number = 0) {
  return Minute{sys_days{2026y / month_number / day_number}} + hours{hour} + minutes{minute_number};
}

CalendarEvent some_event() {
  return {.uid = "rsv_1k@meme",
          .sequence = 2,
          .start = at(12, 5, 0, 30),
          .end = at(12, 5, 2),
          .zone = zone("Asia/Seoul"),
          .status = EventStatus::confirmed,
          .stamp = Instant{sys_days{2026y / 11 / 1}} + 5s,
          .summary = "웨딩 메이크업, 본식; \"오후\"",
          .description = "첫 줄\n둘째 줄",
          .location = "서울 마포구 어딘가 1\\2",
          .organizer = {"미나 \"민\" 김: 대표", "art_1@meme.invalid"},
          .attendee = {"앤\r\nATTENDEE:mailto:x", "mem_2@meme.invalid"}};
}

// Content lines as a reader sees them.
std::string unfolded(std::string text) {
  for (auto fold = text.find("\r\n "); fold != text.npos; fold = text.find("\r\n "))
    text.erase(fold, 3);
  return text;
}

TEST(Invitation, SaysWhatARequestNeeds) {
  const std::string text = unfolded(write_invitation(some_event()));
  for (const char* line :
       {"BEGIN:VCALENDAR\r\n", "VERSION:2.0\r\n", "METHOD:REQUEST\r\n", "UID:rsv_1k@meme\r\n",
        "SEQUENCE:2\r\n", "DTSTAMP:20261101T000005Z\r\n",
        "DTSTART;TZID=Asia/Seoul:20261205T093000\r\n", "DTEND;TZID=Asia/Seoul:20261205T110000\r\n",
        "STATUS:CONFIRMED\r\n", "BEGIN:VTIMEZONE\r\nTZID:Asia/Seoul\r\n", "TZOFFSETTO:+0900\r\n",
        "SUMMARY:웨딩 메이크업\\, 본식\\; \"오후\"\r\n", "DESCRIPTION:첫 줄\\n둘째 줄\r\n",
        "LOCATION:서울 마포구 어딘가 1\\\\2\r\n",
        "ORGANIZER;CN=\"미나 민 김: 대표\":mailto:art_1@meme.invalid\r\n",
        "mailto:mem_2@meme.invalid\r\n"}) {
    EXPECT_THAT(text, HasSubstr(line));
  }
  EXPECT_THAT(text, Not(HasSubstr("\r\nATTENDEE:mailto:x")));
}

TEST(Invitation, CancelsWithTheSameUid) {
  CalendarEvent event = some_event();
  event.status = EventStatus::cancelled;
  event.sequence = 3;
  const std::string text = unfolded(write_invitation(event));
  for (const char* line :
       {"METHOD:CANCEL\r\n", "STATUS:CANCELLED\r\n", "UID:rsv_1k@meme\r\n", "SEQUENCE:3\r\n"}) {
    EXPECT_THAT(text, HasSubstr(line));
  }
}

TEST(Invitation, FoldsLinesWithoutCuttingCharacters) {
  CalendarEvent event = some_event();
  event.summary.clear();
  for (int i = 0; i < 200; ++i) event.summary += "긴 제목";
  const std::string text = write_invitation(event);
  std::size_t start = 0;
  for (auto end = text.find("\r\n"); end != text.npos;
       start = end + 2, end = text.find("\r\n", start)) {
    EXPECT_LE(end - start, 75U);
    const auto first = static_cast<unsigned char>(text[start + (text[start] == ' ' ? 1 : 0)]);
    EXPECT_NE(first & 0xC0U, 0x80U) << "a line starts inside a character";
  }
  EXPECT_EQ(start, text.size());
  EXPECT_THAT(unfolded(text), HasSubstr("SUMMARY:" + event.summary + "\r\n"));
}

TEST(Invitation, IsTheSameEveryTime) {
  EXPECT_EQ(write_invitation(some_event()), write_invitation(some_event()));
}

// Reads the file back with the calendar reader: its VTIMEZONE must say what the zone says.
TEST(Invitation, MeansTheSameTimesInEveryZone) {
  for (const char* name : {"Asia/Seoul", "Europe/Berlin", "America/New_York", "Australia/Lord_Howe",
                           "Pacific/Apia", "Africa/Casablanca", "UTC", "Asia/Kathmandu"}) {
    std::vector<CalendarEvent> events;
    for (int month_number = 1; month_number <= 12; ++month_number) {
      for (int day_number : {1, 8, 25, 28}) {
        CalendarEvent event = some_event();
        event.uid = std::to_string(events.size());
        event.zone = zone(name);
        event.start = at(month_number, day_number, 13);
        event.end = at(month_number, day_number, 14);
        events.push_back(event);
      }
    }
    const std::string text = write_feed({"feed", 60min, events});
    const auto reading = read_busy(text, {{at(1, 1, 0), at(12, 31, 0)}, zone("UTC")});
    ASSERT_TRUE(reading) << reading.error().sentence();
    ASSERT_EQ(reading->busy.size(), events.size()) << name << problem_sentence(*reading);
    for (std::size_t i = 0; i < events.size(); ++i) {
      EXPECT_EQ(reading->busy[i], (Interval{events[i].start, events[i].end})) << name << " " << i;
    }
  }
}

TEST(Feed, SaysItsNameAndHowOftenToLook) {
  const CalendarEvent event = some_event();
  const std::string text = unfolded(write_feed({"미나의 예약", 30min, {&event, 1}}));
  for (const char* line : {"METHOD:PUBLISH\r\n", "X-WR-CALNAME:미나의 예약\r\n",
                           "REFRESH-INTERVAL;VALUE=DURATION:PT30M\r\n", "X-PUBLISHED-TTL:PT30M\r\n",
                           "UID:rsv_1k@meme\r\n"}) {
    EXPECT_THAT(text, HasSubstr(line));
  }
}

TEST(Feed, MayBeEmpty) {
  const auto reading =
      read_busy(write_feed({"nobody", 60min, {}}), {{at(1, 1, 0), at(2, 1, 0)}, zone("UTC")});
  ASSERT_TRUE(reading);
  EXPECT_EQ(reading->event_count, 0U);
}

}  // namespace
}  // namespace meme::booking::ical
