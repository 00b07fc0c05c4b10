#include "http/request_input.h"

#include <boost/beast/core/string.hpp>

#include <algorithm>
#include <cstring>

#include "base/check.h"

namespace meme::http {

namespace {

namespace beast = boost::beast;
using Failure = beast::error_code;

constexpr std::size_t buffer_bytes_min = 4 * 1024;
constexpr std::size_t space_bytes_min = 1024;
constexpr std::size_t slack_bytes = 8 * 1024;  // for body bytes and chunk lines after the head

}  // namespace

RequestInput::RequestInput(const InputLimits& limits)
    : limits_(limits),
      buffer_(std::make_unique_for_overwrite<char[]>(buffer_bytes_min)),
      capacity_(buffer_bytes_min) {
  request_.head.fields.reserve(16);
  request_.fields_max = limits.fields_max;
  parser_.emplace(request_, limits_.header_bytes_max + slack_bytes);
}

RequestInput::Step RequestInput::advance() {
  if (refusal_) return Step::refused;
  while (true) {
    if (parser_->is_done()) {
      if (request_.head_done) return Step::complete;
      return check_head();
    }
    const bool had_head = request_.head_done || parser_->is_header_done();
    const Step step = parse_once();
    if (step != Step::complete) return step;
    if (!had_head && parser_->is_header_done()) return check_head();
  }
}

// One call of the parser. Complete here means: progress was made.
RequestInput::Step RequestInput::parse_once() {
  const boost::asio::const_buffer unread(buffer_.get() + parsed_, end_ - parsed_);
  if (unread.size() == 0) return Step::need_more;
  request_.begin = buffer_.get() + begin_;
  request_.end = buffer_.get() + end_;
  Failure error;
  parsed_ += parser_->put(unread, error);
  if (request_.too_many_fields) {
    return refuse(431, "too_many_headers", "The request has too many header fields.");
  }
  if (error == beast::http::error::need_more) {
    if (header_too_large()) {
      return request_.start_line_done
                 ? refuse(431, "headers_too_large", "The header is too large.")
                 : refuse(414, "target_too_long", "The request target is too long.");
    }
    if (request_.head_done && end_ - parsed_ >= slack_bytes) {
      return refuse(400, "malformed_request", "A line of the chunked body is too long.");
    }
    return Step::need_more;
  }
  return error ? refuse_syntax(error) : Step::complete;
}

bool RequestInput::header_too_large() const {
  return !request_.head_done && end_ - begin_ > limits_.header_bytes_max;
}

RequestInput::Step RequestInput::refuse(unsigned status, std::string_view code,
                                        std::string_view detail) {
  refusal_ = Problem{status, std::string(code), std::string(detail)};
  return Step::refused;
}

RequestInput::Step RequestInput::refuse_syntax(const Failure& error) {
  using Reason = beast::http::error;
  if (request_.too_large || error == Reason::body_limit) {
    return refuse(413, "content_too_large", "The body is larger than this operation accepts.");
  }
  if (error == Reason::header_limit) {
    return refuse(431, "headers_too_large", "The header is too large.");
  }
  if (error == Reason::bad_version) {
    return refuse(505, "unsupported_version", "Only HTTP/1.1 and HTTP/1.0 are spoken here.");
  }
  return refuse(400, "malformed_request", "The request is not well-formed HTTP.");
}

RequestInput::Step RequestInput::check_head() {
  request_.head_done = true;
  head_end_ = parsed_;
  request_.head.base = buffer_.get() + begin_;
  request_.head.keep_alive = parser_->keep_alive();
  if (head_end_ - begin_ > limits_.header_bytes_max) {
    return refuse(431, "headers_too_large", "The header is too large.");
  }
  if (folded()) return refuse(400, "malformed_request", "Folded header lines are refused.");
  if (!request_.head.known_method) {
    return refuse(501, "not_implemented", "The method is not implemented.");
  }
  if (const Step step = check_target(); step != Step::head) return step;
  return check_framing();
}

// A line that continues on the next one is read differently from server to server.
bool RequestInput::folded() const {
  const std::string_view head(buffer_.get() + begin_, head_end_ - begin_);
  for (auto line = head.find('\n'); line + 1 < head.size(); line = head.find('\n', line + 1)) {
    if (head[line + 1] == ' ' || head[line + 1] == '\t') return true;
  }
  return false;
}

RequestInput::Step RequestInput::check_target() {
  std::string_view target = request_.head.text(request_.head.target);
  if (target.size() > limits_.target_bytes_max) {
    return refuse(414, "target_too_long", "The request target is too long.");
  }
  const std::string_view host = request_.head.find(KnownField::host);
  for (std::string_view scheme : {"http://", "https://"}) {
    // The absolute form is for proxies; it must agree with Host.
    if (!target.starts_with(scheme)) continue;
    const auto slash = target.find('/', scheme.size());
    if (slash == target.npos || target.substr(scheme.size(), slash - scheme.size()) != host) break;
    request_.head.target.offset += static_cast<std::uint32_t>(slash);
    request_.head.target.length -= static_cast<std::uint32_t>(slash);
    target.remove_prefix(slash);
  }
  const bool whole_server = target == "*" && request_.head.method == Method::options;
  if ((!target.starts_with('/') && !whole_server) || target.find('#') != target.npos) {
    return refuse(400, "malformed_request", "The request target is not a path.");
  }
  request_.head.path_length = static_cast<std::uint32_t>(std::min(target.find('?'), target.size()));
  return Step::head;
}

RequestInput::Step RequestInput::check_framing() {
  const std::size_t hosts = request_.head.count(KnownField::host);
  const std::string_view host = request_.head.find(KnownField::host);
  if (hosts > 1 || (hosts == 0 && request_.head.http_1_1) ||
      host.find_first_of(" \t/\\@?#,") != host.npos) {
    return refuse(400, "malformed_request", "The request needs exactly one valid Host.");
  }
  const std::size_t codings = request_.head.count(KnownField::transfer_encoding);
  if (codings > 0) {
    if (codings > 1 || !request_.head.http_1_1) {
      return refuse(400, "malformed_request", "The transfer coding is ambiguous.");
    }
    if (!beast::iequals(request_.head.find(KnownField::transfer_encoding), "chunked")) {
      return refuse(501, "not_implemented", "Only the chunked transfer coding is understood.");
    }
  }
  const std::string_view length = request_.head.find(KnownField::content_length);
  if (request_.head.count(KnownField::content_length) > 1 || length.find(',') != length.npos) {
    return refuse(400, "malformed_request", "The content length is ambiguous.");
  }
  const std::string_view expectation = request_.head.find(KnownField::expect);
  request_.head.expects_continue =
      beast::iequals(expectation, "100-continue") && request_.head.http_1_1;
  if (!expectation.empty() && !beast::iequals(expectation, "100-continue")) {
    return refuse(417, "expectation_failed", "Only 100-continue is understood.");
  }
  return Step::head;
}

bool RequestInput::body_pending() const {
  return !parser_->is_done();
}

std::optional<std::uint64_t> RequestInput::content_length() const {
  const auto length = parser_->content_length();
  return length ? std::optional<std::uint64_t>(*length) : std::nullopt;
}

const RequestHead& RequestInput::head() {
  request_.head.base = buffer_.get() + begin_;
  return request_.head;
}

std::string_view RequestInput::body() const {
  if (request_.body_in_buffer.length != 0) {
    return {buffer_.get() + begin_ + request_.body_in_buffer.offset,
            request_.body_in_buffer.length};
  }
  return request_.body;
}

void RequestInput::next() {
  begin_ = parsed_;
  if (begin_ == end_) begin_ = parsed_ = end_ = 0;
  request_.head_done = false;
  head_end_ = 0;
  request_.head.fields.clear();
  request_.body_in_buffer = {};
  request_.body.clear();
  request_.body_max = 0;
  request_.keep_body = true;
  request_.body_bytes = 0;
  request_.too_many_fields = request_.too_large = request_.start_line_done = false;
  parser_.emplace(request_, limits_.header_bytes_max + slack_bytes);
}

std::span<char> RequestInput::space() {
  make_room();
  return {buffer_.get() + end_, capacity_ - end_};
}

// Body bytes that were taken leave their place to the next ones; the head stays where it is. What
// the parser wants to see again moves up.
void RequestInput::make_room() {
  if (request_.head_done && parsed_ > head_end_) {
    std::memmove(buffer_.get() + head_end_, buffer_.get() + parsed_, end_ - parsed_);
    end_ -= parsed_ - head_end_;
    parsed_ = head_end_;
  }
  if (capacity_ - end_ >= space_bytes_min) return;
  if (begin_ > 0) {
    std::memmove(buffer_.get(), buffer_.get() + begin_, end_ - begin_);
    parsed_ -= begin_;
    end_ -= begin_;
    head_end_ -= std::min(head_end_, begin_);
    begin_ = 0;
  }
  if (capacity_ - end_ >= space_bytes_min) return;
  const std::size_t capacity = capacity_ * 2;
  MEME_ASSERT(capacity <= 4 * (limits_.header_bytes_max + slack_bytes));
  auto larger = std::make_unique_for_overwrite<char[]>(capacity);
  std::memcpy(larger.get(), buffer_.get(), end_);
  buffer_ = std::move(larger);
  capacity_ = capacity;
}

void RequestInput::shrink() {
  if (end_ != 0 || capacity_ == buffer_bytes_min) return;
  buffer_ = std::make_unique_for_overwrite<char[]>(buffer_bytes_min);
  capacity_ = buffer_bytes_min;
  request_.body.shrink_to_fit();
}

}  // namespace meme::http
