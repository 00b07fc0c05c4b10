// The head of one request as the parser left it: positions in the connection's buffer, so that the
// buffer may grow and move while a body is still arriving.
#pragma once
#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

#include <boost/beast/http/field.hpp>

#include "http/method.h"

namespace meme::http {

using KnownField = boost::beast::http::field;

struct RequestHead {
  struct Span {
    std::uint32_t offset = 0;
    std::uint32_t length = 0;
  };
  struct FieldLine {
    KnownField known = KnownField::unknown;
    Span name;
    Span value;
  };

  const char* base = nullptr;  // where the request begins now
  Method method = Method::get;
  bool known_method = true;
  bool http_1_1 = true;
  bool keep_alive = true;
  bool expects_continue = false;
  Span target;
  std::uint32_t path_length = 0;  // of the target, up to the question mark
  std::vector<FieldLine> fields;

  std::string_view text(Span span) const { return {base + span.offset, span.length}; }
  std::string_view path() const { return text(target).substr(0, path_length); }
  std::string_view query() const {
    const auto whole = text(target);
    return path_length < whole.size() ? whole.substr(path_length + 1) : std::string_view{};
  }
  // Empty when absent; the first when there are several.
  std::string_view find(KnownField field) const;
  std::string_view find(std::string_view name) const;
  std::size_t count(KnownField field) const;
};

}  // namespace meme::http
