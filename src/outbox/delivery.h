// Delivers to one consumer: reads what was committed after its position, hands it over in order per
// key, and keeps the outcome. One thread (the dispatcher's executor).
#pragma once
#include <atomic>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include <boost/asio/steady_timer.hpp>

#include "outbox/outbox.h"
#include "outbox/parking.h"

namespace meme::outbox {

struct DeliveryContext {
  sql::Database& database;
  const Clock& clock;
  runtime::Metrics& metrics;
  const Options& options;
};

class Delivery {
 public:
  // Reads the consumer's position, or begins at `newest`. Before Database::start().
  Delivery(DeliveryContext context, Consumer consumer, std::int64_t newest);

  // Hands over everything that is due at the clock's time; how many messages.
  runtime::Task<std::size_t> deliver_due();

  // Everything up to here is finished, but for what is parked.
  std::int64_t position() const { return position_; }
  // When the next parked message is due.
  std::optional<Instant> next_due() const { return parking_.next_due(); }
  // Parked messages were added by somebody else. Any thread.
  void reload() { reload_.store(true); }
  const std::string& name() const { return consumer_.name; }

 private:
  enum class Fate { delivered, failed, behind };
  struct Attempt {
    Message message;
    Fate fate = Fate::behind;
    std::string error;
    Instant not_before{};  // of the next attempt, when this one has failed
  };

  bool wants(const Message& message) const;
  void load_parked(sql::Session& session);
  runtime::Task<std::vector<Message>> read_after(std::int64_t position);
  runtime::Task<std::size_t> deliver_parked();
  runtime::Task<std::size_t> deliver_fresh();
  runtime::Task<void> deliver_one_parked(std::int64_t id);
  runtime::Task<bool> apply_together(const std::vector<Attempt>& attempts, std::int64_t last);
  runtime::Task<void> apply_one(Attempt& attempt);
  runtime::Task<void> send_all(std::vector<Attempt>& attempts);
  runtime::Task<void> send_lane(std::vector<Attempt*> lane);
  runtime::Task<void> send_one(Attempt& attempt);
  // What went wrong, or empty. An exception would leave the deadline's wait waiting.
  runtime::Task<std::string> call_send(Message message);
  runtime::Task<void> acknowledge(const std::vector<Attempt>& attempts, std::int64_t last);
  void write_outcome(sql::Session& tx, const Attempt& attempt) const;
  void remember(const Attempt& attempt);
  void fail(Attempt& attempt, std::string error) const;
  bool is_dead(const Attempt& attempt) const;

  DeliveryContext context_;
  Consumer consumer_;
  std::int64_t position_ = 0;
  Parking parking_;
  std::atomic<bool> reload_{false};
  runtime::Counter& delivered_;
  runtime::Counter& failed_;
  runtime::Counter& dead_;
  runtime::Gauge& parked_count_;
  runtime::Gauge& lag_seconds_;
};

}  // namespace meme::outbox
