#include "simulation.h"

#include <set>

#include "audit/audit.h"
#include "checker/checker.h"

namespace meme::simulation {

using std::chrono::milliseconds;

namespace {

constexpr Instant morning{
    std::chrono::sys_days{std::chrono::year{2026} / std::chrono::November / std::chrono::day{30}}};

// A batch costs the disk some twenty operations: a cut may strike the first to come or one after.
constexpr std::uint64_t operations_ahead = 60;
// A day has some hundreds; one that goes on and on is a fault too.
constexpr std::size_t turns_max = 100'000;

class Day {
 public:
  explicit Day(const Plan& plan)
      : plan_(plan),
        world_(plan.seed, morning),
        site_(world_.clock(), world_.random(),
              {.synced = plan.synced, .constrained = plan.constrained}) {
    world_.also_run = [this] { return site_.poll(); };
  }

  Verdict run() {
    site_.start();
    for (auto& person : people()) {
      const bool artist = person->artist;
      world_.spawn(artist ? person->who.live_as_artist(plan_.actions)
                          : person->who.live_as_customer(plan_.actions));
    }
    spawn_helpers();
    while (world_.clients_left() > background_ && verdict_.faults.empty()) advance();
    finish();
    return std::move(verdict_);
  }

 private:
  struct Actor {
    Person who;
    bool artist;
  };

  std::vector<std::unique_ptr<Actor>>& people() {
    const Stage stage{world_, site_, verdict_.record, board_};
    for (int i = 0; i < plan_.customers; ++i) {
      identity::Principal who;
      who.member = MemberId{first_customer.value + static_cast<std::uint64_t>(i)};
      who.roles = identity::Role::customer;
      people_.push_back(std::make_unique<Actor>(Actor{Person(stage, who), false}));
    }
    for (const auto& artist : {first_artist, second_artist}) {
      identity::Principal who;
      who.member = MemberId{10 + artist.value};
      who.artist = artist;
      who.roles = {identity::Role::artist};
      people_.push_back(std::make_unique<Actor>(Actor{Person(stage, who), true}));
    }
    return people_;
  }

  void spawn_helpers() {
    world_.spawn(tick_now_and_then());
    background_ = 1;
    if (!plan_.faults) return;
    world_.spawn(strike());
    ++background_;
  }

  // The timer of the real server, irregular here: nothing may hang on its being punctual.
  Task<void> tick_now_and_then() {
    for (;;) {
      const bool often = world_.random().chance(0.8);
      const milliseconds length{world_.random().below(often ? 4'000 : 900'000)};
      co_await world_.pause(length);
      const auto make = [](booking::Service& service) { return ticked(service); };
      const auto attempt = co_await send<bool>(world_, site_, make);
      if (attempt.failure) note(attempt.failure);
    }
  }

  static Task<bool> ticked(booking::Service& service) {
    co_await service.end_due();
    co_return true;
  }

  void note(const std::exception_ptr& failure) {
    try {
      std::rethrow_exception(failure);
    } catch (const sql::StorageFailed&) {
    } catch (const std::exception& fault) {
      verdict_.faults.push_back(std::string("the tick threw: ") + fault.what());
    }
  }

