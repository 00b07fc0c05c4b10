#include "outbox/outbox.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <latch>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/io_context.hpp>

#include "runtime/failpoints.h"
#include "runtime/io_threads.h"
#include "runtime/log.h"
#include "sql/testing/power_loss_disk.h"

namespace meme::outbox {
namespace {

using namespace std::chrono_literals;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
namespace asio = runtime::asio;

constexpr sql::Migration effect_schema[] = {
    {1, "0001_effects", "CREATE TABLE effect (id INTEGER PRIMARY KEY, payload TEXT) STRICT"}};
constexpr sql::Query insert_effect{"test.insert_effect", "INSERT INTO effect VALUES ($1, $2)"};
constexpr sql::Query effects{"test.effects", "SELECT payload FROM effect ORDER BY id"};
constexpr sql::Query rows_left{"test.rows_left", "SELECT count(*) FROM outbox"};

class OutboxTest : public ::testing::Test {
 protected:
  void SetUp() override {
    log::configure({.level = log::Level::error, .descriptor = -1});
    open();
  }
  void TearDown() override {
    close();
    log::configure({});
  }
  void open() {
    auto opened = sql::Database::open({.path = "/o.db", .vfs = disk_.vfs(), .readers = 1});
    ASSERT_TRUE(opened) << opened.error().message;
    database_ = std::move(*opened);
    ASSERT_TRUE(Outbox::migrate(*database_));
    ASSERT_TRUE(database_->migrate(effect_schema, "effects"));
    outbox_ = std::make_unique<Outbox>(*database_, clock_, metrics_, options_);
  }
  void close() {
    outbox_.reset();
    database_.reset();
  }
  void subscribe_sender(std::string name = "sender") {
    Consumer consumer{.name = std::move(name), .topics = {"t"}};
    consumer.send = [this](Message message) { return send(std::move(message)); };
    outbox_->subscribe(std::move(consumer));
  }
  void subscribe_effect() {
    Consumer consumer{.name = "effect", .topics = {"t"}};
    consumer.effect = [this](sql::Session& tx, const Message& message) {
      if (message.payload == poison_) throw std::runtime_error("poison");
      tx.execute(insert_effect, message.id, message.payload);
    };
    outbox_->subscribe(std::move(consumer));
  }
  runtime::Task<void> send(Message message) {
    if (message.payload == poison_) throw std::runtime_error("poison");
    sent_.push_back(message.payload + "#" + std::to_string(message.attempt));
    co_return;
  }

  runtime::Task<void> count(Message) {
    three_.count_down();
    co_return;
  }

  template <class T>
  T result_of(runtime::Task<T> task) {
    asio::io_context context;
    std::optional<T> result;
    std::exception_ptr problem;
    asio::co_spawn(context, std::move(task), [&](std::exception_ptr thrown, T value) {
      problem = thrown;
      result = std::move(value);
    });
    context.run();
    if (problem) std::rethrow_exception(problem);
    return std::move(*result);
  }
  std::size_t deliver() { return result_of(outbox_->deliver_due()); }

  runtime::Task<bool> write(std::vector<std::pair<std::string, std::string>> messages) {
    auto append = [&](sql::Session& tx) {
      for (const auto& [key, payload] : messages) outbox_->append(tx, "t", key, payload);
    };
    co_await database_->writes().transact(append);
    co_return true;
  }
  void append(std::vector<std::pair<std::string, std::string>> messages) {
    result_of(write(std::move(messages)));
  }
  std::vector<std::string> effects_there() {
    std::vector<std::string> found;
    auto reader = database_->open_reader();
    reader->each(effects, [&](const sql::Row& row) { found.emplace_back(row.text(0)); });
    return found;
  }
  std::int64_t rows() { return *database_->open_reader()->maybe_integer(rows_left); }

