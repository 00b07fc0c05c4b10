// Whatever the bytes are and however they are cut into pieces: the same requests come out, and the
// input ends in an orderly state. A parser whose answer depends on packet borders can be talked
// into seeing requests that a proxy did not see.
//
// Parsers: http/request_input.cc http/request_head.cc http/request_parser.h
#include <cstdint>
#include <vector>

#include "base/check.h"
#include "http/request_input.h"

namespace meme::http {
namespace {

struct Seen {
  std::string target;
  std::string body;
  std::size_t fields = 0;
  unsigned refused = 0;
  friend bool operator==(const Seen&, const Seen&) = default;
};

constexpr InputLimits limits{.header_bytes_max = 512, .target_bytes_max = 128, .fields_max = 8};
constexpr std::size_t body_bytes_max = 256;

// False when no more is read.
bool take_steps(RequestInput& input, std::vector<Seen>& seen) {
  while (true) {
    switch (input.advance()) {
      case RequestInput::Step::need_more:
        return true;
      case RequestInput::Step::head:
        input.set_body_limit(body_bytes_max);
        break;
      case RequestInput::Step::complete:
        seen.push_back({std::string(input.head().text(input.head().target)),
                        std::string(input.body()), input.head().fields.size()});
        input.next();
        break;
      case RequestInput::Step::refused:
        seen.push_back({.refused = input.refusal().status});
        return false;
    }
  }
}

std::vector<Seen> read_all(std::string_view bytes, std::size_t piece_max) {
  RequestInput input(limits);
  std::vector<Seen> seen;
  while (!bytes.empty()) {
    const auto space = input.space();
    const std::size_t count = std::min({space.size(), bytes.size(), piece_max});
    MEME_ASSERT(count > 0);
    bytes.copy(space.data(), count);
    input.received(count);
    bytes.remove_prefix(count);
    if (!take_steps(input, seen)) break;
  }
  return seen;
}

// Limits and line ends are checked when bytes arrive, so the pieces may decide how soon and with
// which status the rest is refused; what was accepted before may not depend on them.
bool same(std::vector<Seen> a, std::vector<Seen> b) {
  for (auto* const seen : {&a, &b}) {
    if (!seen->empty() && seen->back().refused != 0) seen->pop_back();
  }
  return a == b;
}

}  // namespace
}  // namespace meme::http

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
  using namespace meme::http;
  if (size == 0) return 0;
  const std::string_view text(reinterpret_cast<const char*>(bytes) + 1, size - 1);
  const auto whole = read_all(text, 1 << 20);
  MEME_ASSERT(same(whole, read_all(text, 1)));
  MEME_ASSERT(same(whole, read_all(text, 1 + bytes[0] % 32)));
  return 0;
}
