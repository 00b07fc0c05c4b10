// group_commit_bench: how many bookings a bare programme commits with SQLite alone, so many to a
// transaction, on the disk it is run on; and what one fdatasync costs there. The measure that the
// service is held against.
#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <fstream>
#include <iostream>
#include <memory>
#include <stdexcept>

#include <fmt/format.h>

#include "runtime/settings.h"
#include "sql/bench/row_set.h"

namespace meme::sql::bench {
namespace {

using SteadyClock = std::chrono::steady_clock;

double seconds_since(SteadyClock::time_point start) {
  return std::chrono::duration<double>(SteadyClock::now() - start).count();
}

struct Plan {
  std::filesystem::path folder;
  std::filesystem::path rows;
  std::vector<std::int64_t> per_transaction;
  double seconds = 3;
  std::int64_t artists = 1'000;
  std::int64_t customers = 100'000;
  std::int64_t warm_rows = 0;
  std::int64_t page_bytes = 4096;
  std::int64_t checkpoint_pages = 1000;
  std::int64_t cache_mb = 16;
  std::filesystem::path json;
};

struct Percentiles {
  double p50_ms = 0, p99_ms = 0, max_ms = 0;
};

Percentiles percentiles(std::vector<double> seconds) {
  if (seconds.empty()) return {};
  std::ranges::sort(seconds);
  return {seconds[seconds.size() / 2] * 1e3, seconds[seconds.size() * 99 / 100] * 1e3,
          seconds.back() * 1e3};
}

struct Result {
  std::int64_t per_transaction = 0;
  double rate = 0;  // bookings a second
  Percentiles commit;
};

// Appends to a file as the log does: a write of 16 kB, then fdatasync.
Percentiles measure_sync(const std::filesystem::path& folder) {
  constexpr int rounds = 1'000;
  constexpr std::size_t size = 16 * 1024;
  const auto path = folder / "sync.bin";
  const int file = ::open(path.c_str(), O_RDWR | O_CREAT | O_TRUNC, 0600);
  if (file < 0) throw std::runtime_error("cannot write in " + folder.string());
  const std::string content(size, 'x');
  std::vector<double> times;
  for (int i = 0; i < rounds; ++i) {
    const auto offset = static_cast<off_t>(size) * (i % 64);
    if (::pwrite(file, content.data(), size, offset) < 0) throw std::runtime_error("cannot write");
    const auto start = SteadyClock::now();
    if (::fdatasync(file) != 0) throw std::runtime_error("cannot sync");
    times.push_back(seconds_since(start));
  }
  ::close(file);
  std::filesystem::remove(path);
  return percentiles(std::move(times));
}

class Bare {
 public:
  Bare(const Plan& plan, const RowSet& rows)
      : path_(plan.folder / "bare.db"), draw_(plan.artists, plan.customers, 7) {
    remove_files();
    if (sqlite3_open(path_.c_str(), &db_) != SQLITE_OK) throw std::runtime_error("cannot open");
    run(fmt::format("PRAGMA page_size = {}; PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; "
                    "PRAGMA cache_size = -{}; PRAGMA secure_delete = FAST; "
                    "PRAGMA wal_autocheckpoint = {};",
                    plan.page_bytes, plan.cache_mb * 1024, plan.checkpoint_pages)
            .c_str());
    run(rows.schema.c_str());
    for (const RowStatement& row : rows.statements) {
      statements_.push_back(std::make_unique<PreparedRow>(db_, row));
    }
  }
  ~Bare() {
    statements_.clear();
    sqlite3_close(db_);
    remove_files();
  }
  Bare(const Bare&) = delete;
  Bare& operator=(const Bare&) = delete;

  void transaction(std::int64_t bookings, std::vector<double>* commits) {
    run("BEGIN IMMEDIATE");
    for (std::int64_t i = 0; i < bookings; ++i) book();
    const auto start = SteadyClock::now();
    run("COMMIT");
    if (commits != nullptr) commits->push_back(seconds_since(start));
  }

  Result measure(std::int64_t per_transaction, double seconds) {
    std::vector<double> commits;
    const auto start = SteadyClock::now();
    while (seconds_since(start) < seconds) transaction(per_transaction, &commits);
    const auto bookings =
        static_cast<double>(commits.size()) * static_cast<double>(per_transaction);
    return {per_transaction, bookings / seconds_since(start), percentiles(std::move(commits))};
  }