  sql::testing::PowerLossDisk disk_;
  ManualClock clock_{Instant{1'700'000'000'000ms}};
  runtime::Metrics metrics_;
  Options options_{.attempts_max = 3, .backoff_first = 1'000ms, .batch_max = 4};
  std::unique_ptr<sql::Database> database_;
  std::unique_ptr<Outbox> outbox_;
  std::vector<std::string> sent_;
  std::string poison_ = "poison";
  std::latch three_{3};
};

TEST_F(OutboxTest, DeliversInOrderAndForgets) {
  subscribe_sender();
  subscribe_effect();
  database_->start();
  append({{"a", "1"}, {"a", "2"}, {"a", "3"}, {"a", "4"}, {"a", "5"}});
  EXPECT_EQ(deliver(), 10U);
  EXPECT_THAT(sent_, ElementsAre("1#1", "2#1", "3#1", "4#1", "5#1"));
  EXPECT_THAT(effects_there(), ElementsAre("1", "2", "3", "4", "5"));
  EXPECT_EQ(rows(), 0);
  EXPECT_EQ(deliver(), 0U);
}

TEST_F(OutboxTest, OtherTopicsPassBy) {
  subscribe_sender();
  outbox_->subscribe({.name = "other", .topics = {"u"}, .effect = [](auto&, auto&) { FAIL(); }});
  database_->start();
  auto both = [this](sql::Session& tx) {
    outbox_->append(tx, "unwanted", "k", "x");
    outbox_->append(tx, "t", "k", "y");
  };
  asio::io_context context;
  asio::co_spawn(context, database_->writes().transact(both), asio::detached);
  context.run();
  EXPECT_EQ(rows(), 1);  // what nobody subscribed to is not even written
  deliver();
  EXPECT_THAT(sent_, ElementsAre("y#1"));
  EXPECT_EQ(rows(), 0);
}

TEST_F(OutboxTest, ARolledBackMessageIsNeverDelivered) {
  subscribe_sender();
  database_->start();
  auto refused = [this](sql::Session& tx) {
    outbox_->append(tx, "t", "a", "never");
    throw std::runtime_error("no");
  };
  asio::io_context context;
  asio::co_spawn(context, database_->writes().transact(refused), asio::detached);
  context.run();
  append({{"a", "1"}});
  deliver();
  EXPECT_THAT(sent_, ElementsAre("1#1"));
}

TEST_F(OutboxTest, AFailingMessageHoldsBackOnlyItsKey) {
  subscribe_sender();
  database_->start();
  append({{"a", "poison"}, {"a", "2"}, {"b", "3"}});
  append({{"a", "4"}, {"b", "5"}});
  deliver();
  EXPECT_THAT(sent_, ElementsAre("3#1", "5#1"));
  poison_ = "cured";
  EXPECT_EQ(deliver(), 0U);  // not due yet
  clock_.advance(1s);
  deliver();
  EXPECT_THAT(sent_, ElementsAre("3#1", "5#1", "poison#2", "2#1", "4#1"));
  EXPECT_EQ(rows(), 0);
}

TEST_F(OutboxTest, AFailingEffectHoldsBackOnlyItsKey) {
  subscribe_effect();
  database_->start();
  append({{"a", "poison"}, {"a", "2"}, {"b", "3"}, {"a", "4"}, {"b", "5"}});
  deliver();
  EXPECT_THAT(effects_there(), ElementsAre("3", "5"));
  poison_ = "cured";
  clock_.advance(1s);
  deliver();
  EXPECT_THAT(effects_there(), ElementsAre("poison", "2", "3", "4", "5"));
}

TEST_F(OutboxTest, AfterTheLastAttemptItIsADeadLetterThatCanBeRevived) {
  subscribe_sender();
  database_->start();
  append({{"a", "poison"}, {"a", "2"}});
  for (int i = 0; i < 5; ++i) {
    deliver();
    clock_.advance(1h);
  }
  EXPECT_THAT(sent_, ElementsAre("2#1"));
  EXPECT_EQ(rows(), 0);
  const auto letters = result_of(outbox_->dead_letters(10));
  ASSERT_EQ(letters.size(), 1U);
  EXPECT_EQ(letters[0].consumer, "sender");
  EXPECT_EQ(letters[0].message.payload, "poison");
  EXPECT_EQ(letters[0].message.attempt, 3);
  EXPECT_EQ(letters[0].error, "poison");
  poison_ = "cured";
  EXPECT_FALSE(result_of(outbox_->revive("sender", 99)));
  EXPECT_TRUE(result_of(outbox_->revive("sender", letters[0].message.id)));
  deliver();
  EXPECT_THAT(sent_, ElementsAre("2#1", "poison#1"));
  EXPECT_THAT(result_of(outbox_->dead_letters(10)), IsEmpty());
  EXPECT_EQ(rows(), 0);
}

TEST_F(OutboxTest, BackoffDoubles) {
  subscribe_sender();
  database_->start();
  append({{"a", "poison"}});
  deliver();
  clock_.advance(999ms);
  EXPECT_EQ(deliver(), 0U);
  clock_.advance(1ms);
  EXPECT_EQ(deliver(), 1U);
  clock_.advance(1'999ms);
  EXPECT_EQ(deliver(), 0U);
  clock_.advance(1ms);
  EXPECT_EQ(deliver(), 1U);
}

TEST_F(OutboxTest, ARestartGoesOnWhereItWas) {
  subscribe_sender();
  database_->start();
  append({{"a", "poison"}, {"a", "2"}, {"b", "3"}});
  deliver();
  append({{"b", "4"}});
  close();
  open();
  subscribe_sender();
  database_->start();
  append({{"b", "5"}});
  poison_ = "cured";
  clock_.advance(1s);
  deliver();
  EXPECT_THAT(sent_, ElementsAre("3#1", "poison#2", "2#1", "4#1", "5#1"));
}

TEST_F(OutboxTest, ANewConsumerBeginsNow) {
  subscribe_sender();
  database_->start();
  append({{"a", "1"}});
  close();
  open();
  subscribe_sender();
  subscribe_sender("late");
  database_->start();
  append({{"a", "2"}});
  deliver();
  EXPECT_THAT(sent_, ElementsAre("1#1", "2#1", "2#1"));
}

TEST_F(OutboxTest, StorageTroubleIsNotTheMessagesFault) {
  subscribe_effect();
  database_->start();
  append({{"a", "1"}});
  for (int i = 0; i < 5; ++i) {
    disk_.fail_syncs(1);
    EXPECT_THROW(deliver(), sql::StorageFailed);
    EXPECT_THAT(effects_there(), IsEmpty());
  }
  deliver();
  EXPECT_THAT(effects_there(), ElementsAre("1"));
}

TEST_F(OutboxTest, ABrokenLaneAcknowledgesNothing) {
  subscribe_sender();
  database_->start();
  append({{"a", "1"}, {"a", "2"}, {"b", "3"}});
  {
    const runtime::failpoints::Scope scope;
    runtime::failpoints::arm("outbox.send.before=throw@1");
    EXPECT_THROW(deliver(), runtime::FailpointHit);
  }
  sent_.clear();
  deliver();
  EXPECT_THAT(sent_, ::testing::UnorderedElementsAre("1#1", "2#1", "3#1"));
}

TEST_F(OutboxTest, TheLoopDeliversByItselfAndStops) {
  Consumer consumer{.name = "counter", .topics = {"t"}};
  consumer.send = [this](Message message) { return count(std::move(message)); };
  outbox_->subscribe(std::move(consumer));
  database_->start();
  runtime::IoThreads threads(1);
  threads.run();
  outbox_->start(threads.at(0).get_executor());
  append({{"a", "1"}});
  append({{"a", "2"}, {"b", "3"}});
  three_.wait();
  outbox_->stop();
  outbox_.reset();  // its timers belong to the threads
}

TEST_F(OutboxTest, AReceiverKnowsWhatItHasTakenIn) {
  sql::Session& session = database_->bootstrap();
  EXPECT_TRUE(first_time(session, "c", 1));
  EXPECT_FALSE(first_time(session, "c", 1));
  EXPECT_TRUE(first_time(session, "d", 1));
  EXPECT_TRUE(first_time(session, "c", 2));
}

}  // namespace
}  // namespace meme::outbox
