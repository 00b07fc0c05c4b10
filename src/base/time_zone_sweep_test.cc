// Every zone of the system, every change of its clock from 1970 to 2040, against the C library's
// localtime_r, which reads and applies the same rules with other code.
#include <gtest/gtest.h>
#include <time.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "base/time_zone.h"

namespace meme {
namespace {

using namespace std::chrono;

constexpr sys_seconds sweep_start{sys_days{1970y / January / 2}};
constexpr sys_seconds sweep_end{sys_days{2040y / December / 31}};

struct NamedFile {
  std::string name;
  std::string bytes;
};

std::vector<NamedFile> all_zones() {
  const std::filesystem::path folder = "/usr/share/zoneinfo";
  std::vector<NamedFile> zones;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(folder)) {
    const std::string name = entry.path().lexically_relative(folder);
    if (entry.is_directory() || name.starts_with("posix/") || name.starts_with("right/")) continue;
    std::ifstream file(entry.path(), std::ios::binary);
    std::string bytes{std::istreambuf_iterator<char>(file), {}};
    if (bytes.starts_with("TZif")) zones.push_back({name, std::move(bytes)});
  }
  return zones;
}

// The C library's answers for one zone at a time.
class ReferenceZone {
 public:
  explicit ReferenceZone(const std::string& name) {
    setenv("TZ", (":" + name).c_str(), 1);
    tzset();
  }
  ~ReferenceZone() {
    unsetenv("TZ");
    tzset();
  }
  ReferenceZone(const ReferenceZone&) = delete;
  ReferenceZone& operator=(const ReferenceZone&) = delete;

  seconds offset(sys_seconds at) const { return seconds{broken_down(at).tm_gmtoff}; }

  LocalMinute to_local(Minute at) const {
    const tm parts = broken_down(at);
    const auto date = year{parts.tm_year + 1900} / (parts.tm_mon + 1) / parts.tm_mday;
    return LocalMinute{
        floor<Minutes>(local_days{date} + hours{parts.tm_hour} + minutes{parts.tm_min})};
  }

  // By looking once a day and then closing in.
  std::vector<sys_seconds> changes() const {
    std::vector<sys_seconds> found;
    seconds before = offset(sweep_start);
    for (sys_seconds day = sweep_start; day < sweep_end; day += hours{24}) {
      const seconds after = offset(day + hours{24});
      if (after != before) found.push_back(change_between(day, day + hours{24}));
      before = after;
    }
    return found;
  }

 private:
  static tm broken_down(sys_seconds at) {
    const time_t seconds_since = at.time_since_epoch().count();
    tm parts{};
    localtime_r(&seconds_since, &parts);
    return parts;
  }

  sys_seconds change_between(sys_seconds before, sys_seconds after) const {
    while (after - before > seconds{1}) {
      const sys_seconds middle = before + (after - before) / 2;
      (offset(middle) == offset(before) ? before : after) = middle;
    }
    return after;
  }
};

// Counts; `naive_mismatches` are those of a clock believed to show the same reading every 24 hours.
struct Verdict {
  std::size_t changes = 0;
  std::size_t comparisons = 0;
  std::size_t mismatches = 0;
  std::size_t naive_mismatches = 0;

