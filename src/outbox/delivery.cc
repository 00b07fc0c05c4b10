#include "outbox/delivery.h"

#include <algorithm>
#include <set>
#include <utility>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/experimental/awaitable_operators.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>

#include "outbox/queries.h"
#include "runtime/failpoints.h"
#include "runtime/log.h"

namespace meme::outbox {
namespace {

namespace asio = runtime::asio;

Message message_of(const sql::Row& row) {
  return {.id = row.integer(0),
          .topic = std::string(row.text(1)),
          .key = std::string(row.text(2)),
          .payload = std::string(row.text(3)),
          .created_at = row.instant(4)};
}

// Failures that are not the message's fault: the attempt does not count, and everything is tried
// again.
bool is_about_us(const std::exception& problem) {
  return dynamic_cast<const sql::StorageFailed*>(&problem) != nullptr ||
         dynamic_cast<const sql::Damaged*>(&problem) != nullptr ||
         dynamic_cast<const runtime::Overloaded*>(&problem) != nullptr;
}

runtime::Labels labels_of(const Consumer& consumer) {
  return {{"consumer", consumer.name}};
}

}  // namespace

Delivery::Delivery(DeliveryContext context, Consumer consumer, std::int64_t newest)
    : context_(context),
      consumer_(std::move(consumer)),
      delivered_(context.metrics.counter("outbox_delivered_total", "Messages delivered.",
                                         labels_of(consumer_))),
      failed_(context.metrics.counter("outbox_failed_total", "Attempts that failed.",
                                      labels_of(consumer_))),
      dead_(
          context.metrics.counter("outbox_dead_total", "Messages given up.", labels_of(consumer_))),
      parked_count_(context.metrics.gauge("outbox_parked", "Messages that wait to be tried again.",
                                          labels_of(consumer_))),
      lag_seconds_(context.metrics.gauge(
          "outbox_lag_seconds", "Age of the oldest message under way.", labels_of(consumer_))) {
  sql::Session& session = context_.database.bootstrap();
  const auto known = session.maybe_integer(queries::position_of, consumer_.name);
  position_ = known.value_or(newest);
  if (!known) session.execute(queries::put_position, consumer_.name, position_);
  load_parked(session);
}

void Delivery::load_parked(sql::Session& session) {
  parking_.clear();
  session.each(
      queries::parked,
      [this](const sql::Row& row) {
        parking_.put(row.integer(0),
                     {std::string(row.text(1)), static_cast<int>(row.integer(2)), row.instant(3)});
      },
      consumer_.name);
}

bool Delivery::wants(const Message& message) const {
  return std::ranges::find(consumer_.topics, message.topic) != consumer_.topics.end();
}

runtime::Task<std::size_t> Delivery::deliver_due() {
  if (reload_.exchange(false)) {
    auto load = [this](sql::Session& session) { load_parked(session); };
    co_await context_.database.reads().run(load);
  }
  std::size_t total = 0;
  for (;;) {
    const std::size_t parked = co_await deliver_parked();
    const std::size_t fresh = co_await deliver_fresh();
    if (parked + fresh == 0) break;
    total += parked + fresh;
  }
  parked_count_.set(static_cast<double>(parking_.size()));
  lag_seconds_.set(0);
  co_return total;
}

runtime::Task<std::size_t> Delivery::deliver_parked() {
  std::size_t handed_over = 0;
  for (;;) {
    const auto due = parking_.due(context_.clock.now());
    if (due.empty()) co_return handed_over;
    for (const std::int64_t id : due) co_await deliver_one_parked(id);
    handed_over += due.size();
  }
}

runtime::Task<void> Delivery::deliver_one_parked(std::int64_t id) {
  Attempt attempt;
  auto read = [&attempt, id](sql::Session& session) {
    return session.maybe_one(
        queries::parked_message, [&](const sql::Row& row) { attempt.message = message_of(row); },
        id);
  };
  const bool found = co_await context_.database.reads().run(read);
  MEME_ASSERT(found);
  attempt.message.attempt = parking_.at(id).attempts + 1;
  if (consumer_.effect) {
    co_await apply_one(attempt);
    co_return;
  }
  co_await send_one(attempt);
  std::vector<Attempt> attempts;
  attempts.push_back(std::move(attempt));
  co_await acknowledge(attempts, position_);
}

runtime::Task<std::vector<Message>> Delivery::read_after(std::int64_t position) {
  auto read = [position, limit = context_.options.batch_max](sql::Session& session) {
    std::vector<Message> found;
    session.each(
        queries::messages_after, [&](const sql::Row& row) { found.push_back(message_of(row)); },
        position, limit);
    return found;
  };
  co_return co_await context_.database.reads().run(read);
}

runtime::Task<std::size_t> Delivery::deliver_fresh() {
  std::vector<Message> messages = co_await read_after(position_);
  if (messages.empty()) co_return 0;
  const std::int64_t last = messages.back().id;
  const std::size_t count = messages.size();
  std::vector<Attempt> attempts;
  for (Message& message : messages) {
    if (!wants(message)) continue;
    const Fate fate = parking_.blocks(message.key) ? Fate::behind : Fate::delivered;
    attempts.push_back({std::move(message), fate, {}, {}});
  }
  if (attempts.empty()) {
    // Not worth a write: after a restart these are looked at once more.
    position_ = last;
    co_return count;
  }
  const auto age = context_.clock.now() - attempts.front().message.created_at;
  lag_seconds_.set(std::chrono::duration<double>(age).count());
  if (consumer_.send) {
    co_await send_all(attempts);
    co_await acknowledge(attempts, last);
  } else if (!co_await apply_together(attempts, last)) {
    for (Attempt& attempt : attempts) co_await apply_one(attempt);
    position_ = last;
  }
  co_return count;
}

// All effects and the new position in one transaction. False when one of them failed; then nothing
// has happened.
runtime::Task<bool> Delivery::apply_together(const std::vector<Attempt>& attempts,
                                             std::int64_t last) {
  auto apply = [this, &attempts, last](sql::Session& tx) {
    for (const Attempt& attempt : attempts) {
      if (attempt.fate == Fate::delivered) consumer_.effect(tx, attempt.message);
      if (attempt.fate == Fate::behind) write_outcome(tx, attempt);
    }
    MEME_FAILPOINT("outbox.effect");
    tx.execute(queries::put_position, consumer_.name, last);
  };
  try {
    co_await context_.database.writes().transact(apply);
  } catch (const std::exception& problem) {
    if (is_about_us(problem)) throw;
    co_return false;
  }
  for (const Attempt& attempt : attempts) remember(attempt);
  position_ = last;
  co_return true;
}

// One effect in a transaction of its own; when it fails, that is written in another.
runtime::Task<void> Delivery::apply_one(Attempt& attempt) {
  const std::int64_t position = std::max(position_, attempt.message.id);
  const bool is_fresh = !parking_.holds(attempt.message.id);
  attempt.fate = is_fresh && parking_.blocks(attempt.message.key) ? Fate::behind : Fate::delivered;
  if (attempt.fate == Fate::delivered) {
    auto apply = [this, &attempt, position](sql::Session& tx) {
      consumer_.effect(tx, attempt.message);
      write_outcome(tx, attempt);
      tx.execute(queries::put_position, consumer_.name, position);
    };
    try {
      co_await context_.database.writes().transact(apply);
      remember(attempt);
      position_ = position;
      co_return;
    } catch (const std::exception& problem) {
      if (is_about_us(problem)) throw;
      fail(attempt, problem.what());
    }
  }
  std::vector<Attempt> attempts;
  attempts.push_back(std::move(attempt));
  co_await acknowledge(attempts, position);
}

runtime::Task<void> Delivery::send_all(std::vector<Attempt>& attempts) {
  const auto lanes = static_cast<std::size_t>(std::max(1, context_.options.lanes));
  std::vector<std::vector<Attempt*>> by_lane(lanes);
  for (Attempt& attempt : attempts) {
    if (attempt.fate == Fate::behind) continue;
    by_lane[std::hash<std::string>{}(attempt.message.key) % lanes].push_back(&attempt);
  }
  const auto executor = co_await asio::this_coro::executor;
  std::size_t under_way = 0;
  std::exception_ptr broken;
  asio::steady_timer all_done(executor, asio::steady_timer::time_point::max());
  for (auto& lane : by_lane) {
    if (lane.empty()) continue;
    ++under_way;
    asio::co_spawn(executor, send_lane(std::move(lane)), [&](std::exception_ptr problem) {
      if (problem) broken = std::move(problem);
      if (--under_way == 0) all_done.cancel();
    });
  }
  boost::system::error_code cancelled;
  auto token = asio::redirect_error(asio::use_awaitable, cancelled);
  if (under_way > 0) co_await all_done.async_wait(token);
  // A lane that broke has not tried all its messages: nothing is acknowledged, all are sent again.
  if (broken) std::rethrow_exception(broken);
}

runtime::Task<void> Delivery::send_lane(std::vector<Attempt*> lane) {
  std::set<std::string> failed_keys;
  for (Attempt* attempt : lane) {
    if (failed_keys.contains(attempt->message.key)) {
      attempt->fate = Fate::behind;
      continue;
    }
    co_await send_one(*attempt);
    if (attempt->fate == Fate::failed) failed_keys.insert(attempt->message.key);
  }
}

runtime::Task<void> Delivery::send_one(Attempt& attempt) {
  using namespace asio::experimental::awaitable_operators;
  MEME_FAILPOINT("outbox.send.before");
  asio::steady_timer deadline(co_await asio::this_coro::executor, context_.options.send_time_max);
  Message copy = attempt.message;
  auto sending = call_send(std::move(copy));
  auto waiting = deadline.async_wait(asio::use_awaitable);
  const auto first = co_await (std::move(sending) || std::move(waiting));
  MEME_FAILPOINT("outbox.send.after");
  attempt.fate = Fate::delivered;
  const std::string error = first.index() == 1 ? "took too long" : std::get<0>(first);
  if (!error.empty()) fail(attempt, error);
}

runtime::Task<std::string> Delivery::call_send(Message message) {
  try {
    co_await consumer_.send(std::move(message));
    co_return std::string();
  } catch (const std::exception& problem) {
    const std::string_view what = problem.what();
    co_return std::string(what.empty() ? "failed" : what);
  }
}

runtime::Task<void> Delivery::acknowledge(const std::vector<Attempt>& attempts, std::int64_t last) {
  auto write = [this, &attempts, last](sql::Session& tx) {
    for (const Attempt& attempt : attempts) write_outcome(tx, attempt);
    tx.execute(queries::put_position, consumer_.name, last);
  };
  co_await context_.database.writes().transact(write);
  MEME_FAILPOINT("outbox.acknowledged");
  for (const Attempt& attempt : attempts) remember(attempt);
  position_ = last;
}

// On the writer thread, perhaps twice: reads what remember() has not changed yet, changes nothing
// but the database.
void Delivery::write_outcome(sql::Session& tx, const Attempt& attempt) const {
  const Message& message = attempt.message;
  const bool was_parked = parking_.holds(message.id);
  if (attempt.fate == Fate::behind) {
    tx.execute(queries::park, consumer_.name, message.id, message.key, 0, Instant{}, "");
    return;
  }
  if (attempt.fate == Fate::failed && !is_dead(attempt)) {
    tx.execute(queries::park, consumer_.name, message.id, message.key, message.attempt,
               attempt.not_before, attempt.error);
    return;
  }
  if (was_parked) tx.execute(queries::unpark, consumer_.name, message.id);
  if (attempt.fate == Fate::delivered) return;
  tx.execute(queries::bury, consumer_.name, message.id, message.topic, message.key, message.payload,
             message.created_at, message.attempt, attempt.error, context_.clock.now());
}

void Delivery::remember(const Attempt& attempt) {
  const Message& message = attempt.message;
  if (attempt.fate == Fate::delivered) {
    parking_.take(message.id);
    delivered_.add();
  } else if (attempt.fate == Fate::behind) {
    parking_.put(message.id, {message.key, 0, Instant{}});
  } else if (is_dead(attempt)) {
    parking_.take(message.id);
    dead_.add();
    log::error("outbox.given_up", {{"consumer", consumer_.name},
                                   {"id", message.id},
                                   {"topic", message.topic},
                                   {"attempts", message.attempt}});
  } else {
    parking_.put(message.id, {message.key, message.attempt, attempt.not_before});
  }
}

void Delivery::fail(Attempt& attempt, std::string error) const {
  constexpr std::size_t error_max = 500;
  attempt.fate = Fate::failed;
  attempt.error = error.substr(0, error_max);
  auto backoff = context_.options.backoff_first;
  for (int i = 1; i < attempt.message.attempt && backoff < context_.options.backoff_max; ++i) {
    backoff *= 2;
  }
  attempt.not_before = context_.clock.now() + std::min(backoff, context_.options.backoff_max);
  failed_.add();
}

bool Delivery::is_dead(const Attempt& attempt) const {
  return attempt.message.attempt >= context_.options.attempts_max;
}

}  // namespace meme::outbox
