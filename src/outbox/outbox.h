// The transactional outbox: a message is written in the transaction that makes it true, and
// delivered afterwards, at least once, in order per key, to every consumer of its topic. A consumer
// whose effect is in this database has its effect exactly once: effect and acknowledgement are one
// transaction.
#pragma once
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <expected>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include <boost/asio/any_io_executor.hpp>

#include "base/clock.h"
#include "runtime/metrics.h"
#include "runtime/task.h"
#include "sql/database.h"

namespace meme::outbox {

struct Message {
  std::int64_t id = 0;  // grows with the order of commits; never used twice
  std::string topic;    // "booking.reservation"
  std::string key;      // messages with one key are delivered in order: "art_1k"
  std::string payload;
  Instant created_at{};
  int attempt = 1;
};

// One of the two is set. `effect` runs on the writer thread inside the transaction that
// acknowledges; it must only write to the database. `send` runs on the dispatcher's executor and
// may do anything; it is called again when the process died before the acknowledgement, so the
// receiver must know Message::id. Either fails by throwing.
struct Consumer {
  std::string name;  // never renamed: the position is kept under it
  std::vector<std::string> topics;
  std::function<void(sql::Session& tx, const Message& message)> effect;
  std::function<runtime::Task<void>(Message message)> send;
};

struct Options {
  int attempts_max = 8;                            // then the message becomes a dead letter
  std::chrono::milliseconds backoff_first{1'000};  // doubles with every attempt
  std::chrono::milliseconds backoff_max = std::chrono::minutes{10};
  std::chrono::milliseconds send_time_max{30'000};
  int batch_max = 256;  // messages read at once
  int lanes = 4;        // sends under way at once for one consumer; one key is always in one lane
};

// Everything but append() belongs to one thread: main's until start(), then the executor's.
class Outbox {
 public:
  // Before Database::start(), after migrate().
  Outbox(sql::Database& database, const Clock& clock, runtime::Metrics& metrics, Options options);
  ~Outbox();
  Outbox(const Outbox&) = delete;
  Outbox& operator=(const Outbox&) = delete;

  // Creates and updates the tables.
  static std::expected<void, sql::OpenRefusal> migrate(sql::Database& database);

  // On the writer thread (or before Database::start()), inside the transaction that makes the
  // message true. A message that nobody subscribed to is not written.
  void append(sql::Session& tx, std::string_view topic, std::string_view key,
              std::string_view payload);

  // Whether anybody subscribed to the topic; a message that nobody wants need not be made.
  bool wanted(std::string_view topic) const;

  // Before Database::start(). A consumer that was not known before gets messages from now on.
  void subscribe(Consumer consumer);

  // Delivers from now on, on an executor that is served by one thread. After Database::start().
  void start(runtime::asio::any_io_executor executor);
  // Lets what is under way end and delivers no more. On another thread than the executor's, which
  // must still be running.
  void stop();

  // Delivers all that is due at the clock's time, and returns how many messages were handed over.
  // What the loops of start() do; tests call it instead.
  runtime::Task<std::size_t> deliver_due();

  struct Letter {
    std::string consumer;
    Message message;
    std::string error;
  };
  // The oldest ones. Any thread.
  runtime::Task<std::vector<Letter>> dead_letters(int count_max);
  // Puts a dead letter back to be delivered once more. False when there is none such. Any thread.
  runtime::Task<bool> revive(std::string consumer, std::int64_t id);

 private:
  class Dispatcher;
  std::shared_ptr<Dispatcher> dispatcher_;
};

// For a receiver that may get a message twice: false when `id` was taken in before. In the
// transaction of the effect.
bool first_time(sql::Session& tx, std::string_view consumer, std::int64_t id);

}  // namespace meme::outbox
