#include <benchmark/benchmark.h>

#include "base/time_zone.h"

namespace meme {
namespace {

using namespace std::chrono;

// A year of moments, seven hours apart.
template <class Convert>
void over_a_year(benchmark::State& state, Convert convert) {
  const Minute start = floor<Minutes>(sys_days{2026y / January / 1});
  Minute at = start;
  for (auto _ : state) {
    benchmark::DoNotOptimize(convert(at));
    at += Minutes{420};
    if (at > start + days{365}) at = start;
  }
}

void to_local(benchmark::State& state) {
  const TimeZone zone = TimeZone::find("America/New_York").value();
  over_a_year(state, [zone](Minute at) { return zone.to_local(at); });
}
BENCHMARK(to_local);

void moments_of(benchmark::State& state) {
  const TimeZone zone = TimeZone::find("America/New_York").value();
  over_a_year(state,
              [zone](Minute at) { return zone.moments_of(LocalMinute{at.time_since_epoch()}); });
}
BENCHMARK(moments_of);

void find_known_zone(benchmark::State& state) {
  for (auto _ : state) benchmark::DoNotOptimize(TimeZone::find("Asia/Seoul"));
}
BENCHMARK(find_known_zone);

}  // namespace
}  // namespace meme
