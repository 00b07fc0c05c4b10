#pragma once
// HTTP/1.1 as far as a load generator needs it: whole responses with a length, and event streams.
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace meme::loadgen {

struct Reply {
  int status = 0;
  std::string_view head;  // status line and headers
  std::string_view body;
};

enum class Wire { incomplete, complete, broken };

struct Parsed {
  Wire state = Wire::incomplete;
  std::size_t consumed = 0;  // bytes of the whole response when complete
  Reply reply;               // points into the bytes that were parsed
};

// Reads one response at the front of `bytes`. A chunked body is `broken`: the routes under load
// answer with a length.
Parsed parse_reply(std::string_view bytes);

// The value of the first header of that name (lower case); empty when there is none.
std::string_view header_of(std::string_view head, std::string_view name);

// Undoes the chunked transfer coding of an event stream piece by piece.
class ChunkDecoder {
 public:
  // Appends the content of `bytes` to `out`; false when the coding is broken. Ends silently at the
  // last chunk.
  bool decode(std::string_view bytes, std::string& out);

 private:
  enum class State { size, content, after_content };
  State state_ = State::size;
  std::size_t left_ = 0;
  std::string line_;
};

// What follows `"key":` in a compact JSON text, unquoted; empty when it is not there. Good for ids,
// numbers and instants, which hold no escapes.
std::string_view json_value(std::string_view json, std::string_view key);

}  // namespace meme::loadgen
