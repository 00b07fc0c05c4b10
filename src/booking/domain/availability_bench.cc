// What a calendar answer costs without the server around it: a busy artist's day, month and
// explanation.
#include "booking/domain/availability.h"

#include <benchmark/benchmark.h>

#include "booking/domain/claim_list.h"
#include "booking/domain/free_bits.h"
#include "booking/domain/schedule_pool.h"

namespace meme::booking {
namespace {

using namespace std::chrono;

constexpr Date today{year{2026}, December, day{1}};

ScheduleDocument week_of(const char* zone) {
  ScheduleDocument document;
  document.time_zone = zone;
  for (std::size_t day = 1; day < 7; ++day) {
    document.weekly[day] = {{{Minutes{600}}, {Minutes{13 * 60}}},
                            {{Minutes{840}}, {Minutes{20 * 60}}}};
  }
  document.exceptions.push_back({year{2026} / December / 25, {}, "Christmas"});
  document.buffer_after_minutes = 15;
  return document;
}

// An artist with three bookings on each working day for two months, one in three a visit.
struct Artist {
  explicit Artist(const char* zone) : schedule(Schedule::compile(week_of(zone)).value()) {
    std::uint64_t owner = 0;
    for (int day = 0; day < 62; ++day) {
      const Date date{local_days{today} + days{day}};
      for (const Interval opening : schedule.open_intervals(date).intervals()) {
        for (const int hour : {1, 4}) {
          const Minute start = opening.start + Minutes{hour * 60};
          const Margins margins = margins_of(schedule, ++owner % 3 == 0);
          claims.insert(
              make_claim(ClaimKind::approved, owner, {start, start + Minutes{60}}, margins));
        }
      }
    }
  }
  AvailabilityQuery ask() const {
    const Instant morning = sys_days{today} + hours{1};
    return {schedule, {claims.all(), {}}, {.duration = Minutes{90}, .visit = false}, morning};
  }

  Schedule schedule;
  ClaimList claims;
};

void availability_of_a_day(benchmark::State& state) {
  const Artist artist("Asia/Seoul");
  const AvailabilityQuery query = artist.ask();
  std::vector<Minute> starts;
  for (auto _ : state) {
    starts.clear();
    benchmark::DoNotOptimize(offered_starts(query, year{2026} / December / 16, starts));
  }
  state.counters["starts"] = static_cast<double>(starts.size());
}
BENCHMARK(availability_of_a_day);

template <const auto& zone>
void availability_of_31_days(benchmark::State& state) {
  const Artist artist(zone);
  const AvailabilityQuery query = artist.ask();
  Offers offered;
  for (auto _ : state) {
    offers(query, today, 31, offered);
    benchmark::DoNotOptimize(offered.starts.data());
  }
  state.counters["starts"] = static_cast<double>(offered.starts.size());
}
constexpr char seoul[] = "Asia/Seoul";
constexpr char new_york[] = "America/New_York";
BENCHMARK(availability_of_31_days<seoul>);
BENCHMARK(availability_of_31_days<new_york>);

void month_of_summaries(benchmark::State& state) {
  const Artist artist("Asia/Seoul");
  const AvailabilityQuery query = artist.ask();
  std::vector<DaySummary> days;
  for (auto _ : state) {
    month_view(query, year{2026} / December, days);
    benchmark::DoNotOptimize(days.data());
  }
}
BENCHMARK(month_of_summaries);

void check_of_a_start(benchmark::State& state) {
  const Artist artist("Asia/Seoul");
  const AvailabilityQuery query = artist.ask();
  std::vector<Minute> starts;
  offered_starts(query, year{2026} / December / 16, starts);
  for (auto _ : state) benchmark::DoNotOptimize(check_offered(query, starts.back()));
}
BENCHMARK(check_of_a_start);

void explanation_of_a_taken_start(benchmark::State& state) {
  const Artist artist("Asia/Seoul");
  const AvailabilityQuery query = artist.ask();
  const Minute taken = artist.claims.all()[40].start;
  for (auto _ : state) benchmark::DoNotOptimize(explain(query, taken));
}
BENCHMARK(explanation_of_a_taken_start);

void nearest_three(benchmark::State& state) {
  const Artist artist("Asia/Seoul");
  const AvailabilityQuery query = artist.ask();
  const Minute taken = artist.claims.all()[40].start;
  Minute nearest[3];
  for (auto _ : state) benchmark::DoNotOptimize(nearest_offered(query, taken, nearest));
}
BENCHMARK(nearest_three);

void bits_of_a_day(benchmark::State& state) {
  const Artist artist("Asia/Seoul");
  const AvailabilityQuery query = artist.ask();
  const Date date = year{2026} / December / 16;
  for (auto _ : state) benchmark::DoNotOptimize(day_bits(artist.schedule, query.occupied, date));
}
BENCHMARK(bits_of_a_day);

void claim_and_release(benchmark::State& state) {
  Artist artist("Asia/Seoul");
  const Claim claim = artist.claims.all()[artist.claims.size() / 2];
  for (auto _ : state) {
    artist.claims.erase(claim.start, claim.owner);
    benchmark::DoNotOptimize(artist.claims.insert(claim));
  }
}
BENCHMARK(claim_and_release);

void intern_a_schedule(benchmark::State& state) {
  SchedulePool pool;
  const Schedule schedule = Schedule::compile(week_of("Asia/Seoul")).value();
  const SharedSchedule first = pool.intern(schedule);
  for (auto _ : state) benchmark::DoNotOptimize(pool.intern(schedule));
}
BENCHMARK(intern_a_schedule);

}  // namespace
}  // namespace meme::booking
