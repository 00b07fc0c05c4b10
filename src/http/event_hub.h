// Server-sent events: publishers hand in batches, streams receive what they subscribed to.
//
// Each event gets the next number of this process; its id is "<epoch>-<number>". A client that
// comes back with Last-Event-ID gets what it missed from a ring of recent events, or a `reset`
// event when the gap is no longer known; so does a client that reads too slowly.
#pragma once
#include <atomic>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <memory>
#include <mutex>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "http/topic.h"
#include "runtime/io_threads.h"
#include "runtime/metrics.h"

namespace meme::http {

struct Event {
  Topic topic;
  std::string_view name;  // "calendar"
  std::string data;       // one line of JSON
};

struct EventHubOptions {
  std::size_t ring_events = 65'536;
  std::size_t ring_bytes = 16 * 1024 * 1024;
  std::size_t queue_events = 512;  // waiting for one slow stream; beyond: reset
  std::size_t streams_max = 5'000;
  std::chrono::milliseconds heartbeat{15'000};
};

class EventShard;

// An event as it goes over the wire, shared by all streams.
struct SentEvent {
  Topic topic;
  std::uint64_t number = 0;
  std::string frame;
};

class EventHub {
 public:
  EventHub(runtime::IoThreads& threads, runtime::Metrics& metrics, EventHubOptions options = {});
  ~EventHub();  // the threads must have stopped
  EventHub(const EventHub&) = delete;
  EventHub& operator=(const EventHub&) = delete;

  // Any thread, the writer's included; does not wait for any stream. One wake-up per I/O thread
  // that has streams, however many events there are. A batch keeps its order.
  void publish(std::vector<Event> events);

  // The number of the newest event.
  std::uint64_t newest() const;
  std::string id_of(std::uint64_t number) const;
  // What tells a client to fetch everything anew.
  std::string reset_frame(std::uint64_t newest) const;
  std::size_t stream_count() const;

  // What a stream needs to begin: the events after `last_event_id` on `topics`.
  struct Replay {
    std::uint64_t newest = 0;
    bool reset = false;  // the gap is unknown
    std::vector<std::shared_ptr<const SentEvent>> missed{};
  };
  Replay replay(std::string_view last_event_id, std::span<const Topic> topics) const;

  EventShard& shard(int io_thread) { return *shards_[static_cast<std::size_t>(io_thread)]; }
  const EventHubOptions& options() const { return options_; }

 private:
  // Events of one topic are linked backwards, so that a replay touches only what it returns.
  struct Slot {
    std::shared_ptr<const SentEvent> event;
    std::uint64_t previous = 0;  // number of the one before on the same topic; 0 for none
  };
  std::optional<std::uint64_t> number_in(std::string_view id) const;
  std::uint64_t oldest() const { return ring_.empty() ? newest_ + 1 : ring_.front().event->number; }
  void keep(std::shared_ptr<const SentEvent> event);
  void trim();
  void collect(Replay& replay, const Topic& topic, std::uint64_t after) const;

  EventHubOptions options_;
  std::string epoch_;  // tells this process's numbers from those of earlier ones
  mutable std::mutex mutex_;
  std::uint64_t newest_ = 0;  // guarded by mutex_, as is the ring
  std::deque<Slot> ring_;
  std::unordered_map<Topic, std::uint64_t> newest_of_;  // topics that have events in the ring
  std::size_t ring_bytes_ = 0;
  std::vector<std::unique_ptr<EventShard>> shards_;
  runtime::Counter& published_;
};

}  // namespace meme::http
