// The sending side of one event stream: a bounded queue of shared events in front of a socket.
#pragma once
#include <cstddef>
#include <cstdint>
#include <deque>
#include <memory>
#include <string>

#include <boost/asio/ip/tcp.hpp>

#include "http/event_shard.h"

namespace meme::http {

// On the connection's I/O thread only. `owner` keeps the socket alive while the kernel's buffer is
// full and a wait is under way.
class EventSender {
 public:
  EventSender(boost::asio::ip::tcp::socket& socket, EventShard& shard, std::weak_ptr<void> owner);

  // Events up to `from` are in the queue already or were never asked for.
  void begin(std::uint64_t from) { from_ = from; }
  // The head of the response is out: events may follow. Until then flush() does nothing.
  void open();
  // Queues the event unless it was replayed. True when the caller must flush().
  bool push(const std::shared_ptr<const SentEvent>& event);
  void queue(std::shared_ptr<const SentEvent> event) { queue_.push_back(std::move(event)); }
  void push_text(std::string text);
  void beat(const std::shared_ptr<const SentEvent>& heartbeat);
  // Sends what the socket takes; the rest follows when it becomes writable.
  void flush();
  // Whether nothing was sent or waits to be sent since the last call.
  bool quiet();
  bool blocked() const { return blocked_; }
  std::uint64_t number = 0;  // position among the shard's senders

 private:
  void overflow(std::uint64_t newest);
  void wait();

  boost::asio::ip::tcp::socket& socket_;
  EventShard& shard_;
  std::weak_ptr<void> owner_;
  std::deque<std::shared_ptr<const SentEvent>> queue_;
  std::size_t sent_ = 0;  // of the first event
  std::uint64_t from_ = 0;
  bool open_ = false;
  bool blocked_ = false;
  bool active_ = false;
};

}  // namespace meme::http
