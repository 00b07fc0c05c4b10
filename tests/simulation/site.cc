#include "site.h"

#include "audit/audit.h"
#include "booking/loading.h"
#include "booking/migrations.h"

namespace meme::simulation {
namespace {

sql::DatabaseOptions options_for(const sql::testing::PowerLossDisk& disk, bool synced) {
  sql::DatabaseOptions options;
  options.path = "/meme.db";
  options.vfs = disk.vfs();
  options.synchronous = synced ? sql::Synchronous::full : sql::Synchronous::normal;
  options.cache_bytes = 1 << 20;
  options.reader_cache_bytes = 256 << 10;
  // Small, so that checkpoints happen within a short run.
  options.wal_idle_bytes = 256 << 10;
  options.wal_busy_bytes = 512 << 10;
  return options;
}

sql::sqlite::ConnectionOptions reading(const sql::DatabaseOptions& options) {
  return {.path = options.path,
          .vfs = options.vfs,
          .read_only = true,
          .cache_bytes = options.reader_cache_bytes};
}

// Only after this is the file a database with a write-ahead log, which readers need.
sql::sqlite::Writer& configured(sql::sqlite::Writer& writer, const sql::DatabaseOptions& options) {
  writer.configure(options);
  return writer;
}

std::vector<std::unique_ptr<sql::ReadSession>> one_reader(const sql::DatabaseOptions& options) {
  std::vector<std::unique_ptr<sql::ReadSession>> sessions;
  sessions.push_back(std::make_unique<sql::sqlite::Connection>(reading(options)));
  return sessions;
}

}  // namespace

SteppedDatabase::SteppedDatabase(const sql::DatabaseOptions& options)
    : options_(options),
      writer_(options),
      queue_(configured(writer_, options), {}),
      readers_(one_reader(options), 64) {}

void SteppedDatabase::bootstrap_transaction(FunctionRef<void(sql::Session&)> work) {
  writer_.begin();
  work(writer_.session());
  writer_.commit();
}

std::unique_ptr<sql::ReadSession> SteppedDatabase::open_reader() {
  return std::make_unique<sql::sqlite::Connection>(reading(options_));
}

std::expected<void, sql::OpenRefusal> SteppedDatabase::migrate(
    std::span<const sql::Migration> steps, std::string_view) {
  for (const auto& step : steps) connection().run(step.text(sql::Engine::sqlite));
  return {};
}

Site::Running::Running(Site& site, std::uint64_t start_number)
    : database(options_for(site.disk_, site.options_.synced)),
      books(site.shop_, start_number << 32, 1),
      service(books, database, site.clock_, {&site.listener_}) {
  books.settings.hold_ttl = hold_ttl;
  books.settings.waitlist_offer_ttl = hold_ttl;
  if (!site.options_.constrained) {
    database.connection().run("DROP TRIGGER IF EXISTS claim_never_overlaps");
  }
  booking::load(books, database, site.clock_.now());
}

Site::Site(const Clock& clock, Random& random, Options options)
    : clock_(clock), random_(random), options_(options) {
  prepare();
}

Site::~Site() {
  disk_.cut();
  end_process();
}

// Every run begins on a copy of one prepared disk.
void Site::prepare() {
  static const sql::testing::PowerLossDisk::Contents image = [this] {
    {
      SteppedDatabase database(options_for(disk_, true));
      const auto made = database.migrate(booking::migrations, "booking");
      MEME_ASSERT(made.has_value());
      database.bootstrap_transaction([](sql::Session& session) {
        booking::Store store(session);
        store.put_schedule(first_artist, 1, schedule_document);
        store.put_schedule(second_artist, 1, schedule_document);
      });
    }
    return disk_.contents();
  }();
  disk_.load(image);
}

void Site::start() {
  running_ = std::make_unique<Running>(*this, ++starts_);
}

void Site::end_process() {
  if (!running_) return;
  // What still waits fails at once, because the disk does; the callers' coroutines go with the
  // loop.
  while (step(64)) {
  }
  running_->loop.stop();
  running_.reset();
}

void Site::kill() {
  disk_.cut();
  const auto left = disk_.contents();
  end_process();
  disk_.load(left);
}

void Site::lose_power() {
  disk_.cut();
  end_process();
  disk_.restore_power(random_());
}

bool Site::step(std::size_t jobs) {
  return up() && running_->database.writes().step(jobs) > 0;
}

bool Site::poll() {
  if (!up()) return false;
  bool any = running_->loop.poll() > 0;
  while (reads_ > 0 && running_->loop.run_one() > 0) any = true;
  running_->loop.restart();
  return any;
}

std::vector<std::string> Site::audit() {
  auto faults = audit::faults(running_->database.connection());
  audit_memory(faults);
  return faults;
}

// The calendars in memory and the claims on disk say the same.
void Site::audit_memory(std::vector<std::string>& faults) {
  using Key = std::tuple<std::uint64_t, std::int64_t, std::int64_t, std::uint64_t>;
  std::vector<Key> stored;
  connection().for_each_row(
      "SELECT artist_id, start, end, owner_id FROM claim ORDER BY 1, 2", [&](const auto& row) {
        stored.emplace_back(row.integer(0), row.integer(1), row.integer(2), row.integer(3));
      });
  std::vector<Key> kept;
  for (const auto artist : {first_artist, second_artist}) {
    for (const auto& claim : running_->books.calendars.peek(artist).claims.all()) {
      kept.emplace_back(artist.value, count(claim.start), count(claim.end), claim.owner);
    }
  }
  if (stored != kept) faults.push_back("memory and disk differ in their claims");
  std::size_t holds = 0;
  connection().for_each_row("SELECT count(*) FROM hold", [&](const auto& row) {
    holds = static_cast<std::size_t>(row.integer(0));
  });
  if (holds != running_->books.holds.size()) faults.push_back("memory and disk differ in holds");
}

}  // namespace meme::simulation
