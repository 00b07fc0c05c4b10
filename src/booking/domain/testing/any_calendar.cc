#include "booking/domain/testing/any_calendar.h"

#include <algorithm>

#include "booking/domain/claim_list.h"
#include "booking/domain/interval_set.h"

namespace meme::booking::testing {
namespace {

using namespace std::chrono;

int between(int least, int most) {
  return *rc::gen::inRange(least, most + 1);
}
bool chance(int percent) {
  return between(1, 100) <= percent;
}

struct Place {
  const char* zone;
  Date near;  // a change of its clock worth being near to
};
constexpr Place places[] = {
    {"Asia/Seoul", Date{year{2026}, December, day{5}}},
    {"UTC", Date{year{2026}, February, day{27}}},
    {"America/New_York", Date{year{2026}, March, day{8}}},
    {"America/New_York", Date{year{2026}, November, day{1}}},
    {"Europe/Berlin", Date{year{2040}, March, day{25}}},
    {"Australia/Lord_Howe", Date{year{2027}, April, day{4}}},  // half an hour
    {"Asia/Beirut", Date{year{2026}, March, day{29}}},         // midnight is jumped over
    {"America/Havana", Date{year{2026}, November, day{1}}},    // the first hour comes twice
    {"America/St_Johns", Date{year{2006}, October, day{29}}},  // 00:01 back to the day before
    {"America/St_Johns", Date{year{2006}, April, day{2}}},     // 00:01 on
    {"Pacific/Apia", Date{year{2011}, December, day{30}}},     // a date is missing
    {"Pacific/Kwajalein", Date{year{1993}, August, day{21}}},  // another one
    {"Antarctica/Troll", Date{year{2026}, October, day{25}}},  // two hours
    {"Africa/Casablanca", Date{year{2026}, February, day{15}}},
};

std::vector<HoursRange> any_hours() {
  std::vector<int> cuts;
  const int ranges = between(0, 3);
  for (int i = 0; i < 2 * ranges; ++i) {
    // Round times and the ends of the day are common in life, and where faults are.
    const int kind = between(0, 9);
    cuts.push_back(kind == 0   ? 0
                   : kind == 1 ? 24 * 60
                   : kind < 6  ? 30 * between(0, 48)
                               : between(0, 24 * 60));
  }
  std::ranges::sort(cuts);
  std::vector<HoursRange> hours;
  for (std::size_t i = 0; i + 1 < cuts.size(); i += 2) {
    if (cuts[i] < cuts[i + 1]) hours.push_back({{Minutes{cuts[i]}}, {Minutes{cuts[i + 1]}}});
  }
  if (chance(30)) std::ranges::reverse(hours);
  return hours;
}

Interval any_interval(Minute around, int longest) {
  const Minute start = around + Minutes{between(-2 * 1440, 4 * 1440)};
  return {start, start + Minutes{between(1, longest)}};
}

ScheduleDocument any_document(const Place& place, Minute around) {
  ScheduleDocument document;
  document.time_zone = place.zone;
  const bool always_open = chance(10);
  for (auto& hours : document.weekly) {
    hours = always_open ? std::vector<HoursRange>{{{Minutes{0}}, {Minutes{24 * 60}}}} : any_hours();
  }
  for (int away = -1; away <= 3; ++away) {
    if (!chance(20)) continue;
    document.exceptions.push_back({Date{sys_days{place.near} + days{away}}, any_hours(), ""});
    // Hours in a gap are refused; such a date is left to its weekday.
    if (!validate(document).empty()) document.exceptions.pop_back();
  }
  for (int i = between(0, 2); i > 0; --i)
    document.time_off.push_back({any_interval(around, 600), ""});
  document.step_minutes = chance(50) ? 30 : between(5, 60);
  document.lead_time_minutes = chance(50) ? between(0, 180) : between(0, 1440);
  document.horizon_days = between(1, 3);
  document.buffer_before_minutes = chance(50) ? 0 : between(0, 40);
  document.buffer_after_minutes = between(0, 40);
  document.travel_minutes = between(0, 60);
  return document;
}

std::vector<Claim> any_claims(Minute around) {
  ClaimList claims;
  for (int i = between(0, 12); i > 0; --i) {
    const Minutes travel{chance(50) ? between(0, 30) : 0};
    const Margins margins{Minutes{between(0, 20)} + travel, Minutes{between(0, 20)} + travel,
                          travel};
    const auto owner = static_cast<std::uint64_t>(between(1, 4));
    claims.insert(make_claim(ClaimKind::approved, owner, any_interval(around, 240), margins));
  }
  return {claims.all().begin(), claims.all().end()};
}

}  // namespace

MinuteModel::Case any_case() {
  const Place& place = places[static_cast<std::size_t>(between(0, std::size(places) - 1))];
  const Minute around = floor<Minutes>(sys_days{place.near}) + Minutes{between(-1440, 1440)};
  MinuteModel::Case facts;
  facts.document = any_document(place, around);
  facts.claims = any_claims(around);
  IntervalSet busy;
  for (int i = between(0, 3); i > 0; --i) busy.add(any_interval(around, 300));
  facts.busy.assign(busy.intervals().begin(), busy.intervals().end());
  facts.ignored_owner = chance(30) ? static_cast<std::uint64_t>(between(1, 4)) : 0;
  facts.service.duration = Minutes{chance(10) ? between(5, 1440) : between(5, 180)};
  facts.service.visit = chance(50);
  facts.service.hidden = chance(3);
  facts.service.place_offered = !chance(3);
  facts.now = Instant{around} + milliseconds{chance(50) ? between(0, 59'999) : 0};
  return facts;
}

}  // namespace meme::booking::testing
