#include "http/event_shard.h"

#include <algorithm>

#include <boost/asio/post.hpp>

#include "http/event_sender.h"

namespace meme::http {

EventShard::EventShard(const EventHub& hub, boost::asio::io_context& context,
                       runtime::Counter& resets)
    : hub_(hub), context_(context), timer_(context), resets_(resets) {}

void EventShard::deliver(std::shared_ptr<const EventBatch> batch) {
  {
    const std::scoped_lock lock(mutex_);
    inbox_.push_back(std::move(batch));
    if (std::exchange(scheduled_, true)) return;
  }
  boost::asio::post(context_, [this] { drain(); });
}

void EventShard::drain() {
  std::vector<std::shared_ptr<const EventBatch>> batches;
  {
    const std::scoped_lock lock(mutex_);
    batches.swap(inbox_);
    scheduled_ = false;
  }
  std::vector<EventSender*> touched;
  for (const auto& batch : batches) hand_out(*batch, touched);
  std::ranges::sort(touched);
  touched.erase(std::ranges::unique(touched).begin(), touched.end());
  for (EventSender* sender : touched) sender->flush();
}

void EventShard::hand_out(const EventBatch& batch, std::vector<EventSender*>& touched) {
  for (const auto& event : batch) {
    const auto found = listeners_.find(event->topic);
    if (found == listeners_.end()) continue;
    for (EventSender* sender : found->second) {
      if (sender->push(event)) touched.push_back(sender);
    }
  }
}

void EventShard::add(EventSender& sender, std::span<const Topic> topics) {
  for (const Topic& topic : topics) {
    auto& listeners = listeners_[topic];
    if (std::ranges::find(listeners, &sender) == listeners.end()) listeners.push_back(&sender);
  }
  sender.number = senders_.size();
  senders_.push_back(&sender);
  if (!std::exchange(beating_, true)) schedule_heartbeat();
}

void EventShard::remove(EventSender& sender, std::span<const Topic> topics) {
  for (const Topic& topic : topics) {
    const auto found = listeners_.find(topic);
    if (found == listeners_.end()) continue;
    std::erase(found->second, &sender);
    if (found->second.empty()) listeners_.erase(found);
  }
  senders_.back()->number = sender.number;
  senders_[sender.number] = senders_.back();
  senders_.pop_back();
  withdraw();
}

void EventShard::schedule_heartbeat() {
  timer_.expires_after(hub_.options().heartbeat);
  timer_.async_wait([this](const boost::system::error_code& error) {
    if (!error) beat();
  });
}

// A comment keeps proxies from closing a quiet stream. The id with it keeps the client's position
// fresh: without, a stream on a quiet topic would fall out of the ring while others are busy. All
// events up to the newest are in the inbox already, and handed out before the id claims it.
void EventShard::beat() {
  const std::string id = hub_.id_of(hub_.newest());
  drain();
  const auto event =
      std::make_shared<const SentEvent>(SentEvent{Topic{"", 0}, 0, ":\nid: " + id + "\n\n"});
  for (EventSender* sender : senders_) {
    if (sender->quiet()) sender->beat(event);
  }
  beating_ = !senders_.empty();
  if (beating_) schedule_heartbeat();
}

}  // namespace meme::http
