// An answer that everybody gets who asks for the same target.
#pragma once
#include <cstddef>
#include <string>

namespace meme::http {

// Given again without asking the handler for as long as it is fresh, so it must depend on nothing
// but the target: not on who asks, nor on headers. Its text may be kept in a smaller form, from
// which it is written for each client. Immutable; any thread.
class KeptAnswer {
 public:
  virtual ~KeptAnswer() = default;

  // Whether the handler would say the same now. Asked for every request, so it must be quick.
  virtual bool fresh() const = 0;
  // Appends the text: `size()` bytes of JSON.
  virtual void append_to(std::string& out) const = 0;
  virtual std::size_t size() const = 0;
  // With its quotes; always the same for the same text.
  virtual const std::string& etag() const = 0;
  // Bytes of memory that it takes.
  virtual std::size_t memory() const = 0;
};

}  // namespace meme::http
