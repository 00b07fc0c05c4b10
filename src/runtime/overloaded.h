// Thrown where a bounded queue is full. The router answers 503 with Retry-After; nothing was
// started.
#pragma once
#include <stdexcept>
#include <string>

namespace meme::runtime {

class Overloaded : public std::runtime_error {
 public:
  explicit Overloaded(const std::string& queue) : std::runtime_error(queue + " is full") {}
};

}  // namespace meme::runtime
