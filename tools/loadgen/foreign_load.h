#pragma once
#include <sys/types.h>

#include <cstdint>
#include <vector>

namespace meme::loadgen {

// Tells how many cores other programmes kept busy, from /proc: what the machine used in all (time
// stolen by its host included) less what this process and the process trees under `roots` used. The
// kernel counts in ticks of 10 ms, so spans below a second are rough.
class ForeignLoad {
 public:
  explicit ForeignLoad(std::vector<pid_t> roots);

  // Begins a span.
  void start();
  // Cores kept busy by others since start(); never negative.
  double cores() const;

 private:
  struct Sample {
    std::int64_t busy_ticks = 0;
    std::int64_t own_ticks = 0;
    std::int64_t at_ns = 0;
  };
  Sample sample() const;

  std::vector<pid_t> roots_;
  Sample begin_;
};

// Processor time of a process so far, in the kernel's ticks of 10 ms; 0 when it is not there.
double cpu_seconds(pid_t pid);

}  // namespace meme::loadgen
