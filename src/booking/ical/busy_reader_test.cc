#include "booking/ical/busy_reader.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <map>
#include <sstream>

namespace meme::booking::ical {
namespace {

using namespace std::chrono;

const std::filesystem::path corpus = MEME_SOURCE_DIR "/src/booking/ical/corpus";

std::string read_file(const std::filesystem::path& path) {
  std::ifstream in(path, std::ios::binary);
  std::stringstream text;
  text << in.rdbuf();
  return text.str();
}

// The window of an import on 1 March 2026.
BusyWindow window_at(std::string_view home) {
  const TimeZone zone = TimeZone::find(home).value();
  return {{zone.hull_of(2026y / February / 28).start, zone.hull_of(2027y / April / 4).start}, zone};
}

std::string described(const std::expected<BusyReading, BusyRefusal>& reading) {
  if (!reading) return "refused " + reading.error().sentence() + "\n";
  std::string out;
  for (const Interval& busy : reading->busy) {
    append_rfc3339(out, busy.start, seconds{0});
    out += ' ';
    append_rfc3339(out, busy.end, seconds{0});
    out += '\n';
  }
  for (const LeftOut& left : reading->left_out) {
    out += fmt::format("left out line {} uid {}: {}\n", left.line, left.uid, left.why);
  }
  return out;
}

struct Expected {
  std::string home;
  std::string text;
};

// expected.txt: "== name (home zone)", then what described() says.
std::map<std::string, Expected> read_expected() {
  std::map<std::string, Expected> out;
  std::ifstream in(corpus / "expected.txt");
  Expected* current = nullptr;
  for (std::string line; std::getline(in, line);) {
    if (line.starts_with("== ")) {
      const auto open = line.find(" (");
      current = &out[line.substr(3, open - 3)];
      current->home = line.substr(open + 2, line.size() - open - 3);
    } else if (current != nullptr) {
      current->text += line + "\n";
    }
  }
  return out;
}

TEST(BusyReader, ReadsTheCorpus) {
  const auto expected = read_expected();
  std::size_t files = 0;
  for (const auto& entry : std::filesystem::directory_iterator(corpus)) {
    if (entry.path().extension() != ".ics") continue;
    ++files;
    const auto wanted = expected.find(entry.path().stem().string());
    ASSERT_NE(wanted, expected.end()) << entry.path();
    const auto reading = read_busy(read_file(entry.path()), window_at(wanted->second.home));
    EXPECT_EQ(described(reading), wanted->second.text) << entry.path();
  }
  EXPECT_EQ(files, expected.size());
  EXPECT_GE(files, 100U);
}

std::string calendar(std::string_view inside) {
  return fmt::format("BEGIN:VCALENDAR\r\nVERSION:2.0\r\n{}END:VCALENDAR\r\n", inside);
}

std::string event(std::string_view uid, std::string_view lines) {
  return fmt::format("BEGIN:VEVENT\r\nUID:{}\r\n{}END:VEVENT\r\n", uid, lines);
}

BusyRefusal refusal_of(std::string_view text, const BusyLimits& limits = {}) {
  const auto reading = read_busy(text, window_at("Asia/Seoul"), limits);
  return reading ? BusyRefusal{{}, 0, {}, "was read"} : reading.error();
}

TEST(BusyReader, RefusesWhatIsNoCalendar) {
  EXPECT_EQ(refusal_of("").code, BusyRefusalCode::not_a_calendar);
  EXPECT_EQ(refusal_of("<html>sign in</html>").code, BusyRefusalCode::not_a_calendar);
  EXPECT_EQ(refusal_of("BEGIN:VEVENT\nEND:VEVENT\n").code, BusyRefusalCode::not_a_calendar);
  EXPECT_EQ(refusal_of(std::string("BEGIN:VCALENDAR\n\0END:VCALENDAR\n", 31)).code,
            BusyRefusalCode::not_a_calendar);
  EXPECT_EQ(refusal_of("<html>").sentence(), "line 1: expected BEGIN:VCALENDAR");
}

TEST(BusyReader, NamesTheLineThatDamagesTheFile) {
  const BusyRefusal cut = refusal_of("BEGIN:VCALENDAR\nBEGIN:VEVENT\nUID:a\n");
  EXPECT_EQ(cut.code, BusyRefusalCode::damaged);
  EXPECT_EQ(cut.line, 2);
  const BusyRefusal crossed =
      refusal_of("BEGIN:VCALENDAR\nBEGIN:VEVENT\nEND:VTODO\nEND:VCALENDAR\n");
  EXPECT_EQ(crossed.code, BusyRefusalCode::damaged);
  EXPECT_EQ(crossed.line, 3);
  std::string deep = "BEGIN:VCALENDAR\n";
  for (int i = 0; i < 100'000; ++i) deep += "BEGIN:VEVENT\n";
  EXPECT_EQ(refusal_of(deep).code, BusyRefusalCode::damaged);
}

TEST(BusyReader, BoundsBytesLinesAndComponents) {
  EXPECT_EQ(refusal_of(std::string((2 << 20) + 1, 'x')).code, BusyRefusalCode::too_large);
  std::string lines = "BEGIN:VCALENDAR\n";
  for (int i = 0; i < 200'000; ++i) lines += "X:\n";
  EXPECT_EQ(refusal_of(lines).code, BusyRefusalCode::too_many);
  std::string events;
  for (int i = 0; i < 21'000; ++i) events += "BEGIN:VEVENT\nEND:VEVENT\n";
  EXPECT_EQ(refusal_of(calendar(events)).code, BusyRefusalCode::too_many);
  const std::string long_line = event("a", "RRULE:" + std::string(70'000, 'A') + "\r\n");
  EXPECT_EQ(refusal_of(calendar(long_line)).code, BusyRefusalCode::too_large);
  EXPECT_EQ(refusal_of(calendar(long_line)).line, 5);
}

TEST(BusyReader, NamesTheEventThatRepeatsTooOften) {
  const BusyRefusal refusal = refusal_of(calendar(
      event("fine", "DTSTART:20260310T010000Z\r\nDURATION:PT1H\r\n") +
      event("dense", "DTSTART:20260310T010000Z\r\nDURATION:PT1S\r\nRRULE:FREQ=SECONDLY\r\n")));
  EXPECT_EQ(refusal.code, BusyRefusalCode::too_much_work);
  EXPECT_EQ(refusal.uid, "dense");
  EXPECT_EQ(refusal.line, 8);
}

TEST(BusyReader, EndsOnRulesThatNeverMatch) {
  const char* const rules[] = {"FREQ=SECONDLY;BYMONTH=2;BYMONTHDAY=30",
                               "FREQ=MINUTELY;BYMONTH=2;BYMONTHDAY=30;COUNT=2",
                               "FREQ=YEARLY;INTERVAL=9999;BYMONTH=2;BYMONTHDAY=29",
                               "FREQ=DAILY;BYMONTH=2;BYMONTHDAY=31",
                               "FREQ=MONTHLY;INTERVAL=12;BYMONTHDAY=31",
                               "FREQ=HOURLY;INTERVAL=24;BYHOUR=3;COUNT=1",
                               "FREQ=YEARLY;BYWEEKNO=53;BYMONTH=6",
                               "FREQ=MINUTELY;INTERVAL=7;BYSETPOS=300"};
  for (const char* rule : rules) {
    const auto reading = read_busy(
        calendar(event(
            "a", fmt::format("DTSTART:20240201T010000Z\r\nDURATION:PT1H\r\nRRULE:{}\r\n", rule))),
        window_at("Asia/Seoul"));
    ASSERT_TRUE(reading) << rule;
    EXPECT_TRUE(reading->busy.empty()) << rule;
  }
}

TEST(BusyReader, CapsWhatItNames) {
  std::string events;
  for (int i = 0; i < 50; ++i) events += event(fmt::format("e{}", i), "DTSTART:nonsense\r\n");
  const auto reading = read_busy(calendar(events), window_at("Asia/Seoul"));
  ASSERT_TRUE(reading);
  EXPECT_EQ(reading->left_out_count, 50U);
  EXPECT_EQ(reading->left_out.size(), 20U);
  EXPECT_EQ(problem_sentence(*reading),
            "50 entries could not be read: line 5 (UID e0): a value that cannot be read; "
            "line 9 (UID e1): a value that cannot be read; line 13 (UID e2): a value that cannot "
            "be read");
}

TEST(BusyReader, ShowsNoControlCharacters) {
  const auto reading =
      read_busy(calendar(event("\x1b[31m머리", "DTSTART:x\r\n")), window_at("Asia/Seoul"));
  ASSERT_TRUE(reading);
  EXPECT_EQ(problem_sentence(*reading), "1 entry could not be read: line 5 (UID ?[31m" +
                                            std::string(6, '?') + "): a value that cannot be read");
}

TEST(BusyReader, RefusesRulesThatLibicalWouldCutOrOverrun) {
  std::string positions = "1";
  for (int i = 0; i < 400; ++i) positions += ",1";
  for (const std::string& rule :
       {std::string("FREQ=DAILY;INTERVAL=65537"), std::string("FREQ=DAILY;COUNT=4294967297"),
        "FREQ=MONTHLY;BYDAY=MO;BYSETPOS=" + positions, std::string("FREQ=WEEKLY;BYWEEKNO=3"),
        std::string("RSCALE=HEBREW;FREQ=YEARLY;BYMONTH=5L"),
        std::string("FREQ=DAILY;COUNT=2;UNTIL=20270101")}) {
    const auto reading = read_busy(
        calendar(event("a", "DTSTART:20260310T010000Z\r\nDURATION:PT1H\r\nRRULE:" + rule + "\r\n")),
        window_at("Asia/Seoul"));
    ASSERT_TRUE(reading) << rule;
    EXPECT_EQ(reading->left_out_count, 1U) << rule;
  }
}

}  // namespace
}  // namespace meme::booking::ical
