#include "crowd.h"

#include "audit/audit.h"
#include "booking/loading.h"
#include "booking/migrations.h"
#include "checker/checker.h"
#include "simulation/person.h"

namespace meme::powerloss {

using checker::Kind;
using runtime::Task;

namespace {

constexpr Instant morning{
    std::chrono::sys_days{std::chrono::year{2026} / std::chrono::November / std::chrono::day{30}}};

identity::Principal customer(int number) {
  identity::Principal who;
  who.member = MemberId{simulation::first_customer.value + static_cast<std::uint64_t>(number)};
  who.roles = identity::Role::customer;
  return who;
}

// Thirty days of eight starts: enough room that most bookings are granted.
Minute any_start(Random& random) {
  const auto day = static_cast<int>(random.below(30));
  const auto step = static_cast<int>(random.below(8));
  return floor_minute(morning) + Minutes{day * 1440 + 60 + step * 30};
}

booking::Contact contact() {
  booking::Contact contact;
  contact.name = "Mina";
  contact.phone = "010-1234-5678";
  return contact;
}

}  // namespace

sql::DatabaseOptions options_for(const sql::testing::PowerLossDisk& disk, sql::Synchronous how) {
  sql::DatabaseOptions options;
  options.path = "/meme.db";
  options.vfs = disk.vfs();
  options.synchronous = how;
  options.readers = 1;
  options.cache_bytes = 1 << 20;
  options.reader_cache_bytes = 256 << 10;
  options.wal_idle_bytes = 64 << 10;
  options.wal_busy_bytes = 256 << 10;
  return options;
}

sql::testing::PowerLossDisk::Contents prepared() {
  sql::testing::PowerLossDisk disk;
  {
    auto database = sql::Database::open(options_for(disk, sql::Synchronous::full));
    MEME_ASSERT(database.has_value());
    const auto made = (*database)->migrate(booking::migrations, "booking");
    MEME_ASSERT(made.has_value());
    (*database)->bootstrap_transaction([](sql::Session& session) {
      booking::Store store(session);
      store.put_schedule(simulation::first_artist, 1, simulation::schedule_document);
      store.put_schedule(simulation::second_artist, 1, simulation::schedule_document);
    });
  }
  return disk.contents();
}

Crowd::Crowd(sql::testing::PowerLossDisk& disk, std::uint64_t seed, Options options)
    : disk_(disk), random_(seed), options_(options) {}

void Crowd::act() {
  const simulation::Shop shop;
  const ManualClock clock(morning);
  auto database = sql::Database::open(options_for(disk_, options_.synchronous));
  if (!database) return;  // the power failed while it was opening
  booking::Books books(shop, 1ULL << 32, 1);
  booking::load(books, **database, clock.now());
  booking::Service service(books, **database, clock, {});
  service_ = &service;
  asio::io_context loop(1);
  for (int i = 0; i < options_.customers; ++i) {
    asio::co_spawn(loop, live(customer(i), random_()), [](std::exception_ptr failed) {
      if (failed) std::rethrow_exception(failed);
    });
  }
  (*database)->start();
  loop.run();
  (*database)->stop();
  service_ = nullptr;
}

Task<void> Crowd::live(identity::Principal who, std::uint64_t seed) {
  Random random(seed);
  for (int i = 0; i < options_.actions && !disk_.is_cut(); ++i) {
    const auto choice = random.below(10);
    if (choice < 4) {
      co_await book(who, random);
    } else if (choice < 7) {
      co_await hold_and_book(who, random);
    } else {
      co_await change(who, random);
    }
  }
}

booking::Request Crowd::request(const identity::Principal& who) {
  return {who, "k" + std::to_string(++keys_), 1};
}

checker::Operation Crowd::begin(Kind kind, const identity::Principal& who) {
  checker::Operation operation;
  operation.kind = kind;
  operation.process = static_cast<std::int64_t>(who.member.value);
  operation.member = who.member.value;
  operation.invoked = ++moment_;
  return operation;
}

// The answer, or nothing when it was refused or the storage failed; notes which.
template <class T>
Task<std::optional<T>> Crowd::told(booking::Reply<T> reply, checker::Operation& operation) {
  std::optional<T> value;
  try {
    auto answer = co_await std::move(reply);
    operation.outcome = answer ? checker::Outcome::ok : checker::Outcome::refused;
    if (answer) value = std::move(answer->value);
    if (answer) ++acknowledged_;
    operation.completed = ++moment_;
  } catch (const sql::StorageFailed&) {
    operation.outcome = checker::Outcome::unknown;
    operation.completed = checker::never;
  }
  co_return value;
}

void Crowd::see(checker::Operation& operation, const booking::Reservation& seen) {
  const auto blocked = simulation::blocked_by({seen.start.at, seen.end.at}, seen.place);
  operation.artist = seen.artist.id.value;
  operation.start = count(blocked.start);
  operation.end = count(blocked.end);
  operation.claim = seen.id.value;
  operation.version = seen.version;
  known_.push_back(seen);
}

Task<void> Crowd::book(identity::Principal who, Random& random) {
  const booking::BookSlot wish{PortfolioId{1 + random.below(3)}, any_start(random),
                               booking::Place::shop, contact()};
  auto operation = begin(Kind::book, who);
  operation.artist = wish.portfolio == PortfolioId{3} ? 2 : 1;
  operation.start = count(wish.start);
  auto reply = service_->book(request(who), wish);
  const auto made = co_await told(std::move(reply), operation);
  if (made) see(operation, *made);
  history_.push_back(operation);
}

Task<void> Crowd::hold_and_book(identity::Principal who, Random& random) {
  const booking::TakeHold wish{PortfolioId{1 + random.below(3)}, any_start(random),
                               booking::Place::shop};
  auto taking = begin(Kind::hold, who);
  auto hold_reply = service_->take_hold(request(who), wish);
  const auto hold = co_await told(std::move(hold_reply), taking);
  if (!hold) co_return;
  const auto blocked = simulation::blocked_by({hold->start.at, hold->end.at}, hold->place);
  taking.artist = hold->artist_id.value;
  taking.start = count(blocked.start);
  taking.end = count(blocked.end);
  taking.claim = hold->id.value;
  taking.fence = hold->fence;
  history_.push_back(taking);
  const booking::BookHold confirm{hold->id, hold->fence, contact()};
  auto booking = begin(Kind::book, who);
  booking.artist = taking.artist;
  booking.start = taking.start;
  booking.hold = taking.claim;
  booking.fence = taking.fence;
  auto reply = service_->book(request(who), confirm);
  const auto made = co_await told(std::move(reply), booking);
  if (made) see(booking, *made);
  history_.push_back(booking);
}

Task<void> Crowd::change(identity::Principal who, Random& random) {
  if (known_.empty()) co_return;
  const auto chosen = known_[random.below(known_.size())];
  if (chosen.customer.id != who.member) co_return;
  const bool cancels = random.chance(0.4);
  booking::ChangeReservation wish{chosen.id, chosen.version, booking::Cancel{"ill"}};
  if (!cancels) wish.change = booking::Reschedule{any_start(random)};
  auto operation = begin(cancels ? Kind::release : Kind::move, who);
  operation.claim = chosen.id.value;
  operation.artist = chosen.artist.id.value;
  auto reply = service_->change(request(who), wish);
  const auto made = co_await told(std::move(reply), operation);
  if (made) see(operation, *made);
  history_.push_back(operation);
}

std::vector<std::string> verdict_on(const sql::testing::PowerLossDisk& disk,
                                    checker::History history, sql::Synchronous how) {
  std::vector<std::string> found;
  auto database = sql::Database::open(options_for(disk, how));
  if (!database) return {"it does not open: " + database.error().message};
  const auto migrated = (*database)->migrate(booking::migrations, "booking");
  if (!migrated) return {"its tables are other ones: " + migrated.error().message};
  const simulation::Shop shop;
  booking::Books books(shop, 2ULL << 32, 1);
  booking::load(books, **database, morning);
  (*database)->stop();
  sql::sqlite::Connection connection({.path = "/meme.db", .vfs = disk.vfs(), .read_only = true});
  found = audit::faults(connection);
  auto last = audit::last_reading(connection, checker::never - 1);
  history.insert(history.end(), last.begin(), last.end());
  for (const auto& violation : checker::check(history)) {
    found.push_back(std::string(name_of(violation.rule)) + ": " + violation.what);
  }
  return found;
}

}  // namespace meme::powerloss
