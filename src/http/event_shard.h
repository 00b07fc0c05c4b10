// The event streams of one I/O thread: who listens to what, and the inbox that publishers fill.
#pragma once
#include <atomic>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <mutex>
#include <span>
#include <string>
#include <unordered_map>
#include <vector>

#include <boost/asio/io_context.hpp>
#include <boost/asio/steady_timer.hpp>

#include "http/event_hub.h"

namespace meme::http {

class EventSender;
using EventBatch = std::vector<std::shared_ptr<const SentEvent>>;

class EventShard {
 public:
  EventShard(const EventHub& hub, boost::asio::io_context& context, runtime::Counter& resets);

  // Any thread. At most one wake-up is under way at a time.
  void deliver(std::shared_ptr<const EventBatch> batch);
  bool has_streams() const { return streams_.load() > 0; }
  std::size_t stream_count() const { return streams_.load(); }

  // On the I/O thread. announce() comes before the hub is asked for the replay, so that no event
  // falls between the two; then add(), or withdraw() instead.
  void announce() { streams_.fetch_add(1); }
  void withdraw() { streams_.fetch_sub(1); }
  void add(EventSender& sender, std::span<const Topic> topics);
  void remove(EventSender& sender, std::span<const Topic> topics);
  void count_reset() { resets_.add(); }
  const EventHub& hub() const { return hub_; }

 private:
  void drain();
  void hand_out(const EventBatch& batch, std::vector<EventSender*>& touched);
  void schedule_heartbeat();
  void beat();

  const EventHub& hub_;
  boost::asio::io_context& context_;
  boost::asio::steady_timer timer_;
  runtime::Counter& resets_;
  std::atomic<std::size_t> streams_{0};
  std::unordered_map<Topic, std::vector<EventSender*>> listeners_;
  std::vector<EventSender*> senders_;
  bool beating_ = false;

  std::mutex mutex_;
  std::vector<std::shared_ptr<const EventBatch>> inbox_;  // guarded by mutex_
  bool scheduled_ = false;                                // guarded by mutex_
};

}  // namespace meme::http
