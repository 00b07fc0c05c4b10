#include "http/event_sender.h"

#include <sys/socket.h>
#include <sys/uio.h>

#include <algorithm>
#include <array>
#include <cerrno>

namespace meme::http {

namespace {
std::shared_ptr<const SentEvent> text_event(std::string text) {
  return std::make_shared<const SentEvent>(SentEvent{Topic{"", 0}, 0, std::move(text)});
}
}  // namespace

EventSender::EventSender(boost::asio::ip::tcp::socket& socket, EventShard& shard,
                         std::weak_ptr<void> owner)
    : socket_(socket), shard_(shard), owner_(std::move(owner)) {}

bool EventSender::push(const std::shared_ptr<const SentEvent>& event) {
  if (event->number <= from_) return false;
  if (queue_.size() >= shard_.hub().options().queue_events) {
    overflow(event->number);
    return true;
  }
  queue_.push_back(event);
  return true;
}

void EventSender::push_text(std::string text) {
  queue_.push_back(text_event(std::move(text)));
}

void EventSender::beat(const std::shared_ptr<const SentEvent>& heartbeat) {
  queue_.push_back(heartbeat);
  flush();
  active_ = false;  // a heartbeat does not count as activity
}

// The client is too slow for what it asked for. It is told to fetch everything anew, and gets no
// event from before that moment.
void EventSender::overflow(std::uint64_t newest) {
  shard_.count_reset();
  queue_.resize(sent_ > 0 ? 1 : 0);
  push_text(shard_.hub().reset_frame(newest));
  from_ = newest;
}

void EventSender::open() {
  open_ = true;
  flush();
}

void EventSender::flush() {
  if (blocked_ || !open_) return;
  active_ = true;
  while (!queue_.empty()) {
    std::array<iovec, 32> parts{};
    const std::size_t count = std::min(queue_.size(), parts.size());
    for (std::size_t i = 0; i < count; ++i) {
      const std::string& frame = queue_[i]->frame;
      const std::size_t skip = i == 0 ? sent_ : 0;
      parts[i] = {const_cast<char*>(frame.data()) + skip, frame.size() - skip};
    }
    msghdr message{};
    message.msg_iov = parts.data();
    message.msg_iovlen = count;
    const ssize_t written =
        ::sendmsg(socket_.native_handle(), &message, MSG_NOSIGNAL | MSG_DONTWAIT);
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) {
      if (errno == EAGAIN || errno == EWOULDBLOCK) return wait();
      queue_.clear();  // the connection's reader meets the same error and ends the stream
      return;
    }
    sent_ += static_cast<std::size_t>(written);
    while (!queue_.empty() && sent_ >= queue_.front()->frame.size()) {
      sent_ -= queue_.front()->frame.size();
      queue_.pop_front();
    }
  }
}

void EventSender::wait() {
  blocked_ = true;
  auto owner = owner_.lock();
  if (!owner) return;
  socket_.async_wait(boost::asio::ip::tcp::socket::wait_write,
                     [this, owner](const boost::system::error_code& error) {
                       blocked_ = false;
                       if (!error) flush();
                     });
}

bool EventSender::quiet() {
  return !std::exchange(active_, false) && !blocked_ && open_;
}

}  // namespace meme::http
