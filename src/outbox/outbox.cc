#include "outbox/outbox.h"

#include <algorithm>
#include <atomic>
#include <latch>
#include <optional>
#include <set>
#include <utility>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/use_awaitable.hpp>

#include "outbox/delivery.h"
#include "outbox/migrations.h"
#include "outbox/queries.h"
#include "runtime/log.h"

namespace meme::outbox {

namespace asio = runtime::asio;

// Held by shared pointers, because a wake-up may still lie in the executor's queue when everything
// has ended.
class Outbox::Dispatcher : public std::enable_shared_from_this<Dispatcher> {
 public:
  Dispatcher(sql::Database& database, const Clock& clock, runtime::Metrics& metrics,
             Options options)
      : options_(options), context_{database, clock, metrics, options_} {
    sql::Session& session = database.bootstrap();
    last_id_ = std::max(session.maybe_integer(queries::largest_message).value_or(0),
                        session.maybe_integer(queries::largest_position).value_or(0));
  }

  void listen() {
    context_.database.writes().after_batch([weak = weak_from_this()] {
      if (const auto self = weak.lock()) self->ring();
    });
  }

  void append(sql::Session& tx, std::string_view topic, std::string_view key,
              std::string_view payload) {
    if (!wanted(topic)) return;
    tx.execute(queries::append, ++last_id_, topic, key, payload, context_.clock.now());
    appended_ = true;
  }

  bool wanted(std::string_view topic) const { return topics_.contains(topic); }

  void subscribe(Consumer consumer) {
    MEME_ASSERT(!consumer.effect != !consumer.send);
    topics_.insert(consumer.topics.begin(), consumer.topics.end());
    lines_.push_back(std::make_unique<Line>(context_, std::move(consumer), last_id_));
  }

  void start(const asio::any_io_executor& executor);
  void stop();
  runtime::Task<std::size_t> deliver_due();
  runtime::Task<std::vector<Letter>> dead_letters(int count_max);
  runtime::Task<bool> revive(std::string consumer, std::int64_t id);

 private:
  struct Line {
    Line(DeliveryContext context, Consumer consumer, std::int64_t newest)
        : delivery(context, std::move(consumer), newest) {}
    Delivery delivery;
    std::optional<asio::steady_timer> timer;
    bool woken = false;
    bool interrupted = false;
  };

  void ring();
  void wake_all();
  runtime::Task<void> run_line(Line* line);
  runtime::Task<void> rest(Line* line);
  runtime::Task<void> prune(std::int64_t batch_min);

  const Options options_;
  DeliveryContext context_;
  std::vector<std::unique_ptr<Line>> lines_;
  std::int64_t pruned_until_ = 0;
  bool stopping_ = false;
  std::optional<std::latch> running_;

  // Writer thread.
  std::set<std::string, std::less<>> topics_;  // that somebody wants; fixed by then
  std::int64_t last_id_ = 0;
  bool appended_ = false;

