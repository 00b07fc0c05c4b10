#include "loop.h"

#include <arpa/inet.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>

namespace meme::loadgen {

std::int64_t now_ns() {
  timespec now{};
  clock_gettime(CLOCK_MONOTONIC, &now);
  return static_cast<std::int64_t>(now.tv_sec) * 1'000'000'000 + now.tv_nsec;
}

Loop::Loop() : epoll_(epoll_create1(EPOLL_CLOEXEC)) {
  if (epoll_ < 0) throw Failure("epoll_create1 failed");
}

Loop::~Loop() {
  close(epoll_);
}

void Loop::add(int fd, Ready& owner) {
  epoll_event event{.events = EPOLLIN | EPOLLRDHUP, .data = {.ptr = &owner}};
  if (epoll_ctl(epoll_, EPOLL_CTL_ADD, fd, &event) != 0) throw Failure("epoll_ctl failed");
}

void Loop::watch(int fd, Ready& owner, bool writing) {
  const std::uint32_t wanted = EPOLLIN | EPOLLRDHUP | (writing ? EPOLLOUT : 0u);
  epoll_event event{.events = wanted, .data = {.ptr = &owner}};
  if (epoll_ctl(epoll_, EPOLL_CTL_MOD, fd, &event) != 0) throw Failure("epoll_ctl failed");
}

void Loop::turn(std::int64_t until) {
  const std::int64_t left = std::max<std::int64_t>(until - now_ns(), 0);
  const timespec timeout{.tv_sec = left / 1'000'000'000, .tv_nsec = left % 1'000'000'000};
  const int count =
      epoll_pwait2(epoll_, events_.data(), static_cast<int>(events_.size()), &timeout, nullptr);
  if (count < 0 && errno != EINTR) throw Failure("epoll_pwait2 failed");
  for (int i = 0; i < count; ++i) {
    const epoll_event& event = events_[static_cast<std::size_t>(i)];
    static_cast<Ready*>(event.data.ptr)->ready(event.events);
  }
}

int connect_to(const Endpoint& endpoint) {
  const int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  if (fd < 0) throw Failure(std::string("socket: ") + std::strerror(errno));
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(endpoint.port);
  const bool known = inet_pton(AF_INET, endpoint.host.c_str(), &address.sin_addr) == 1;
  if (!known || connect(fd, reinterpret_cast<sockaddr*>(&address), sizeof address) != 0) {
    const std::string reason = known ? std::strerror(errno) : "not an IPv4 address";
    close(fd);
    throw Failure("cannot connect to " + endpoint.host + ':' + std::to_string(endpoint.port) +
                  ": " + reason);
  }
  const int on = 1;
  setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
  fcntl(fd, F_SETFL, fcntl(fd, F_GETFL) | O_NONBLOCK);
  return fd;
}

}  // namespace meme::loadgen
