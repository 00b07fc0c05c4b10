// One line per request. Quick and successful requests share a budget of lines a second, so that a
// busy server does not drown in its own log; slow and failed ones have a budget of their own. What
// was left out is counted and told.
#pragma once
#include <atomic>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "http/method.h"
#include "identity/principal.h"

namespace meme::http {

struct AccessLine {
  Method method = Method::get;
  std::string_view route;  // the pattern: paths may hold secrets
  unsigned status = 0;
  std::chrono::steady_clock::duration took{};
  std::size_t bytes_in = 0;   // of the body
  std::size_t bytes_out = 0;  // of the body
  std::string_view request_id;
  std::string_view trace_id;
  std::string_view code;  // of the problem
  MemberId member{};
};

// May change at any time.
struct AccessLogRate {
  std::atomic<std::uint32_t> lines_per_second{0};
  std::atomic<std::chrono::milliseconds> slow{};
};

// One per I/O thread.
class AccessLog {
 public:
  explicit AccessLog(const AccessLogRate& rate) : rate_(rate) {}

  // Whether there is room for the line; counts it as written.
  bool admits(unsigned status, std::chrono::steady_clock::duration took,
              std::chrono::steady_clock::time_point now);
  void write(const AccessLine& line);

 private:
  void begin_second(std::chrono::steady_clock::time_point now);

  const AccessLogRate& rate_;
  std::chrono::steady_clock::time_point second_end_{};
  std::uint32_t usual_ = 0;  // lines in this second
  std::uint32_t notable_ = 0;
  std::uint64_t left_out_ = 0;
};

}  // namespace meme::http