  void expect(bool same, TimeZone zone, Minute at) {
    ++comparisons;
    if (same) return;
    ++mismatches;
    if (mismatches <= 20) ADD_FAILURE() << zone.name() << " at minute " << count(at);
  }
};

struct Shown {
  LocalMinute reading;
  Minute at;
  auto operator<=>(const Shown&) const = default;
};

// By trying all the minutes there are.
LocalMoments moments_by_search(const std::vector<Shown>& shown, LocalMinute reading,
                               Minute change) {
  const auto found = std::ranges::equal_range(shown, reading, {}, &Shown::reading);
  if (found.empty()) return {LocalMoments::Kind::gap, change, change};
  const auto kind = found.size() == 1 ? LocalMoments::Kind::unique : LocalMoments::Kind::overlap;
  return {kind, found.front().at, found.back().at};
}

// Forwards for every minute around the change, and backwards for every wall clock reading those
// minutes show or jump over.
void compare_around(TimeZone zone, const ReferenceZone& reference, Minute change,
                    Verdict& verdict) {
  const LocalMinute before = reference.to_local(change - Minutes{1});
  const LocalMinute after = reference.to_local(change);
  const Minutes reach = abs(after - before) + Minutes{10};
  std::vector<Shown> shown;
  for (Minute at = change - reach; at <= change + reach; at += Minutes{1}) {
    const LocalMinute expected = reference.to_local(at);
    verdict.expect(zone.to_local(at) == expected, zone, at);
    shown.push_back({expected, at});
  }
  std::ranges::sort(shown);
  // Readings near the ends of the stretch may be shown outside of it too; those in the middle may
  // not.
  const LocalMinute last = std::max(before, after) + Minutes{2};
  for (LocalMinute reading = std::min(before, after) - Minutes{2}; reading <= last;
       reading += Minutes{1}) {
    verdict.expect(zone.moments_of(reading) == moments_by_search(shown, reading, change), zone,
                   change);
  }
  const LocalMinute tomorrow = before + hours{24};
  if (reference.to_local(change - Minutes{1} + hours{24}) != tomorrow) ++verdict.naive_mismatches;
}

void compare_zone(const std::string& name, TimeZone zone, Verdict& verdict) {
  const ReferenceZone reference(name);
  std::set<Minute> changes;
  for (const sys_seconds at : reference.changes()) changes.insert(ceil<Minutes>(at));
  for (const Minute at : zone.transitions()) {
    if (at > sweep_start && at < sweep_end) changes.insert(at);
  }
  verdict.changes += changes.size();
  for (const Minute at : changes) compare_around(zone, reference, at, verdict);
}

TEST(TimeZoneSweep, AgreesWithTheCLibraryForEveryZoneAndChange) {
  const auto files = all_zones();
  ASSERT_GT(files.size(), 400U);
  Verdict verdict;
  std::map<std::string, TimeZone> by_content;  // many names are second names
  for (const auto& [name, bytes] : files) {
    const auto zone = TimeZone::find(name);
    ASSERT_TRUE(zone) << name;
    const auto [known, is_new] = by_content.try_emplace(bytes, *zone);
    if (is_new) compare_zone(name, *zone, verdict);
    EXPECT_TRUE(std::ranges::equal(known->second.transitions(), zone->transitions())) << name;
  }
  EXPECT_EQ(verdict.mismatches, 0U);
  EXPECT_GT(verdict.changes, 15'000U);
  EXPECT_GT(verdict.naive_mismatches, verdict.changes * 9 / 10) << "the control must fail";
  RecordProperty("names", static_cast<int>(files.size()));
  RecordProperty("zones", static_cast<int>(by_content.size()));
  RecordProperty("changes", static_cast<int>(verdict.changes));
  RecordProperty("comparisons", static_cast<int>(verdict.comparisons));
  RecordProperty("naive_mismatches", static_cast<int>(verdict.naive_mismatches));
}

// The day that holds a change, and its neighbours: the first and the last minute of its hull are
// its own, the ones just outside are not.
void compare_days(const std::string& name, TimeZone zone) {
  const ReferenceZone reference(name);
  const auto date_at = [&](Minute at) { return floor<days>(reference.to_local(at)); };
  for (const Minute change : zone.transitions()) {
    if (change < sweep_start || change > sweep_end) continue;
    for (const int away : {-1, 0, 1}) {
      const local_days day = date_at(change) + days{away};
      const Interval hull = zone.hull_of(Date{day});
      if (hull.empty()) continue;  // the zone skipped this date
      const bool begins = date_at(hull.start) == day && date_at(hull.start - Minutes{1}) != day;
      const bool ends = date_at(hull.end - Minutes{1}) == day && date_at(hull.end) != day;
      ASSERT_TRUE(begins && ends) << "the day of minute " << count(change) << " in " << name
                                  << " begins or ends elsewhere";
    }
  }
}

TEST(TimeZoneSweep, DaysBeginAndEndWhereTheCLibrarySays) {
  std::set<std::string> known;
  for (const auto& [name, bytes] : all_zones()) {
    if (known.insert(bytes).second) compare_days(name, TimeZone::find(name).value());
  }
}

}  // namespace
}  // namespace meme
