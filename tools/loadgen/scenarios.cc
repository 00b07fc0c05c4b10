#include <fmt/format.h>
#include <sys/resource.h>

#include <algorithm>

#include "base/ids.h"
#include "bookings.h"
#include "foreign_load.h"
#include "market.h"
#include "reads.h"
#include "report.h"
#include "streams.h"

namespace meme::loadgen {
namespace {

// More bookings a second than the server can make: a plan for them never runs dry.
constexpr double bookings_per_second_most = 60'000;

// A socket for each of many connections.
void open_files_at_most() {
  rlimit files{};
  getrlimit(RLIMIT_NOFILE, &files);
  files.rlim_cur = files.rlim_max;
  setrlimit(RLIMIT_NOFILE, &files);
}

// The parts that all scenarios share.
class Scenario {
 public:
  explicit Scenario(const Options& options) : options_(options), market_(loop_, options) {
    report_.add("scenario", options.scenario);
    report_.add("connections", std::uint64_t{options.run.connections});
    report_.add("rate_asked", options.run.rate);
  }

  Report book();
  Report hold();
  Report race();
  Report read(std::vector<std::string> requests);
  Report watch();
  Market& market() { return market_; }

 private:
  std::size_t bookings_wanted() const;
  SlotSource slots();
  Customers customers(std::size_t count);
  RunResult run(Workload& workload) { return run(workload, options_.run); }
  RunResult run(Workload& workload, const RunPlan& plan);
  std::vector<std::unique_ptr<EventStream>> open_streams(const std::vector<std::uint64_t>& artists,
                                                         EventWatch& watch);

