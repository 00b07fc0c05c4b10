#include "base/time_zone.h"

#include <gtest/gtest.h>

#include <string>

namespace meme {
namespace {

using namespace std::chrono;
using Kind = LocalMoments::Kind;

TimeZone zone(std::string_view name) {
  const auto found = TimeZone::find(name);
  EXPECT_TRUE(found) << name;
  return found.value_or(TimeZone{});
}

LocalMinute local(std::string_view text) {
  const auto at = parse_minute(std::string(text) + ":00Z");
  EXPECT_TRUE(at) << text;
  return LocalMinute{at.value_or(Minute{}).time_since_epoch()};
}

Minute utc(std::string_view text) {
  return Minute{local(text).time_since_epoch()};
}

TEST(TimeZone, SeoulIsNineHoursAhead) {
  const TimeZone seoul = zone("Asia/Seoul");
  EXPECT_EQ(seoul.name(), "Asia/Seoul");
  EXPECT_EQ(seoul.offset_at(utc("2026-12-05T00:30")), 9h);
  EXPECT_EQ(seoul.offset_at(Instant{utc("2199-07-01T00:00")}), 9h);
  EXPECT_EQ(seoul.to_local(utc("2026-12-05T00:30")), local("2026-12-05T09:30"));
  EXPECT_EQ(seoul.local_date(utc("2026-12-05T15:00")), Date(2026y / December / 6));
  const Minute at = utc("2026-12-05T00:30");
  EXPECT_EQ(seoul.moments_of(local("2026-12-05T09:30")), (LocalMoments{Kind::unique, at, at}));
}

TEST(TimeZone, GapsAndOverlapsAreTold) {
  const TimeZone berlin = zone("Europe/Berlin");
  const Minute spring = utc("2026-03-29T01:00");
  EXPECT_EQ(berlin.moments_of(local("2026-03-29T02:00")),
            (LocalMoments{Kind::gap, spring, spring}));
  EXPECT_EQ(berlin.moments_of(local("2026-03-29T02:59")),
            (LocalMoments{Kind::gap, spring, spring}));
  EXPECT_EQ(berlin.moments_of(local("2026-03-29T01:59")).kind, Kind::unique);
  EXPECT_EQ(berlin.moments_of(local("2026-03-29T03:00")),
            (LocalMoments{Kind::unique, spring, spring}));

  const auto twice = berlin.moments_of(local("2026-10-25T02:30"));
  EXPECT_EQ(twice, (LocalMoments{Kind::overlap, utc("2026-10-25T00:30"), utc("2026-10-25T01:30")}));
  EXPECT_EQ(berlin.moments_of(local("2026-10-25T01:59")).kind, Kind::unique);
  EXPECT_EQ(berlin.moments_of(local("2026-10-25T03:00")).kind, Kind::unique);
}

TEST(TimeZone, DaysHaveTheirRealLength) {
  const TimeZone new_york = zone("America/New_York");
  EXPECT_EQ(new_york.hull_of(2026y / March / 8).length(), 23h);
  EXPECT_EQ(new_york.hull_of(2026y / November / 1).length(), 25h);
  EXPECT_EQ(new_york.hull_of(2026y / November / 2).length(), 24h);
  // Chatham's wall clock moves at 02:45, Lord Howe's by half an hour.
  EXPECT_EQ(zone("Australia/Lord_Howe").hull_of(2026y / October / 4).length(), 23h + 30min);
  // In Beirut and Havana midnight itself is jumped over.
  EXPECT_EQ(zone("Asia/Beirut").hull_of(2026y / March / 29).length(), 23h);
  EXPECT_EQ(zone("America/Havana").hull_of(2026y / March / 8).length(), 23h);
}

TEST(TimeZone, ADateCanBeMissing) {
  const TimeZone apia = zone("Pacific/Apia");
  EXPECT_TRUE(apia.hull_of(2011y / December / 30).empty());
  EXPECT_EQ(apia.hull_of(2011y / December / 29).end, apia.hull_of(2011y / December / 31).start);
  EXPECT_EQ(apia.moments_of(local("2011-12-30T12:00")).kind, Kind::gap);
}

TEST(TimeZone, RulesGoOnAfterTheTableOfTheFile) {
  const TimeZone new_york = zone("America/New_York");
  EXPECT_EQ(new_york.offset_at(utc("2040-07-01T12:00")), -4h);
  EXPECT_EQ(new_york.offset_at(utc("2199-07-01T12:00")), -4h);
  EXPECT_EQ(new_york.offset_at(utc("2199-12-31T12:00")), -5h);
}

TEST(TimeZone, PeriodsAreWhole) {
  const TimeZone seoul = zone("Asia/Seoul");
  const ZonePeriod now = seoul.period_at(utc("2026-12-05T00:30"));
  EXPECT_EQ(now.end, Minute::max());
  EXPECT_EQ(seoul.period_at(now.start), now);
  EXPECT_NE(seoul.period_at(now.start - 1min), now);
  EXPECT_EQ(seoul.period_at(Minute::min()).start, Minute::min());
  EXPECT_EQ(TimeZone{}.period_at(Minute{}), (ZonePeriod{Minute::min(), Minute::max(), 0min}));
}

TEST(TimeZone, EqualWhenNamedTheSame) {
  EXPECT_EQ(zone("Asia/Seoul"), zone("Asia/Seoul"));
  EXPECT_NE(zone("Asia/Seoul"), zone("Asia/Tokyo"));
  EXPECT_EQ(zone("UTC"), TimeZone{});
}

TEST(TimeZone, RefusesWhatIsNoZone) {
  for (const auto* name :
       {"", "/", "Asia/", "/Asia/Seoul", "Asia//Seoul", "../../etc/passwd", "Asia/../UTC",
        "Asia/Seoul ", "posix/UTC", "right/UTC", "Asia/S\xc3\xa9oul"}) {
    EXPECT_EQ(TimeZone::find(name).error(), TimeZoneError::bad_name) << name;
  }
  EXPECT_EQ(TimeZone::find(std::string(65, 'a')).error(), TimeZoneError::bad_name);
  for (const auto* name : {"Asia", "Asia/Atlantis", "asia/seoul", "leapseconds", "KST"}) {
    EXPECT_EQ(TimeZone::find(name).error(), TimeZoneError::unknown) << name;
  }
}

}  // namespace
}  // namespace meme
