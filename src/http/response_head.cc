#include "http/response_head.h"

#include <ctime>

#include "json/text.h"

namespace meme::http {

namespace {

// JSON is never a page; even if a browser is made to show it, nothing in it runs.
constexpr std::string_view default_security_policy = "default-src 'none'; frame-ancestors 'none'";
constexpr std::string_view security_lines =
    "X-Content-Type-Options: nosniff\r\nReferrer-Policy: strict-origin-when-cross-origin\r\n"
    "Cross-Origin-Opener-Policy: same-origin\r\nCross-Origin-Resource-Policy: same-origin\r\n";

void append_line(std::string& out, std::string_view name, std::string_view value) {
  out.append(name).append(": ").append(value).append("\r\n");
}

void append_status_line(std::string& out, unsigned status) {
  if (status == 200) {
    out.append("HTTP/1.1 200 OK\r\n");
    return;
  }
  out.append("HTTP/1.1 ");
  json::append_integer(out, status);
  out.push_back(' ');
  out.append(reason_phrase(status)).append("\r\n");
}

bool has_length(const Response& response) {
  return response.status != 204 && response.status != 304 && !response.events;
}

}  // namespace

std::string_view DateLine::at(std::chrono::steady_clock::time_point now) {
  if (now >= until_) {
    until_ = now + std::chrono::seconds(1);
    const std::time_t seconds = std::time(nullptr);
    std::tm utc{};
    gmtime_r(&seconds, &utc);
    char text[64];
    const auto length =
        std::strftime(text, sizeof text, "Date: %a, %d %b %Y %H:%M:%S GMT\r\n", &utc);
    line_.assign(text, length);
  }
  return line_;
}

void append_head(std::string& out, const Response& response, const HeadFacts& facts) {
  append_status_line(out, response.status);
  out.append(facts.date_line);
  if (!response.content_type.empty()) append_line(out, "Content-Type", response.content_type);
  if (has_length(response)) {
    out.append("Content-Length: ");
    json::append_integer(out, response.body_size());
    out.append("\r\n");
  }
  if (!response.content_encoding.empty()) {
    append_line(out, "Content-Encoding", response.content_encoding);
  }
  if (facts.varies) out.append("Vary: Accept-Encoding\r\n");
  append_line(out, "Cache-Control", response.cache_control);
  if (!response.etag.empty()) append_line(out, "ETag", response.etag);
  append_line(out, "X-Request-Id", facts.request_id);
  append_line(
      out, "Content-Security-Policy",
      response.security_policy.empty() ? default_security_policy : response.security_policy);
  out.append(security_lines).append(response.extra_headers);
  if (facts.close) out.append("Connection: close\r\n");
  if (facts.keep_alive) out.append("Connection: keep-alive\r\n");
  out.append("\r\n");
}

}  // namespace meme::http
