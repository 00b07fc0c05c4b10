#pragma once
#include <sys/epoll.h>

#include <array>
#include <cstdint>
#include <stdexcept>
#include <string>

namespace meme::loadgen {

// Nanoseconds of the monotonic clock.
std::int64_t now_ns();

struct Failure : std::runtime_error {
  using runtime_error::runtime_error;
};

// Something that epoll reports.
class Ready {
 public:
  virtual ~Ready() = default;
  virtual void ready(std::uint32_t events) = 0;
};

// One epoll set, driven by the one thread of the load generator.
class Loop {
 public:
  Loop();
  ~Loop();
  Loop(const Loop&) = delete;
  Loop& operator=(const Loop&) = delete;

  void add(int fd, Ready& owner);
  // Also wakes for writing when `writing`.
  void watch(int fd, Ready& owner, bool writing);

  // Handles what is ready, waiting for it until `until` at the latest (nanoseconds of the monotonic
  // clock).
  void turn(std::int64_t until);

 private:
  int epoll_ = -1;
  std::array<epoll_event, 256> events_{};
};

struct Endpoint {
  std::string host = "127.0.0.1";  // an IPv4 address
  std::uint16_t port = 8080;
};

// A connected TCP socket that does not block; throws Failure.
int connect_to(const Endpoint& endpoint);

}  // namespace meme::loadgen
