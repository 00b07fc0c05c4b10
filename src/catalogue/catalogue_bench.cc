// Looking up, drawing and loading. Loading counts artists a second and bytes an artist: a million
// must load in less than four seconds of one core and take less than 600 MB.
#include <benchmark/benchmark.h>

#include "base/random.h"
#include "catalogue/pictures/picture.h"
#include "catalogue/service.h"
#include "catalogue/testing/stall.h"

namespace meme::catalogue {
namespace {

constexpr std::uint64_t artists_count = 100'000;

ArtistFacts artist(std::uint64_t id) {
  return {.id = ArtistId{id}, .member = MemberId{id}, .review_count = 12, .name = "온결 메이크업"};
}

PortfolioFacts portfolio(std::uint64_t id) {
  return {.id = PortfolioId{id},
          .artist = ArtistId{1 + (id - 1) * 2 / 5},
          .cancellation_policy = 1,
          .duration = std::chrono::minutes(60),
          .price = Money{120'000},
          .picture_seed = static_cast<std::uint32_t>(id),
          .title = "은은한 음영 데일리 메이크업"};
}

void fill_offer(Offer& offer) {
  for (std::uint64_t id = 1; id <= artists_count; ++id) offer.put(artist(id));
  for (std::uint64_t id = 1; id <= artists_count * 5 / 2; ++id) offer.put(portfolio(id));
}

void look_up(benchmark::State& state) {
  Offer offer;
  fill_offer(offer);
  Random random(1);
  for (auto _ : state) {
    const auto found = offer.portfolio(PortfolioId{1 + random.below(artists_count * 5 / 2)});
    benchmark::DoNotOptimize(offer.artist(found->artist));
  }
}
BENCHMARK(look_up);

void draw(benchmark::State& state) {
  std::uint32_t seed = 0;
  for (auto _ : state) {
    ++seed;
    benchmark::DoNotOptimize(draw_picture(seed, static_cast<Category>(seed % category_count),
                                          1 + static_cast<int>(seed % 3)));
  }
}
BENCHMARK(draw);

void load(benchmark::State& state) {
  testing::TemporaryDatabase database;
  testing::fill(*database);
  database->bootstrap_transaction([](sql::Session& session) {
    for (std::uint64_t id = 11; id <= artists_count; ++id)
      testing::insert(session, artist(id), "mapo");
    for (std::uint64_t id = 26; id <= artists_count * 5 / 2; ++id) {
      testing::insert(session, portfolio(id),
                      "피부 결을 살리는 얇은 베이스로 오래 가는 메이크업이에요.");
    }
  });
  std::size_t bytes = 0;
  for (auto _ : state) {
    const StoredCatalogue catalogue(*database, embedded_region());
    bytes = catalogue.bytes();
  }
  state.counters["artists/s"] =
      benchmark::Counter(artists_count, benchmark::Counter::kIsIterationInvariantRate);
  state.counters["bytes/artist"] = static_cast<double>(bytes) / artists_count;
}
BENCHMARK(load)->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace meme::catalogue
