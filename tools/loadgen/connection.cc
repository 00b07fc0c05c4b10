#include "connection.h"

#include <sys/socket.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

namespace meme::loadgen {

Connection::Connection(Loop& loop, const Endpoint& endpoint, ReplyListener& listener,
                       std::size_t number)
    : loop_(loop), endpoint_(endpoint), listener_(listener), number_(number) {
  in_.resize(16 * 1024);
  open();
}

Connection::~Connection() {
  shut();
}

void Connection::open() {
  fd_ = connect_to(endpoint_);
  filled_ = 0;
  out_.clear();
  loop_.add(fd_, *this);
}

void Connection::shut() {
  if (fd_ >= 0) close(fd_);
  fd_ = -1;
  waiting_ = false;
}

void Connection::abandon() {
  shut();
}

void Connection::send(std::string_view request) {
  if (fd_ < 0) open();
  waiting_ = true;
  const ssize_t sent = ::send(fd_, request.data(), request.size(), MSG_NOSIGNAL);
  const std::size_t taken = sent > 0 ? static_cast<std::size_t>(sent) : 0;
  if (taken == request.size()) return;
  if (sent < 0 && errno != EAGAIN) return;  // reading will find the end of the connection
  out_.assign(request.substr(taken));
  loop_.watch(fd_, *this, true);
}

void Connection::ready(std::uint32_t events) {
  if (fd_ < 0) return;
  if ((events & EPOLLOUT) != 0) write_rest();
  if ((events & ~static_cast<std::uint32_t>(EPOLLOUT)) != 0) read_some();
}

void Connection::write_rest() {
  const ssize_t sent = ::send(fd_, out_.data(), out_.size(), MSG_NOSIGNAL);
  if (sent > 0) out_.erase(0, static_cast<std::size_t>(sent));
  if (out_.empty()) loop_.watch(fd_, *this, false);
}

void Connection::read_some() {
  if (filled_ == in_.size()) in_.resize(in_.size() * 2);
  const ssize_t got = recv(fd_, in_.data() + filled_, in_.size() - filled_, 0);
  if (got < 0 && errno == EAGAIN) return;
  if (got <= 0) return fail();
  filled_ += static_cast<std::size_t>(got);
  const Parsed parsed = parse_reply(std::string_view(in_).substr(0, filled_));
  if (parsed.state == Wire::incomplete) return;
  if (parsed.state == Wire::broken || !waiting_ || parsed.consumed != filled_) return fail();
  filled_ = 0;
  waiting_ = false;
  if (header_of(parsed.reply.head, "connection") == "close") shut();
  listener_.on_reply(*this, parsed.reply);
}

void Connection::fail() {
  const bool outstanding = waiting_;
  shut();
  if (outstanding) listener_.on_broken(*this);
}

}  // namespace meme::loadgen
