// What an exception also is when the client of a request can be told more than that something
// failed: the router answers 503 with the code and the sentence.
#pragma once
#include <string_view>

namespace meme::runtime {

class Unavailable {
 public:
  virtual std::string_view problem_code() const noexcept = 0;  // "storage_full"
  virtual std::string_view problem_detail() const noexcept = 0;

 protected:
  ~Unavailable() = default;
};

}  // namespace meme::runtime
