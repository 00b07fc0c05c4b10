// Small pieces of HTTP syntax: lists, media types, content negotiation, trace context.
#pragma once
#include <cstddef>
#include <iterator>
#include <string>
#include <string_view>

namespace meme::http {

// Without spaces and tabs at both ends.
std::string_view trimmed(std::string_view text);

// The trimmed parts between separators: for (std::string_view part : Split(text, ',')).
class Split {
 public:
  Split(std::string_view text, char separator) : text_(text), separator_(separator) {}

  class Iterator {
   public:
    Iterator(std::string_view rest, char separator, bool end)
        : rest_(rest), separator_(separator), end_(end) {}
    std::string_view operator*() const { return trimmed(rest_.substr(0, rest_.find(separator_))); }
    Iterator& operator++() {
      const auto at = rest_.find(separator_);
      end_ = at == rest_.npos;
      if (!end_) rest_.remove_prefix(at + 1);
      return *this;
    }
    bool operator!=(const Iterator& other) const { return end_ != other.end_; }

   private:
    std::string_view rest_;
    char separator_;
    bool end_;
  };
  Iterator begin() const { return {text_, separator_, text_.empty()}; }
  Iterator end() const { return {{}, separator_, true}; }

 private:
  std::string_view text_;
  char separator_;
};

// "application/json; charset=utf-8" → "application/json", in lower case.
std::string media_type(std::string_view content_type);

// Whether a list such as Accept-Encoding admits the token with a weight above zero.
bool accepts(std::string_view list, std::string_view token);

// The trace id of a W3C traceparent header; empty when the header is not valid.
std::string_view trace_id(std::string_view traceparent);

// Whether `origin` ("https://meme.example:8443") is the origin of `host` ("meme.example:8443").
bool same_origin(std::string_view origin, std::string_view host);

}  // namespace meme::http
