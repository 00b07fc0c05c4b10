// What a handler answers. The server adds Date, Content-Length, request id and security headers,
// compresses when that is worth it, answers 304 when the ETag matches and leaves the body out for
// HEAD.
#pragma once
#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "http/kept_answer.h"
#include "http/problem.h"
#include "http/topic.h"

namespace meme::http {

inline constexpr std::string_view json_type = "application/json";
inline constexpr std::string_view problem_type = "application/problem+json";

// Turns the answer into a stream of server-sent events. The server resumes after the request's
// Last-Event-ID.
struct EventStream {
  std::vector<Topic> topics;
};

struct Response {
  unsigned status = 200;
  std::string_view content_type{};              // text of static storage
  std::string_view content_encoding{};          // set when the body is already compressed
  std::string_view cache_control = "no-store";  // text of static storage
  std::string_view security_policy{};  // Content-Security-Policy, static; default: nothing loads
  std::string etag{};                  // with its quotes: "\"17\""
  std::string body{};
  std::shared_ptr<const std::string> shared{};  // instead of body; sent without a copy
  std::string_view fixed{};                     // instead of both; text of static storage
  std::shared_ptr<const KeptAnswer> kept{};     // instead of all three; see kept_answer()
  std::string extra_headers{};                  // complete lines; see header()
  std::optional<EventStream> events{};

  // Adds a header line. Line ends in the value are a bug.
  Response& header(std::string_view name, std::string_view value);
  std::string_view payload() const;
  std::size_t body_size() const { return kept ? kept->size() : payload().size(); }

  template <class T>
  static Response json(const T& value, unsigned status = 200) {
    Response response;
    response.status = status;
    response.content_type = json_type;
    json::write(response.body, value);
    return response;
  }
  // JSON text that was written before.
  static Response json_text(std::string text, unsigned status = 200);
  static Response json_text(std::shared_ptr<const std::string> text, unsigned status = 200);
  // JSON that the server gives again to everybody who asks for the same target. Only from routes
  // for anyone that answer at once.
  static Response kept_answer(std::shared_ptr<const KeptAnswer> answer);
  static Response text(std::string text,
                       std::string_view content_type = "text/plain; charset=utf-8");
  static Response no_content();
  static Response not_modified(std::string etag);
  // The request id is filled in by the server.
  static Response problem(Problem problem);
  static Response problem(unsigned status, std::string_view code, std::string_view detail = {});
  static Response stream(std::vector<Topic> topics);

  std::optional<Problem> refusal{};  // set by problem()
};

}  // namespace meme::http
