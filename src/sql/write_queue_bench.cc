// Group commit through the write queue: 64 clients that each wait for their booking before the
// next. Shows what the size of the log at which it is copied into the file (wal_idle_bytes) costs
// in rate and in the slowest percentiles.
#include <benchmark/benchmark.h>

#include <algorithm>
#include <chrono>
#include <deque>
#include <filesystem>
#include <latch>
#include <utility>
#include <vector>

#include <boost/asio/post.hpp>

#include "base/random.h"
#include "runtime/io_threads.h"
#include "runtime/log.h"
#include "sql/database.h"

namespace meme::sql {
namespace {

using SteadyClock = std::chrono::steady_clock;

constexpr Migration schema[] = {
    {1, "0001_rows",
     "CREATE TABLE claim (artist INTEGER, start INTEGER, owner INTEGER NOT NULL, "
     "PRIMARY KEY (artist, start)) STRICT, WITHOUT ROWID;"
     "CREATE TABLE reservation (id INTEGER PRIMARY KEY, customer INTEGER NOT NULL, "
     "contact TEXT NOT NULL) STRICT;"
     "CREATE INDEX reservation_of ON reservation (customer, id);"}};
constexpr Query insert_claim{"bench.claim", "INSERT INTO claim VALUES ($1, $2, $3)"};
constexpr Query insert_reservation{"bench.reservation",
                                   "INSERT INTO reservation VALUES ($1, $2, $3)"};

class Client;

struct Shared {
  WriteQueue& queue;
  runtime::asio::io_context& clients_thread;
  Random random{1};
  std::int64_t last_id = 0;
  std::vector<Client*> told;  // of the batch under way
  std::int64_t to_go = 0;     // clients' thread, like all below
  std::vector<double> times_ms;
  std::latch done;
};

class Client final : public WriteJob {
 public:
  explicit Client(Shared& shared) : shared_(shared) {}

  void begin() {
    began_ = SteadyClock::now();
    shared_.queue.submit(*this);
  }
  void end() {
    shared_.times_ms.push_back(
        std::chrono::duration<double, std::milli>(SteadyClock::now() - began_).count());
    if (shared_.to_go-- > 0) {
      begin();
    } else {
      shared_.done.count_down();
    }
  }

  void run(Session& tx) override {
    const std::int64_t id = ++shared_.last_id;
    tx.execute(insert_claim, shared_.random.below(100'000), id * 60, id);
    tx.execute(insert_reservation, id, shared_.random.below(100'000), contact_);
  }
  void rolled_back() noexcept override {}
  void committed() noexcept override { shared_.told.push_back(this); }
  void failed(std::exception_ptr) noexcept override { std::abort(); }

 private:
  Shared& shared_;
  SteadyClock::time_point began_;
  std::string contact_ = std::string(300, 'c');
};

void hand_over(Shared& shared) {
  runtime::asio::post(shared.clients_thread, [told = std::exchange(shared.told, {})] {
    for (Client* client : told) client->end();
  });
}

void bookings(benchmark::State& state) {
  constexpr int clients = 64;
  log::configure({.level = log::Level::error});
  const auto folder = std::filesystem::temp_directory_path() / "write-queue-bench";
  std::filesystem::remove_all(folder);
  std::filesystem::create_directories(folder);
  auto opened =
      Database::open({.path = folder / "bench.db",
                      .page_bytes = static_cast<int>(state.range(1)),
                      .wal_idle_bytes = state.range(0) << 20,
                      .wal_busy_bytes = std::max<std::int64_t>(state.range(0), 64) << 20});
  Database& database = **opened;
  static_cast<void>(database.migrate(schema, "bench"));
  runtime::IoThreads threads(1);
  threads.run();
  Shared shared{
      .queue = database.writes(), .clients_thread = threads.at(0), .done = std::latch(clients)};
  database.writes().after_batch([&shared] { hand_over(shared); });
  database.start();
  std::deque<Client> all;
  for (int i = 0; i < clients; ++i) all.emplace_back(shared);
  for (auto _ : state) {
    shared.to_go = state.range(2);
    runtime::asio::post(threads.at(0), [&all] {
      for (Client& client : all) client.begin();
    });
    shared.done.wait();
  }
  opened->reset();
  threads.stop();
  std::ranges::sort(shared.times_ms);
  const auto at = [&](double q) {
    return shared
        .times_ms[static_cast<std::size_t>(static_cast<double>(shared.times_ms.size() - 1) * q)];
  };
  state.SetItemsProcessed(static_cast<std::int64_t>(shared.times_ms.size()));
  state.counters["p50_ms"] = at(0.5);
  state.counters["p99_ms"] = at(0.99);
  state.counters["p999_ms"] = at(0.999);
  state.counters["max_ms"] = at(1);
  std::filesystem::remove_all(folder);
}

BENCHMARK(bookings)
    ->ArgNames({"log_mb", "page", "bookings"})
    ->ArgsProduct({{1, 4, 16, 64}, {4096}, {200'000}})
    ->Args({4, 1024, 200'000})
    ->Args({4, 2048, 200'000})
    ->Iterations(1)
    ->UseRealTime()
    ->Unit(benchmark::kSecond);

}  // namespace
}  // namespace meme::sql