  const Options& options_;
  Loop loop_;
  Market market_;
  Report report_;
};

std::size_t Scenario::bookings_wanted() const {
  if (options_.bookings > 0) return options_.bookings;
  const double most = options_.run.rate > 0 ? options_.run.rate * 1.05 : bookings_per_second_most;
  const auto span = options_.run.warm_up + options_.run.duration;
  return static_cast<std::size_t>(most * static_cast<double>(span.count()) / 1000) + 1000;
}

SlotSource Scenario::slots() {
  Plan plan{.portfolios_most = options_.portfolios, .slots_most = bookings_wanted()};
  plan.slots_each_most = plan.slots_most / options_.portfolios + 1;
  plan.days = std::clamp<int>(static_cast<int>(plan.slots_each_most), 7, 62);
  plan.slots_each_most = std::max<std::size_t>(2 * plan.slots_each_most, 4);
  SlotSource found(market_.plan_bookings(plan), options_.spread, options_.seed);
  report_.add("planned", std::uint64_t{found.slot_count()});
  return found;
}

Customers Scenario::customers(std::size_t count) {
  Customers found(options_.endpoint, market_.customer_tokens(count));
  report_.add("customers", std::uint64_t{found.count()});
  return found;
}

RunResult Scenario::run(Workload& workload, const RunPlan& plan) {
  ForeignLoad foreign(options_.own);
  const double server_before = cpu_seconds(options_.server_pid);
  RunResult result = Engine(loop_, options_.endpoint, plan, workload).run();
  const double cores = foreign.cores();
  const double server_seconds = cpu_seconds(options_.server_pid) - server_before;
  report_.add(result);
  if (options_.server_pid != 0 && result.count(Outcome::ok) > 0) {
    const auto ok = static_cast<double>(result.count(Outcome::ok));
    report_.add("server_microseconds_each", server_seconds * 1e6 / ok);
  }
  report_.add("foreign_cores", cores);
  report_.add("quiet", cores <= 0.2);
  return result;
}

Report Scenario::book() {
  Customers who = customers(options_.customers);
  SlotSource what = slots();
  Book workload(who, what, options_.run.connections);
  run(workload);
  return report_;
}

Report Scenario::hold() {
  Customers who = customers(options_.customers);
  SlotSource what = slots();
  HoldAndConfirm workload(who, what, options_.run.connections);
  const RunResult result = run(workload);
  report_.add("confirmed_per_second", static_cast<double>(workload.confirmed) / result.seconds);
  return report_;
}

Report Scenario::race() {
  Customers who = customers(options_.run.connections);
  constexpr std::size_t artists_asked = 50;
  auto artists = market_.plan_bookings({.portfolios_most = artists_asked,
                                        .slots_most = artists_asked * options_.slots,
                                        .slots_each_most = options_.slots});
  const auto slot_count = [](const PlannedArtist& artist) { return artist.slots.size(); };
  std::vector<PlannedSlot> slots =
      std::move(std::ranges::max_element(artists, {}, slot_count)->slots);
  if (slots.size() < options_.slots)
    throw Failure("the artist has too few free times for the race");
  Race workload(who, std::move(slots), options_.run.connections);
  RunPlan barrier{.connections = options_.run.connections,
                  .duration = std::chrono::seconds(30),
                  .timeout = options_.run.timeout};
  const RunResult result = run(workload, barrier);
  const std::uint64_t losers = workload.slot_count() * (options_.run.connections - 1);
  report_.add("slots", std::uint64_t{workload.slot_count()});
  report_.add("slots_with_one_winner", std::uint64_t{workload.slots_with_one_winner()});
  report_.add("losers", workload.conflicts());
  report_.add("losers_expected", losers);
  report_.add("unexpected", workload.unexpected());
  report_.add("all_over_seconds", result.seconds);
  report_.add("holds", workload.slots_with_one_winner() == workload.slot_count() &&
                           workload.conflicts() == losers);
  return report_;
}

Report Scenario::read(std::vector<std::string> requests) {
  Reads workload(std::move(requests), options_.spread, options_.seed);
  run(workload);
  return report_;
}

std::vector<std::unique_ptr<EventStream>> Scenario::open_streams(
    const std::vector<std::uint64_t>& artists, EventWatch& watch) {
  std::string names;
  for (const std::uint64_t artist : artists) {
    names += (names.empty() ? "" : ",") + ArtistId{artist}.text();
  }
  const std::string request = get_request(options_.endpoint, "/v1/events?artists=" + names);
  std::vector<std::unique_ptr<EventStream>> streams;
  while (streams.size() < options_.streams) {
    streams.push_back(std::make_unique<EventStream>(loop_, options_.endpoint, request, watch));
    loop_.turn(now_ns());
  }
  const std::int64_t patience = now_ns() + 10'000'000'000;
  while (!std::ranges::all_of(streams, [](const auto& stream) { return stream->open(); })) {
    if (now_ns() > patience) throw Failure("not all event streams opened within ten seconds");
    loop_.turn(now_ns() + 10'000'000);
  }
  return streams;
}

Report Scenario::watch() {
  Customers who = customers(options_.customers);
  auto artists = market_.plan_bookings({.portfolios_most = options_.watched,
                                        .slots_most = bookings_wanted() + options_.watched,
                                        .slots_each_most = bookings_wanted()});
  std::vector<std::uint64_t> ids;
  for (const PlannedArtist& artist : artists) ids.push_back(artist.artist);
  EventWatch events(ids);
  const auto streams = open_streams(ids, events);
  BookInTurn workload(who, std::move(artists), events, options_.run.connections);
  const RunResult result = run(workload);
  const std::int64_t late = now_ns() + 1'000'000'000;
  while (now_ns() < late) loop_.turn(late);
  report_.add("streams", std::uint64_t{streams.size()});
  report_.add("events_expected", events.booked_count() * streams.size());
  report_.add("event_delay", events.delay);
  report_.add("bookings", result.count(Outcome::ok));
  return report_;
}

}  // namespace

Report run_scenario(const Options& options) {
  open_files_at_most();
  Scenario scenario(options);
  if (options.scenario == "book") return scenario.book();
  if (options.scenario == "hold") return scenario.hold();
  if (options.scenario == "race") return scenario.race();
  if (options.scenario == "streams") return scenario.watch();
  if (options.scenario == "target") {
    return scenario.read({get_request(options.endpoint, options.target)});
  }
  if (options.scenario == "search") return scenario.read(search_requests(options));
  const bool month = options.scenario == "month";
  if (!month && options.scenario != "availability") throw Failure("there is no such scenario");
  const std::uint32_t portfolios = scenario.market().portfolio_count();
  return scenario.read(month ? month_requests(options, portfolios)
                             : availability_requests(options, portfolios));
}

}  // namespace meme::loadgen