 private:
  void book() {
    const Drawn drawn = draw_.next();
    for (const auto& statement : statements_) {
      if (!statement->write(drawn, draw_.random())) check(SQLITE_ERROR);
    }
  }
  void run(const char* text) { check(sqlite3_exec(db_, text, nullptr, nullptr, nullptr)); }
  void check(int code) {
    if (code != SQLITE_OK) throw std::runtime_error(sqlite3_errmsg(db_));
  }
  void remove_files() {
    for (const char* suffix : {"", "-wal", "-shm"}) {
      std::filesystem::remove(path_.string() + suffix);
    }
  }

  std::filesystem::path path_;
  Draw draw_;
  sqlite3* db_ = nullptr;
  std::vector<std::unique_ptr<PreparedRow>> statements_;
};

std::vector<std::int64_t> numbers(const std::string& list) {
  std::vector<std::int64_t> found;
  std::istringstream in(list);
  for (std::string word; std::getline(in, word, ',');) found.push_back(std::stoll(word));
  return found;
}

Plan read_plan(runtime::Settings& settings) {
  Plan plan;
  plan.folder = settings.path("folder", ".", "Where to write, on the disk to be measured.");
  plan.rows = settings.path("rows", "src/sql/bench/booking.rows", "What one booking writes.");
  plan.per_transaction = numbers(settings.text(
      "per_transaction", "1,64,512", {.sentence = "Bookings in one transaction, several sizes."}));
  plan.seconds =
      static_cast<double>(
          settings.duration("time", std::chrono::seconds{3}, {.sentence = "For each size."})
              .count()) /
      1e3;
  plan.artists = settings.integer("artists", 1'000, {.min = 1, .max = 10'000'000});
  plan.customers = settings.integer("customers", 100'000, {.min = 1});
  plan.warm_rows = settings.integer(
      "warm", 0,
      {.min = 0, .unit = "bookings", .sentence = "Written before anything is measured."});
  plan.page_bytes = settings.integer("page", 4096, {.min = 512, .max = 65536, .unit = "bytes"});
  plan.checkpoint_pages = settings.integer("checkpoint", 1000, {.min = 1, .unit = "pages"});
  plan.cache_mb = settings.integer("cache", 16, {.min = 1, .unit = "MiB"});
  plan.json = settings.path("json", "", "A file for the figures.");
  return plan;
}

void print(const Percentiles& sync, const std::vector<Result>& results, std::ostream& out) {
  out << fmt::format("{{\"fdatasyncP50Ms\":{:.3f},\"fdatasyncP99Ms\":{:.3f},\"groupCommit\":[",
                     sync.p50_ms, sync.p99_ms);
  for (std::size_t i = 0; i < results.size(); ++i) {
    const Result& result = results[i];
    out << fmt::format(
        "{}{{\"perTransaction\":{},\"bookingsPerSecond\":{:.0f},\"commitP50Ms\":{:.3f},"
        "\"commitP99Ms\":{:.3f},\"commitMaxMs\":{:.3f}}}",
        i == 0 ? "" : ",", result.per_transaction, result.rate, result.commit.p50_ms,
        result.commit.p99_ms, result.commit.max_ms);
  }
  out << "]}\n";
}

int run(const Plan& plan) {
  const RowSet rows = read_row_set(plan.rows, MEME_SOURCE_DIR);
  const Percentiles sync = measure_sync(plan.folder);
  fmt::print("fdatasync of 16 kB      p50 {:7.3f} ms  p99 {:7.3f} ms  max {:7.3f} ms\n",
             sync.p50_ms, sync.p99_ms, sync.max_ms);
  Bare bare(plan, rows);
  for (std::int64_t done = 0; done < plan.warm_rows; done += 5'000)
    bare.transaction(5'000, nullptr);
  std::vector<Result> results;
  for (const std::int64_t size : plan.per_transaction) {
    results.push_back(bare.measure(size, plan.seconds));
    const Result& result = results.back();
    fmt::print(
        "{:4} a transaction {:8.0f} bookings/s  commit p50 {:7.3f} ms  p99 {:7.3f} ms  max "
        "{:7.3f} ms\n",
        size, result.rate, result.commit.p50_ms, result.commit.p99_ms, result.commit.max_ms);
  }
  if (!plan.json.empty()) {
    std::ofstream out(plan.json);
    print(sync, results, out);
  }
  return 0;
}

}  // namespace
}  // namespace meme::sql::bench

int main(int count, char** arguments) {
  auto settings = meme::runtime::Settings::from_process({arguments + 1, arguments + count});
  const auto plan = meme::sql::bench::read_plan(settings);
  if (auto finished = settings.finish(); !finished) {
    for (const std::string& problem : finished.error()) std::cerr << problem << "\n";
    std::cerr << settings.describe();
    return 2;
  }
  try {
    return meme::sql::bench::run(plan);
  } catch (const std::exception& problem) {
    std::cerr << problem.what() << "\n";
    return 1;
  }
}
