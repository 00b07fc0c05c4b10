// The bytes of one connection on their way out: heads and small bodies in one buffer, large bodies
// where they are. What several pipelined requests are answered leaves in one write.
#pragma once
#include <cstddef>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "http/response.h"

namespace meme::http {

class Output {
 public:
  // `spare` is the I/O thread's one large buffer. It is lent to whoever has a large answer to
  // write, so that connections at rest keep little and the bytes stay in the processor's cache.
  explicit Output(std::string& spare) : spare_(spare) {}

  // Where to append a head; follow with add_body().
  std::string& text() { return text_; }
  // Before a head and a body of that many bytes together that are both written into text().
  void make_room(std::size_t bytes);
  // Takes over the response's body, without a copy unless it is small.
  void add_body(Response& response);

  enum class Flushed : unsigned char { all, blocked, failed };
  // Writes what the socket takes without waiting. After `blocked`, call again when it is writable.
  Flushed flush(int socket);

  bool empty() const { return pieces_.empty() && text_.empty(); }
  std::size_t pending() const { return pending_large_ + text_.size(); }
  void clear();

 private:
  // A stretch of text_, or a large body that stands after text_[begin].
  struct Piece {
    std::size_t begin = 0;
    std::size_t length = 0;
    const char* large = nullptr;
    std::string owned{};
    std::shared_ptr<const std::string> shared{};
  };
  void close_text();

  std::string& spare_;
  std::string text_;
  std::size_t text_begin_ = 0;  // of the stretch that has no piece yet
  std::vector<Piece> pieces_;
  std::size_t pending_large_ = 0;
  std::size_t piece_ = 0;  // the first one not sent entirely
  std::size_t sent_ = 0;   // of that piece
};

}  // namespace meme::http