  Task<void> strike() {
    auto& random = world_.random();
    for (;;) {
      co_await world_.pause(milliseconds(random.below(random.chance(0.25) ? 5'000 : 1'500'000)));
      switch (random.below(4)) {
        case 0:  // between two writes
          die("between writes");
          break;
        case 1:
        case 2:  // in the middle of one
          site_.disk().cut_after(static_cast<std::int64_t>(1 + random.below(operations_ahead)));
          break;
        default:  // the disk cannot sync for a while
          fail_syncs(true);
          co_await world_.pause(milliseconds(random.below(3'000)));
          fail_syncs(false);
      }
    }
  }

  void fail_syncs(bool fail) {
    syncs_fail_ = fail;
    site_.disk().fail_syncs(fail ? 1'000 : 0);
  }

  void die(const std::string& when) {
    if (!site_.up()) return;
    const bool power = world_.random().chance(0.5);
    ++verdict_.record.counts[(power ? "power lost " : "killed ") + when];
    power ? site_.lose_power() : site_.kill();
    world_.spawn(come_back());
    ++background_;
    ++verdict_.restarts;
  }

  Task<void> come_back() {
    co_await world_.pause(milliseconds(world_.random().below(2'000)));
    if (!site_.up()) start();
    --background_;
  }

  // The power failed while it was starting.
  void start_again() {
    site_.lose_power();
    world_.spawn(come_back());
    ++background_;
    ++verdict_.restarts;
  }

  void start() {
    fail_syncs(false);
    try {
      site_.start();
    } catch (const std::exception& fault) {
      if (site_.disk().is_cut()) return start_again();
      verdict_.faults.push_back(std::string("it does not start: ") + fault.what());
      return;
    }
    note_audit("after a restart");
  }

  void note_audit(const std::string& when) {
    for (auto& fault : site_.audit()) verdict_.faults.push_back(when + ": " + fault);
  }

  void advance() {
    if (++turns_ > turns_max) verdict_.faults.push_back("the day does not end");
    world_.settle();
    auto& random = world_.random();
    if (site_.has_work() && random.chance(0.5)) {
      site_.step(1 + random.below(6));
      world_.trace(3);
      if (site_.disk().is_cut() || syncs_fail_) unsure_at_.insert(world_.clock().now());
      if (site_.disk().is_cut()) {
        // Answers that were given before it died may still arrive.
        if (random.chance(0.5)) world_.settle();
        die("in a write");
      }
      return;
    }
    if (!world_.wake_one() && !site_.has_work()) {
      verdict_.faults.push_back("everybody waits for ever");
    }
  }

  // After everything has come to rest: a last restart, and what is on disk then.
  void finish() {
    fail_syncs(false);
    site_.disk().cut_after(1LL << 60);
    while (site_.up() && verdict_.faults.empty() && site_.step(64)) world_.settle();
    if (site_.up() && verdict_.faults.empty()) note_audit("at rest");
    if (site_.up()) site_.lose_power();
    if (verdict_.faults.empty()) start();
    if (verdict_.faults.empty()) read_last();
    auto& record = verdict_.record;
    for (auto& fault : record.faults) verdict_.faults.push_back(fault);
    for (const auto& violation : checker::check(record.history)) {
      verdict_.faults.push_back(std::string(name_of(violation.rule)) + ": " + violation.what);
    }
    verdict_.trace = world_.trace();
    verdict_.operations = record.history.size();
  }

  void read_last() {
    auto& history = verdict_.record.history;
    for (auto& last : audit::last_reading(site_.connection(), world_.moment())) {
      history.push_back(std::move(last));
    }
    told_is_true();
  }

  // Listeners are told of each change once. Never, only when the disk left open whether its commit
  // succeeded; of one that is not there, never.
  void told_is_true() {
    std::map<std::pair<std::int64_t, std::int64_t>, int> told;  // reservation and version
    for (const auto& event : site_.told()) {
      if (const auto* change = std::get_if<booking::ReservationChanged>(&event)) {
        ++told[{static_cast<std::int64_t>(change->reservation.value), change->version}];
      }
    }
    site_.connection().for_each_row(
        "SELECT reservation_id, version, at FROM history", [&](const sql::Row& row) {
          const auto found = told.extract({row.integer(0), row.integer(1)});
          const int times = found ? found.mapped() : 0;
          const bool excused = times == 0 && unsure_at_.contains(row.instant(2));
          if (times != 1 && !excused) note_told(row.integer(0), row.integer(1), times);
        });
    for (const auto& [change, times] : told) note_told(change.first, change.second, -times);
  }

  void note_told(std::int64_t reservation, std::int64_t version, int times) {
    const std::string what =
        "version " + std::to_string(version) + " of reservation " + std::to_string(reservation);
    verdict_.faults.push_back(times < 0 ? "told of " + what + ", which is not there"
                                        : "told " + std::to_string(times) + " times of " + what);
  }

  Plan plan_;
  World world_;
  Site site_;
  Board board_;
  Verdict verdict_;
  std::vector<std::unique_ptr<Actor>> people_;
  std::size_t background_ = 0;
  std::size_t turns_ = 0;
  bool syncs_fail_ = false;
  std::set<Instant> unsure_at_;  // when a commit may have failed
};

}  // namespace

Verdict simulate(const Plan& plan) {
  return Day(plan).run();
}

}  // namespace meme::simulation
