#include <gtest/gtest.h>

#include <set>

#include "base/base64.h"
#include "base/ids.h"
#include "base/random.h"
#include "base/time.h"

namespace meme {
namespace {

using namespace std::chrono;

TEST(Base32, WritesAndReadsOneSpelling) {
  for (std::uint64_t value : {0ULL, 1ULL, 31ULL, 32ULL, 12345678901234ULL, ~0ULL}) {
    std::string text;
    append_base32(text, value);
    EXPECT_EQ(parse_base32(text), value) << text;
  }
  for (const char* bad : {"", "01", "l", "U", "A", "zzzzzzzzzzzzzz", "zzzzzzzzzzzzz"}) {
    EXPECT_FALSE(parse_base32(bad)) << bad;
  }
}

TEST(Base64Url, RoundTripsAndRefusesOtherSpellings) {
  for (const std::string& bytes :
       {std::string(), std::string("a"), std::string("ab\0c", 4), secure_random(33)}) {
    EXPECT_EQ(parse_base64url(base64url(bytes)), bytes);
  }
  for (const char* bad : {"YQ==", "YR", "Y", "a+b/", "****"})
    EXPECT_FALSE(parse_base64url(bad)) << bad;
}

TEST(Id, HasOneTextFormPerKind) {
  EXPECT_EQ(ArtistId{52}.text(), "art_1m");
  EXPECT_EQ(ArtistId::parse("art_1m"), ArtistId{52});
  for (const char* bad :
       {"art_", "art", "pf_1m", "art_0", "art_01", "art_1M", "art_fzzzzzzzzzzzz", "art_1m "}) {
    EXPECT_FALSE(ArtistId::parse(bad)) << bad;
  }
}

TEST(IdSource, GrowsEvenWhenTheClockStepsBack) {
  IdSource source(3);
  const Instant now = sys_days{2026y / December / 5};
  std::uint64_t last = 0;
  for (int i = 0; i < 40'000; ++i) {
    const auto id = source.next<HoldId>(i == 20'000 ? now - 1h : now);
    EXPECT_GT(id.value, last);
    last = id.value;
  }
}

TEST(Time, ReadsRfc3339) {
  const Instant expected = sys_days{2026y / December / 5} + 30min;
  EXPECT_EQ(parse_instant("2026-12-05T09:30:00+09:00"), expected);
  EXPECT_EQ(parse_instant("2026-12-05T00:30:00Z"), expected);
  EXPECT_EQ(parse_instant("2026-12-04T19:30:00.25-05:00"), expected + 250ms);
  for (const char* bad : {"2026-02-29T00:00:00Z", "2026-12-05T24:00:00Z", "2026-12-05T09:30:60Z",
                          "2026-12-05T09:30:00", "2026-12-05 09:30:00Z", "2026-12-05T09:30:00+9:00",
                          "2026-12-05T09:30:00Zx", "2026-13-05T09:30:00Z", ""}) {
    EXPECT_FALSE(parse_instant(bad)) << bad;
  }
  EXPECT_FALSE(parse_instant("0000-01-01T00:00:00+00:01"));  // before the first day in UTC
  EXPECT_FALSE(parse_instant("9999-12-31T23:59:59-00:01"));
  EXPECT_FALSE(parse_minute("2026-12-05T09:30:01Z"));
  EXPECT_FALSE(parse_minute("1969-12-05T09:30:00Z"));
}

TEST(Time, WritesRfc3339) {
  std::string text;
  append_rfc3339(text, Minute{sys_days{2026y / December / 5}} + 30min, 9h);
  EXPECT_EQ(text, "2026-12-05T09:30:00+09:00");
  text.clear();
  append_rfc3339(text, Minute{sys_days{2026y / December / 5}} + 30min, -(3h + 30min));
  EXPECT_EQ(text, "2026-12-04T21:00:00-03:30");
  text.clear();
  append_rfc3339(text, Instant{sys_days{2026y / December / 5}} + 7ms);
  EXPECT_EQ(text, "2026-12-05T00:00:00.007Z");
}

TEST(Time, ReadsTimesOfDay) {
  EXPECT_EQ(parse_time_of_day("09:30"), 570);
  EXPECT_EQ(parse_time_of_day("24:00"), 1440);
  for (const char* bad : {"24:01", "9:30", "09:60", "09:30 ", ""})
    EXPECT_FALSE(parse_time_of_day(bad)) << bad;
}

TEST(Interval, IsHalfOpen) {
  const Interval nine{minute_of(540), minute_of(600)};
  EXPECT_TRUE(nine.contains(minute_of(540)));
  EXPECT_FALSE(nine.contains(minute_of(600)));
  EXPECT_FALSE(nine.overlaps({minute_of(600), minute_of(660)}));
  EXPECT_TRUE(nine.overlaps({minute_of(599), minute_of(660)}));
}

TEST(Random, IsReproducibleAndInBounds) {
  Random a(7), b(7), c(8);
  EXPECT_EQ(a(), b());
  EXPECT_NE(a(), c());
  std::set<std::uint64_t> seen;
  for (int i = 0; i < 1000; ++i) seen.insert(a.below(10));
  EXPECT_EQ(seen.size(), 10u);
  EXPECT_EQ(*seen.rbegin(), 9u);
}

}  // namespace
}  // namespace meme