  std::atomic<bool> started_{false};
  std::atomic<bool> revived_{false};  // an old row is there again
  asio::any_io_executor executor_;
};

// On the writer thread after a batch: one post for all that it appended.
void Outbox::Dispatcher::ring() {
  if (!std::exchange(appended_, false) || !started_.load(std::memory_order_acquire)) return;
  asio::post(executor_, [self = shared_from_this()] { self->wake_all(); });
}

void Outbox::Dispatcher::wake_all() {
  for (const auto& line : lines_) {
    line->woken = true;
    line->timer->cancel();
  }
}

void Outbox::Dispatcher::start(const asio::any_io_executor& executor) {
  executor_ = executor;
  running_.emplace(static_cast<std::ptrdiff_t>(lines_.size()));
  for (const auto& line : lines_) {
    line->timer.emplace(executor);
    asio::co_spawn(executor, run_line(line.get()), [self = shared_from_this()](std::exception_ptr) {
      self->running_->count_down();
    });
  }
  started_.store(true, std::memory_order_release);
}

void Outbox::Dispatcher::stop() {
  if (!started_.exchange(false)) return;
  asio::post(executor_, [this] {
    stopping_ = true;
    wake_all();
  });
  running_->wait();
}

runtime::Task<void> Outbox::Dispatcher::run_line(Line* line) {
  constexpr std::int64_t worth_pruning = 1'000;
  while (!stopping_) {
    line->woken = false;
    line->interrupted = false;
    try {
      co_await line->delivery.deliver_due();
      co_await prune(worth_pruning);
    } catch (const std::exception& problem) {
      line->interrupted = true;
      log::warning("outbox.interrupted",
                   {{"consumer", line->delivery.name()}, {"what", problem.what()}});
    }
    co_await rest(line);
  }
}

// Until there is something new, something parked is due, or a little while after an interruption.
runtime::Task<void> Outbox::Dispatcher::rest(Line* line) {
  constexpr std::chrono::milliseconds longest{30'000}, after_interruption{1'000};
  if (stopping_ || (line->woken && !line->interrupted)) co_return;
  auto pause = longest;
  if (line->interrupted) {
    pause = after_interruption;
  } else if (const auto due = line->delivery.next_due()) {
    pause = std::clamp<std::chrono::milliseconds>(*due - context_.clock.now(),
                                                  std::chrono::milliseconds{1}, longest);
  }
  line->timer->expires_after(pause);
  boost::system::error_code cancelled;
  auto token = asio::redirect_error(asio::use_awaitable, cancelled);
  co_await line->timer->async_wait(token);
}

// Deletes what every consumer has finished, one range of ids at a time.
runtime::Task<void> Outbox::Dispatcher::prune(std::int64_t batch_min) {
  constexpr std::int64_t range_max = 2'000;
  if (revived_.exchange(false)) pruned_until_ = 0;
  std::int64_t finished = lines_.front()->delivery.position();
  for (const auto& line : lines_) finished = std::min(finished, line->delivery.position());
  while (finished - pruned_until_ >= batch_min) {
    auto remove = [finished](sql::Session& tx) {
      const auto parked = tx.maybe_integer(queries::oldest_parked);
      const std::int64_t safe = parked ? std::min(finished, *parked - 1) : finished;
      const auto first = tx.maybe_integer(queries::smallest_message);
      if (!first || *first > safe) return safe;
      const std::int64_t until = std::min(safe, *first + range_max);
      tx.execute(queries::delete_until, until);
      return until;
    };
    const std::int64_t until = co_await context_.database.writes().transact(remove);
    if (until <= pruned_until_) break;  // a parked message is in the way
    pruned_until_ = until;
  }
}

runtime::Task<std::size_t> Outbox::Dispatcher::deliver_due() {
  std::size_t handed_over = 0;
  for (const auto& line : lines_) handed_over += co_await line->delivery.deliver_due();
  if (!lines_.empty()) co_await prune(1);
  co_return handed_over;
}

namespace {

Outbox::Letter letter_of(const sql::Row& row) {
  return {.consumer = std::string(row.text(0)),
          .message = {.id = row.integer(1),
                      .topic = std::string(row.text(2)),
                      .key = std::string(row.text(3)),
                      .payload = std::string(row.text(4)),
                      .created_at = row.instant(5),
                      .attempt = static_cast<int>(row.integer(6))},
          .error = std::string(row.text(7))};
}

}  // namespace

runtime::Task<std::vector<Outbox::Letter>> Outbox::Dispatcher::dead_letters(int count_max) {
  auto read = [count_max](sql::Session& session) {
    std::vector<Letter> letters;
    session.each(
        queries::dead_letters, [&](const sql::Row& row) { letters.push_back(letter_of(row)); },
        count_max);
    return letters;
  };
  co_return co_await context_.database.reads().run(read);
}

runtime::Task<bool> Outbox::Dispatcher::revive(std::string consumer, std::int64_t id) {
  auto put_back = [&consumer, id](sql::Session& tx) {
    std::optional<Letter> letter;
    tx.maybe_one(
        queries::dead_letter, [&](const sql::Row& row) { letter = letter_of(row); }, consumer, id);
    if (!letter) return false;
    const Message& message = letter->message;
    tx.execute(queries::append_again, message.id, message.topic, message.key, message.payload,
               message.created_at);
    tx.execute(queries::park, consumer, id, message.key, 0, Instant{}, letter->error);
    tx.execute(queries::unbury, consumer, id);
    return true;
  };
  const bool found = co_await context_.database.writes().transact(put_back);
  for (const auto& line : lines_) {
    if (line->delivery.name() == consumer) line->delivery.reload();
  }
  revived_.store(true);
  if (started_.load()) asio::post(executor_, [self = shared_from_this()] { self->wake_all(); });
  co_return found;
}

Outbox::Outbox(sql::Database& database, const Clock& clock, runtime::Metrics& metrics,
               Options options)
    : dispatcher_(std::make_shared<Dispatcher>(database, clock, metrics, options)) {
  dispatcher_->listen();
}

Outbox::~Outbox() {
  stop();
}

std::expected<void, sql::OpenRefusal> Outbox::migrate(sql::Database& database) {
  return database.migrate(migrations, "outbox");
}

void Outbox::append(sql::Session& tx, std::string_view topic, std::string_view key,
                    std::string_view payload) {
  dispatcher_->append(tx, topic, key, payload);
}

bool Outbox::wanted(std::string_view topic) const {
  return dispatcher_->wanted(topic);
}

void Outbox::subscribe(Consumer consumer) {
  dispatcher_->subscribe(std::move(consumer));
}
void Outbox::start(asio::any_io_executor executor) {
  dispatcher_->start(executor);
}
void Outbox::stop() {
  dispatcher_->stop();
}
runtime::Task<std::size_t> Outbox::deliver_due() {
  return dispatcher_->deliver_due();
}

runtime::Task<std::vector<Outbox::Letter>> Outbox::dead_letters(int count_max) {
  return dispatcher_->dead_letters(count_max);
}

runtime::Task<bool> Outbox::revive(std::string consumer, std::int64_t id) {
  return dispatcher_->revive(std::move(consumer), id);
}

bool first_time(sql::Session& tx, std::string_view consumer, std::int64_t id) {
  return tx.execute(queries::receive, consumer, id) == 1;
}

}  // namespace meme::outbox
