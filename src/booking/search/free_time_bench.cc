// Search over a million made-up artists: latencies of typical and of the worst queries, building,
// updating, and the memory bandwidth to hold them against. MEME_BENCH_ARTISTS sets another number
// of artists.
#include <benchmark/benchmark.h>

#include <chrono>
#include <cstdlib>
#include <numeric>

#include "base/random.h"
#include "booking/search/free_time_search.h"
#include "booking/search/testing/market.h"

namespace meme::booking::search {
namespace {

using namespace std::chrono;
using testing::hours_range;
using testing::Market;
using testing::schedule_of;

constexpr Date today{year{2026}, December, day{1}};
constexpr Instant now = Instant{sys_days{today}};
// On this day ahead everybody is taken from morning to night, on the next one all but for gaps of
// 45 minutes.
constexpr int full_day = 40;
constexpr int fragments_day = 41;

std::size_t artist_count() {
  const char* text = std::getenv("MEME_BENCH_ARTISTS");
  return text == nullptr ? 1'000'000 : static_cast<std::size_t>(std::atoll(text));
}

Date ahead(int days_ahead) {
  return Date{local_days{today} + days{days_ahead}};
}

Minute seoul(int days_ahead, int minute_of_day) {
  const auto day = local_days{ahead(days_ahead)}.time_since_epoch().count();
  return minute_of(std::int64_t{day} * 1440 + minute_of_day - 540);
}

std::vector<SharedSchedule> schedules() {
  std::vector<SharedSchedule> made;
  ScheduleDocument document;
  document.buffer_after_minutes = 15;
  for (const int open : {540, 570, 600, 660}) {
    for (const int close : {1080, 1140, 1200, 1320}) {
      made.push_back(schedule_of({hours_range(open, 780), hours_range(840, close)}, document));
      made.push_back(schedule_of({hours_range(open, close)}, document));
    }
  }
  return made;
}

void add_offers(Market& market, ArtistId artist, Random& random) {
  static constexpr int durations[] = {60, 60, 90, 90, 120, 150};
  for (std::uint64_t i = 0, count = 1 + random.below(4); i < count; ++i) {
    auto& offer = market.catalogue.add_portfolio(artist);
    offer.category = static_cast<catalogue::Category>(random.below(catalogue::category_count));
    offer.place = static_cast<catalogue::PlaceSet>(random.between(1, 3));
    offer.price = Money{random.between(5, 60) * 10'000};
    offer.duration = minutes(durations[random.below(std::size(durations))]);
  }
}

// About a booking on every other day, and two crowded days.
void add_claims(Market& market, ArtistId artist, Random& random) {
  for (int day = 0; day < 60; ++day) {
    if (day == full_day || !random.chance(0.5)) continue;
    if (day == fragments_day) continue;
    const int start = static_cast<int>(random.between(18, 40)) * 30;
    market.claim(artist, {seoul(day, start), seoul(day, start + 75)});
  }
  market.claim(artist, {seoul(full_day, 500), seoul(full_day, 1400)});
  for (int start = 495; start < 1400; start += 75) {
    market.claim(artist, {seoul(fragments_day, start), seoul(fragments_day, start + 30)});
  }
}

struct World {
  Market market;
  std::optional<FreeTimeSearch> search;
  double build_seconds = 0;

  World() {
    Random random(1);
    const auto pool = schedules();
    const std::size_t count = artist_count();
    market.catalogue.artists.reserve(count);
    for (std::size_t i = 0; i < count; ++i) {
      auto& artist = market.catalogue.add_artist();
      artist.district = static_cast<catalogue::DistrictIndex>(random.below(25));
      artist.rating_hundredths = static_cast<std::uint16_t>(random.between(300, 500));
      artist.rank = static_cast<std::uint32_t>(random.below(count));
      const ArtistId id = artist.id;
      market.set_schedule(id, pool[random.below(pool.size())]);
      add_offers(market, id, random);
      add_claims(market, id, random);
    }
    const auto start = steady_clock::now();
    search.emplace(market.catalogue, market.calendars, today, 2);
    build_seconds = duration<double>(steady_clock::now() - start).count();
  }
};

World& world() {
  static World made;
  return made;
}

using MakeQuery = SearchQuery (*)(Random&);

SearchQuery some_morning(Random& random) {
  return {.date = ahead(static_cast<int>(random.between(1, 30))), .from = 540, .to = 720};
}

// The question of the design: what, where, when, for how much.
SearchQuery typical(Random& random) {
  SearchQuery query = some_morning(random);
  query.category = static_cast<catalogue::Category>(random.below(catalogue::category_count));
  query.districts = {static_cast<catalogue::DistrictIndex>(random.below(25))};
  query.price_most = Money{150'000};
  return query;
}

SearchQuery typical_by(Random& random, Order order) {
  SearchQuery query = typical(random);
  query.order = order;
  return query;
}

SearchQuery everybody_by(Random& random, Order order) {
  return {.date = ahead(static_cast<int>(random.between(1, 30))), .order = order};
}

SearchQuery rare(Random& random) {
  SearchQuery query = typical(random);
  query.price_least = query.price_most = Money{50'000};
  query.duration_least = Minutes{150};
  query.place = Place::visit;
  return query;
}

SearchQuery nobody_so_cheap(Random& random) {
  SearchQuery query = some_morning(random);
  query.price_most = Money{40'000};
  return query;
}

// Runs one kind of query again and again, each time another one, and tells percentiles.
void free_time(benchmark::State& state, MakeQuery make) {
  Random random(7);
  std::vector<double> times;
  SearchCost cost;
  std::size_t hits = 0;
  for (auto _ : state) {
    const SearchQuery query = make(random);
    const auto start = steady_clock::now();
    const auto page = world().search->find(query, now);
    times.push_back(duration<double, std::milli>(steady_clock::now() - start).count());
    benchmark::DoNotOptimize(page);
    if (!page) return state.SkipWithError("refused");
    hits += page->hits.size();
    cost.candidates += page->cost.candidates;
    cost.checked += page->cost.checked;
  }
  std::ranges::sort(times);
  const auto at = [&times](double fraction) {
    return times[static_cast<std::size_t>(fraction * static_cast<double>(times.size() - 1))];
  };
  const auto count = static_cast<double>(times.size());
  state.counters["p50_ms"] = at(0.5);
  state.counters["p99_ms"] = at(0.99);
  state.counters["max_ms"] = times.back();
  state.counters["hits"] = static_cast<double>(hits) / count;
  state.counters["candidates"] = static_cast<double>(cost.candidates) / count;
  state.counters["checked"] = static_cast<double>(cost.checked) / count;
}

BENCHMARK_CAPTURE(free_time, typical, typical)->Iterations(1000);
BENCHMARK_CAPTURE(free_time, typical_by_price, [](Random& r) {
  return typical_by(r, Order::price);
})->Iterations(1000);
BENCHMARK_CAPTURE(free_time, typical_by_rating, [](Random& r) {
  return typical_by(r, Order::rating);
})->Iterations(1000);
BENCHMARK_CAPTURE(free_time, typical_soonest, [](Random& r) {
  return typical_by(r, Order::soonest);
})->Iterations(1000);
BENCHMARK_CAPTURE(free_time, date_only, [](Random& r) {
  return everybody_by(r, Order::recommended);
})->Iterations(1000);
BENCHMARK_CAPTURE(free_time, everybody_by_price, [](Random& r) {
  return everybody_by(r, Order::price);
})->Iterations(200);
BENCHMARK_CAPTURE(free_time, everybody_by_rating, [](Random& r) {
  return everybody_by(r, Order::rating);
})->Iterations(200);
BENCHMARK_CAPTURE(free_time, everybody_soonest, [](Random& r) {
  return everybody_by(r, Order::soonest);
})->Iterations(200);
BENCHMARK_CAPTURE(free_time, rare, rare)->Iterations(1000);
BENCHMARK_CAPTURE(free_time, nobody_so_cheap, nobody_so_cheap)->Iterations(200);
BENCHMARK_CAPTURE(free_time, everyone_full, [](Random&) -> SearchQuery {
  return {.date = ahead(full_day)};
})->Iterations(200);
BENCHMARK_CAPTURE(free_time, everyone_fragmented, [](Random&) -> SearchQuery {
  return {.date = ahead(fragments_day), .from = 540, .to = 1080};
})->Iterations(200);
BENCHMARK_CAPTURE(free_time, everyone_fragmented_all_day, [](Random&) -> SearchQuery {
  return {.date = ahead(fragments_day)};
})->Iterations(200);
BENCHMARK_CAPTURE(free_time, no_date_by_price, [](Random&) -> SearchQuery {
  return {.order = Order::price};
})->Iterations(200);

// One pass over as many bytes as the index holds for one day, from memory.
void memory_pass(benchmark::State& state) {
  const std::size_t words = artist_count() * 12 / 8;
  const std::size_t passes = (std::size_t{256} << 20) / (words * 8) + 1;
  const std::vector<std::uint64_t> memory(words * passes, 1);
  std::size_t pass = 0;
  for (auto _ : state) {
    const auto* from = memory.data() + (pass++ % passes) * words;
    benchmark::DoNotOptimize(std::accumulate(from, from + words, std::uint64_t{0}));
  }
  state.SetBytesProcessed(state.iterations() * static_cast<std::int64_t>(words) * 8);
}
BENCHMARK(memory_pass)->Unit(benchmark::kMillisecond);

void build(benchmark::State& state) {
  for (auto _ : state) state.SetIterationTime(world().build_seconds);
  const SearchSize size = world().search->size();
  state.counters["artists"] = static_cast<double>(size.artists);
  state.counters["bytes"] = static_cast<double>(size.bytes);
}
BENCHMARK(build)->Iterations(1)->UseManualTime()->Unit(benchmark::kMillisecond);

void time_changed(benchmark::State& state) {
  Random random(5);
  World& all = world();
  for (auto _ : state) {
    const ArtistId artist{1 + random.below(artist_count())};
    all.search->time_changed(artist, {seoul(20, 600), seoul(20, 675)});
  }
}
BENCHMARK(time_changed);

}  // namespace
}  // namespace meme::booking::search
