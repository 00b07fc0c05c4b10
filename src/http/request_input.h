// The bytes of one connection on their way in: buffer, parser, and every check of the message
// itself. Built on Beast's strict parser; what that lets pass and proxies may read differently
// (repeated lengths, line folding, odd transfer codings) is refused here.
#pragma once
#include <cstddef>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "http/problem.h"
#include "http/request_head.h"
#include "http/request_parser.h"

namespace meme::http {

struct InputLimits {
  std::size_t header_bytes_max = 16 * 1024;
  std::size_t target_bytes_max = 4 * 1024;
  std::size_t fields_max = 100;
};

class RequestInput {
 public:
  enum class Step : unsigned char {
    need_more,  // read into space(), then received()
    head,       // once a request: look at head(), then set_body_limit() and advance()
    complete,   // answer, then next()
    refused     // answer with refusal() and close: where the next request begins is unknown
  };

  explicit RequestInput(const InputLimits& limits);
  RequestInput(const RequestInput&) = delete;
  RequestInput& operator=(const RequestInput&) = delete;

  Step advance();
  std::span<char> space();
  void received(std::size_t bytes) { end_ += bytes; }
  // Forgets the finished request.
  void next();

  // Whether bytes of an unfinished request are there.
  bool started() const { return begin_ != end_ || request_.head_done; }
  // Whether there are bytes that no request has used.
  bool unread() const { return parsed_ != end_; }
  bool head_done() const { return request_.head_done; }
  bool body_pending() const;  // after the head: whether a body follows
  std::optional<std::uint64_t> content_length() const;
  // `keep` is false for a body that is only read to find the next request.
  void set_body_limit(std::size_t bytes, bool keep = true) {
    request_.body_max = bytes;
    request_.keep_body = keep;
  }

  // Valid until the next call of space() or next().
  const RequestHead& head();
  std::string_view body() const;
  const Problem& refusal() const { return *refusal_; }
  // Gives memory back while the connection is idle.
  void shrink();

 private:
  Step parse_once();
  Step refuse(unsigned status, std::string_view code, std::string_view detail);
  Step refuse_syntax(const boost::beast::error_code& error);
  Step check_head();
  Step check_framing();
  Step check_target();
  bool header_too_large() const;
  bool folded() const;
  void make_room();

  InputLimits limits_;
  std::unique_ptr<char[]> buffer_;
  std::size_t capacity_ = 0;
  std::size_t begin_ = 0;     // of the current request
  std::size_t parsed_ = 0;    // up to here
  std::size_t end_ = 0;       // of what was received
  std::size_t head_end_ = 0;  // of the head, once it is done

  ParsedRequest request_;
  std::optional<Problem> refusal_;
  std::optional<RequestParser> parser_;
};

}  // namespace meme::http
