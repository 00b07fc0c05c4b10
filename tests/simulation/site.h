// The server of a simulation: the real service, store, write queue and SQLite, on a disk in memory,
// without a thread that writes. It can be killed, lose its power, and be started again.
#pragma once
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "base/clock.h"
#include "base/random.h"
#include "booking/service.h"
#include "shop.h"
#include "sql/sqlite/writer.h"
#include "sql/testing/power_loss_disk.h"

namespace meme::simulation {

namespace asio = boost::asio;

// sql::Database without its threads: writes happen in Site::step().
class SteppedDatabase final : public sql::Database {
 public:
  explicit SteppedDatabase(const sql::DatabaseOptions& options);

  sql::Session& bootstrap() override { return writer_.session(); }
  void bootstrap_transaction(FunctionRef<void(sql::Session&)> work) override;
  void start() override {}
  void stop() override {}
  sql::WriteQueue& writes() override { return queue_; }
  sql::Readers& reads() override { return readers_; }
  std::unique_ptr<sql::ReadSession> open_reader() override;
  std::expected<void, sql::OpenRefusal> migrate(std::span<const sql::Migration> steps,
                                                std::string_view module) override;
  void backup_to(const std::filesystem::path&,
                 FunctionRef<void(std::int64_t, std::int64_t)>) override {}
  std::vector<std::string> check_fully() override { return {}; }
  sql::sqlite::Connection& connection() { return writer_.connection(); }

 private:
  sql::DatabaseOptions options_;
  sql::sqlite::Writer writer_;
  sql::WriteQueue queue_;
  sql::Readers readers_;
};

// What the service told after commits; kept across restarts, because whoever was told remembers.
class Listener final : public booking::EventListener {
 public:
  void committed(std::span<const booking::Event> events) noexcept override {
    told.insert(told.end(), events.begin(), events.end());
  }
  std::vector<booking::Event> told;
};

class Site {
 public:
  struct Options {
    bool synced = true;       // false: synchronous=NORMAL, the control that must lose
    bool constrained = true;  // false: the trigger against overlaps is dropped
  };
  Site(const Clock& clock, Random& random, Options options);
  ~Site();

  bool up() const { return running_ != nullptr; }
  // Reads the disk and opens. Throws what keeps it from starting.
  void start();
  // The process dies; what it wrote stays with the operating system.
  void kill();
  // The machine dies; what was not synced may be lost.
  void lose_power();

  // Writes at most `jobs` of what waits, in one transaction. False when nothing waits.
  bool step(std::size_t jobs);
  bool has_work() const { return up() && running_->database.writes().pending() > 0; }
  // Runs the event loop until it is quiet. Whether it did anything.
  bool poll();
  // Reads happen on a thread of their own; poll() waits for them, so that time stands still.
  class Read {
   public:
    explicit Read(Site& site) : site_(site) { ++site_.reads_; }
    ~Read() { --site_.reads_; }
    Read(const Read&) = delete;
    Read& operator=(const Read&) = delete;

   private:
    Site& site_;
  };

  asio::io_context& loop() { return running_->loop; }
  booking::Service& service() { return running_->service; }
  sql::testing::PowerLossDisk& disk() { return disk_; }
  const Shop& shop() const { return shop_; }
  const std::vector<booking::Event>& told() const { return listener_.told; }

  // Faults of the database at rest (audit/audit.sql), and differences between it and the memory.
  std::vector<std::string> audit();
  sql::sqlite::Connection& connection() { return running_->database.connection(); }

 private:
  struct Running {
    Running(Site& site, std::uint64_t start_number);
    SteppedDatabase database;
    booking::Books books;
    booking::Service service;
    asio::io_context loop{1};
  };

  void prepare();
  void end_process();
  void audit_memory(std::vector<std::string>& faults);

  const Clock& clock_;
  Random& random_;
  Options options_;
  Shop shop_;
  Listener listener_;
  sql::testing::PowerLossDisk disk_;
  std::uint64_t starts_ = 0;
  int reads_ = 0;
  std::unique_ptr<Running> running_;
};

}  // namespace meme::simulation
