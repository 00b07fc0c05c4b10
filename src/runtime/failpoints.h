// Named places where a test can make the process die, throw, wait or call back. Off, a failpoint
// costs one relaxed load.
// MEME_FAILPOINTS="booking.commit.before=kill@3;outbox.ack=throw@1;sql.commit.before=delay:50ms@*"
// arms them at start: `kill` is SIGKILL to this process, `throw` throws FailpointHit; `@3` the
// third passage only (the default is `@1`), `@3+` the third and all later ones, `@*` every one. Any
// thread.
#pragma once
#include <atomic>
#include <cstdint>
#include <functional>
#include <stdexcept>
#include <string>
#include <string_view>

namespace meme::runtime {

class FailpointHit : public std::runtime_error {
 public:
  explicit FailpointHit(std::string_view name)
      : std::runtime_error("failpoint " + std::string(name)) {}
};

namespace failpoints {

extern std::atomic<bool> armed;
void passed(std::string_view name);

// Adds to what is armed. Throws std::invalid_argument when the text cannot be read.
void arm(std::string_view text);
// Reads MEME_FAILPOINTS; nothing when it is not set. Called once by main.
void arm_from_environment();
// Calls `action` at every passage, on the passing thread; it may throw.
void on(std::string name, std::function<void()> action);
// How often an armed failpoint was passed.
std::uint64_t passages(std::string_view name);
void clear();

// Disarms everything when a test ends.
class Scope {
 public:
  Scope() { clear(); }
  ~Scope() { clear(); }
  Scope(const Scope&) = delete;
  Scope& operator=(const Scope&) = delete;
};

}  // namespace failpoints
}  // namespace meme::runtime

#define MEME_FAILPOINT(name)                                                  \
  do {                                                                        \
    if (::meme::runtime::failpoints::armed.load(std::memory_order_relaxed)) { \
      ::meme::runtime::failpoints::passed(name);                              \
    }                                                                         \
  } while (false)
