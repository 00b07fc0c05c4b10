// Beast's parser, made to note where the parts of a request lie instead of copying them.
#pragma once
#include <cstddef>
#include <functional>
#include <string>
#include <string_view>

#include <boost/beast/http/basic_parser.hpp>
#include <boost/beast/http/error.hpp>

#include "http/request_head.h"

namespace meme::http {

// What the parser fills in. Offsets count from the first byte of the request.
struct ParsedRequest {
  const char* begin = nullptr;  // of the request in the buffer, and the end of what was received
  const char* end = nullptr;
  bool head_done = false;
  std::size_t fields_max = 0;
  std::size_t body_max = 0;
  bool keep_body = true;       // false: read to its end, but kept nowhere
  std::size_t body_bytes = 0;  // so far

  RequestHead head;
  RequestHead::Span body_in_buffer;  // a body that arrived in one piece is not copied
  std::string body;
  bool too_many_fields = false;
  bool too_large = false;
  bool start_line_done = false;
};

class RequestParser final : public boost::beast::http::basic_parser<true> {
 public:
  using Text = boost::beast::string_view;
  using Failure = boost::beast::error_code;

  RequestParser(ParsedRequest& request, std::size_t header_bytes_max) : request_(request) {
    header_limit(static_cast<std::uint32_t>(header_bytes_max));
    body_limit(boost::none);
  }

 private:
  // A folded line comes from Beast's own buffer; the request is refused later for the fold.
  RequestHead::Span span(Text text) const {
    const std::less<const char*> before;
    if (text.empty() || before(text.data(), request_.begin) || before(request_.end, text.data())) {
      return {};
    }
    return {static_cast<std::uint32_t>(text.data() - request_.begin),
            static_cast<std::uint32_t>(text.size())};
  }

  // foreign signature: Beast's
  void on_request_impl(boost::beast::http::verb, Text name, Text target, int version,
                       Failure&) override {
    RequestHead& head = request_.head;
    head.known_method = false;
    for (const auto& [method, text] : enum_names(Method{})) {
      if (text != std::string_view(name.data(), name.size())) continue;
      head.method = method;
      head.known_method = true;
      break;
    }
    head.http_1_1 = version == 11;
    head.target = span(target);
    request_.start_line_done = true;
  }
  void on_response_impl(int, Text, int, Failure&) override {}
  void on_field_impl(KnownField field, Text name, Text value, Failure&) override {
    if (request_.head_done) return;  // a trailer; nobody asked for one
    if (request_.head.fields.size() < request_.fields_max) {
      request_.head.fields.push_back({field, span(name), span(value)});
    } else {
      request_.too_many_fields = true;
    }
  }
  void on_header_impl(Failure&) override {}
  void on_body_init_impl(const boost::optional<std::uint64_t>&, Failure&) override {}
  std::size_t on_body_impl(Text piece, Failure& error) override {
    return take(piece, content_length() == piece.size(), error);
  }
  void on_chunk_header_impl(std::uint64_t, Text, Failure&) override {}
  std::size_t on_chunk_body_impl(std::uint64_t, Text piece, Failure& error) override {
    return take(piece, false, error);
  }
  void on_finish_impl(Failure&) override {}

  std::size_t take(Text piece, bool whole, Failure& error) {
    request_.body_bytes += piece.size();
    if (request_.body_bytes > request_.body_max) {
      request_.too_large = true;
      error = boost::beast::http::error::body_limit;
    } else if (!request_.keep_body) {
      return piece.size();
    } else if (whole) {
      request_.body_in_buffer = span(piece);
    } else {
      request_.body.append(piece.data(), piece.size());
    }
    return piece.size();
  }

  ParsedRequest& request_;
};

}  // namespace meme::http
