#include "http/response.h"

#include "base/check.h"

namespace meme::http {

Response& Response::header(std::string_view name, std::string_view value) {
  MEME_ASSERT(value.find_first_of("\r\n\0", 0, 3) == value.npos);
  extra_headers.append(name).append(": ").append(value).append("\r\n");
  return *this;
}

std::string_view Response::payload() const {
  if (shared) return *shared;
  return body.empty() ? fixed : std::string_view(body);
}

Response Response::json_text(std::string text, unsigned status) {
  Response response;
  response.status = status;
  response.content_type = json_type;
  response.body = std::move(text);
  return response;
}

Response Response::json_text(std::shared_ptr<const std::string> text, unsigned status) {
  Response response;
  response.status = status;
  response.content_type = json_type;
  response.shared = std::move(text);
  return response;
}

Response Response::kept_answer(std::shared_ptr<const KeptAnswer> answer) {
  Response response;
  response.content_type = json_type;
  response.cache_control = "no-cache";
  response.etag = answer->etag();
  response.kept = std::move(answer);
  return response;
}

Response Response::text(std::string text, std::string_view content_type) {
  Response response;
  response.content_type = content_type;
  response.body = std::move(text);
  return response;
}

Response Response::no_content() {
  Response response;
  response.status = 204;
  return response;
}

Response Response::not_modified(std::string etag) {
  Response response;
  response.status = 304;
  response.etag = std::move(etag);
  return response;
}

Response Response::problem(Problem problem) {
  Response response;
  response.status = problem.status;
  response.content_type = problem_type;
  response.refusal = std::move(problem);
  return response;
}

Response Response::problem(unsigned status, std::string_view code, std::string_view detail) {
  return problem(Problem{status, std::string(code), std::string(detail)});
}

Response Response::stream(std::vector<Topic> topics) {
  Response response;
  response.content_type = "text/event-stream";
  response.events = EventStream{std::move(topics)};
  return response;
}

}  // namespace meme::http
