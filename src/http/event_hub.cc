#include "http/event_hub.h"

#include <algorithm>
#include <charconv>
#include <utility>

#include "base/base64.h"
#include "base/check.h"
#include "base/random.h"
#include "http/event_shard.h"

namespace meme::http {

namespace {

std::string frame_of(std::string_view id, std::string_view name, std::string_view data) {
  std::string frame;
  frame.reserve(id.size() + name.size() + data.size() + 24);
  frame.append("id: ").append(id).append("\nevent: ").append(name);
  frame.append("\ndata: ").append(data).append("\n\n");
  return frame;
}

}  // namespace

EventHub::EventHub(runtime::IoThreads& threads, runtime::Metrics& metrics, EventHubOptions options)
    : options_(options),
      epoch_(base64url(secure_random(6))),
      published_(metrics.counter("meme_events_published_total", "Events handed to the hub.")) {
  // An id is "<epoch>-<number>", so the epoch must not hold the separator.
  std::ranges::replace(epoch_, '-', '.');
  auto& resets = metrics.counter("meme_event_stream_resets_total",
                                 "Streams that were too slow and must fetch everything anew.");
  for (int i = 0; i < threads.size(); ++i) {
    shards_.push_back(std::make_unique<EventShard>(*this, threads.at(i), resets));
  }
  metrics.sampled("meme_event_streams", "Open event streams.",
                  [this] { return static_cast<double>(stream_count()); });
}

EventHub::~EventHub() = default;

std::size_t EventHub::stream_count() const {
  std::size_t count = 0;
  for (const auto& shard : shards_) count += shard->stream_count();
  return count;
}

// Batches reach the shards in the order of their numbers because the lock is held; what is done
// under it is short and never waits.
void EventHub::publish(std::vector<Event> events) {
  if (events.empty()) return;
  auto batch = std::make_shared<EventBatch>();
  batch->reserve(events.size());
  const std::scoped_lock lock(mutex_);
  for (Event& event : events) {
    MEME_ASSERT(event.data.find('\n') == event.data.npos);
    const std::uint64_t number = ++newest_;
    auto sent = std::make_shared<const SentEvent>(
        SentEvent{event.topic, number, frame_of(id_of(number), event.name, event.data)});
    keep(sent);
    batch->push_back(std::move(sent));
  }
  trim();
  published_.add(events.size());
  for (const auto& shard : shards_) {
    if (shard->has_streams()) shard->deliver(batch);
  }
}

void EventHub::keep(std::shared_ptr<const SentEvent> event) {
  ring_bytes_ += event->frame.size();
  const std::uint64_t previous = std::exchange(newest_of_[event->topic], event->number);
  ring_.push_back({std::move(event), previous});
}

void EventHub::trim() {
  while (!ring_.empty() &&
         (ring_.size() > options_.ring_events || ring_bytes_ > options_.ring_bytes)) {
    const SentEvent& event = *ring_.front().event;
    ring_bytes_ -= event.frame.size();
    const auto newest = newest_of_.find(event.topic);
    if (newest->second == event.number) newest_of_.erase(newest);
    ring_.pop_front();
  }
}

std::uint64_t EventHub::newest() const {
  const std::scoped_lock lock(mutex_);
  return newest_;
}

std::string EventHub::id_of(std::uint64_t number) const {
  return epoch_ + "-" + std::to_string(number);
}

std::string EventHub::reset_frame(std::uint64_t newest) const {
  return frame_of(id_of(newest), "reset", "{}");
}

std::optional<std::uint64_t> EventHub::number_in(std::string_view id) const {
  if (!id.starts_with(epoch_) || id.size() < epoch_.size() + 2 || id[epoch_.size()] != '-') {
    return std::nullopt;
  }
  id.remove_prefix(epoch_.size() + 1);
  std::uint64_t number = 0;
  const auto [end, error] = std::from_chars(id.data(), id.data() + id.size(), number);
  if (error != std::errc{} || end != id.data() + id.size()) return std::nullopt;
  return number;
}

EventHub::Replay EventHub::replay(std::string_view last_event_id,
                                  std::span<const Topic> topics) const {
  const std::scoped_lock lock(mutex_);
  Replay replay{.newest = newest_};
  if (last_event_id.empty()) return replay;
  const auto last = number_in(last_event_id);
  if (!last || *last > newest_ || *last + 1 < oldest()) {
    replay.reset = true;
    return replay;
  }
  for (const Topic& topic : topics) collect(replay, topic, *last);
  if (replay.missed.size() > options_.queue_events) return {newest_, true, {}};
  std::ranges::sort(replay.missed, {}, [](const auto& event) { return event->number; });
  const auto twice = std::ranges::unique(replay.missed);  // of a topic that was named twice
  replay.missed.erase(twice.begin(), twice.end());
  return replay;
}

void EventHub::collect(Replay& replay, const Topic& topic, std::uint64_t after) const {
  const auto newest = newest_of_.find(topic);
  std::uint64_t number = newest == newest_of_.end() ? 0 : newest->second;
  while (number > after && replay.missed.size() <= options_.queue_events) {
    const Slot& slot = ring_[number - oldest()];
    replay.missed.push_back(slot.event);
    number = slot.previous;
  }
}

}  // namespace meme::http
