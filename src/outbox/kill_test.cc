// The process is killed again and again between commit, send and acknowledgement; in the end every
// message has had its effect exactly once, in this database and at a receiver that keeps a database
// of its own.
#include <gtest/gtest.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <cstdlib>
#include <filesystem>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/io_context.hpp>

#include "outbox/outbox.h"
#include "runtime/failpoints.h"
#include "runtime/log.h"

namespace meme::outbox {
namespace {

namespace asio = runtime::asio;

constexpr int keys = 7;

// MEME_TEST_MESSAGES sets how many; the kills are spread over them.
const int messages_in_all = [] {
  const char* const wanted = std::getenv("MEME_TEST_MESSAGES");
  return wanted != nullptr ? std::atoi(wanted) : 400;
}();

constexpr sql::Migration schema[] = {
    {1, "0001_effects",
     "CREATE TABLE produced (n INTEGER PRIMARY KEY) STRICT;"
     "CREATE TABLE effect (seq INTEGER PRIMARY KEY, n INTEGER NOT NULL) STRICT"}};
constexpr sql::Query produce{"kill.produce", "INSERT INTO produced VALUES ($1)"};
constexpr sql::Query newest{"kill.newest", "SELECT max(n) FROM produced"};
constexpr sql::Query add_effect{"kill.add_effect", "INSERT INTO effect (n) VALUES ($1)"};
constexpr sql::Query all_effects{"kill.all_effects", "SELECT n FROM effect ORDER BY seq"};

std::unique_ptr<sql::Database> open_database(const std::filesystem::path& path) {
  // A kill leaves the kernel's page cache alone, so nothing here depends on syncs.
  auto opened =
      sql::Database::open({.path = path, .synchronous = sql::Synchronous::normal, .readers = 1});
  if (!opened) throw std::runtime_error(opened.error().message);
  if (!Outbox::migrate(**opened) || !(*opened)->migrate(schema, "effects")) {
    throw std::runtime_error("cannot migrate");
  }
  return std::move(*opened);
}

// One life of the process: goes on producing and delivering; ends when all is done, or is killed on
// the way.
class Life {
 public:
  explicit Life(const std::filesystem::path& folder)
      : receiver_(open_database(folder / "receiver.db")),
        database_(open_database(folder / "sender.db")),
        outbox_(*database_, clock_, metrics_, {.batch_max = 8, .lanes = 2}) {
    outbox_.subscribe(
        {.name = "inside", .topics = {"t"}, .effect = [](sql::Session& tx, const Message& message) {
           tx.execute(add_effect, std::stoll(message.payload));
         }});
    Consumer outside{.name = "outside", .topics = {"t"}};
    outside.send = [this](Message message) { return receive(std::move(message)); };
    outbox_.subscribe(std::move(outside));
    database_->start();
    receiver_->start();
  }

  void live() {
    asio::io_context context;
    asio::co_spawn(context, work(), asio::detached);
    context.run();
  }

 private:
  runtime::Task<void> work() {
    for (std::int64_t n = produced(); n < messages_in_all; n = produced()) {
      auto write = [this, n](sql::Session& tx) {
        for (std::int64_t next = n + 1; next <= std::min<std::int64_t>(n + 5, messages_in_all);
             ++next) {
          tx.execute(produce, next);
          outbox_.append(tx, "t", "key" + std::to_string(next % keys), std::to_string(next));
        }
      };
      co_await database_->writes().transact(write);
      co_await outbox_.deliver_due();
    }
    co_await outbox_.deliver_due();
  }
  runtime::Task<void> receive(Message message) {
    auto take_in = [&message](sql::Session& tx) {
      if (first_time(tx, "outside", message.id)) {
        tx.execute(add_effect, std::stoll(message.payload));
      }
    };
    co_await receiver_->writes().transact(take_in);
  }
  std::int64_t produced() { return database_->open_reader()->maybe_integer(newest).value_or(0); }

  SystemClock clock_;
  runtime::Metrics metrics_;
  std::unique_ptr<sql::Database> receiver_;
  std::unique_ptr<sql::Database> database_;
  Outbox outbox_;
};

// True when the child finished its work, false when it was killed.
bool live_once(const std::filesystem::path& folder, const std::string& failpoint) {
  const pid_t child = ::fork();
  if (child == 0) {
    log::configure({.level = log::Level::error});
    runtime::failpoints::arm(failpoint);
    Life(folder).live();
    ::_exit(0);
  }
  int status = 0;
  EXPECT_EQ(::waitpid(child, &status, 0), child);
  EXPECT_TRUE(WIFEXITED(status) ? WEXITSTATUS(status) == 0 : WTERMSIG(status) == SIGKILL);
  return WIFEXITED(status);
}

// Every number once, and those of one key in order.
void expect_exactly_once(const std::filesystem::path& path) {
  const auto database = open_database(path);
  std::vector<std::int64_t> seen;
  database->bootstrap().each(all_effects,
                             [&](const sql::Row& row) { seen.push_back(row.integer(0)); });
  EXPECT_EQ(seen.size(), static_cast<std::size_t>(messages_in_all)) << path;
  std::map<std::int64_t, std::int64_t> last_of_key;
  for (const std::int64_t n : seen) {
    EXPECT_GT(n, last_of_key[n % keys]) << path;
    last_of_key[n % keys] = n;
  }
}

TEST(OutboxKill, LosesAndDoublesNothing) {
  const auto folder =
      std::filesystem::path(::testing::TempDir()) / ("outbox-kill-" + std::to_string(::getpid()));
  std::filesystem::remove_all(folder);
  std::filesystem::create_directories(folder);
  const std::vector<std::string> places{"sql.commit.before", "sql.commit.after",
                                        "outbox.effect",     "outbox.send.before",
                                        "outbox.send.after", "outbox.acknowledged"};
  int kills = 0;
  for (int life = 0; life < 48; ++life) {
    const auto& place = places[static_cast<std::size_t>(life) % places.size()];
    const int passage = 1 + life * messages_in_all / 4800;
    if (!live_once(folder, place + "=kill@" + std::to_string(passage))) ++kills;
  }
  EXPECT_TRUE(live_once(folder, ""));
  EXPECT_GT(kills, 40);
  expect_exactly_once(folder / "sender.db");
  expect_exactly_once(folder / "receiver.db");
  if (HasFailure()) return;
  std::printf("figure: property 8: %d messages to two consumers, %d kills: 0 missing, 0 doubled\n",
              messages_in_all, kills);
  std::filesystem::remove_all(folder);
}

}  // namespace
}  // namespace meme::outbox
