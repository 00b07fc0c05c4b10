#include "http/problem.h"

#include <algorithm>

namespace meme::http {

namespace {

void append_member(std::string& out, std::string_view name, std::string_view value) {
  json::append_string(out, name);
  out.push_back(':');
  json::append_string(out, value);
  out.push_back(',');
}

void append_errors(std::string& out, const std::vector<FieldProblem>& errors) {
  out.append(R"(,"errors":[)");
  for (const FieldProblem& error : errors) {
    out.append(R"({"in":)");
    json::write(out, error.in);
    out.append(R"(,)");
    append_member(out, "pointer", error.pointer);
    append_member(out, "code", error.code);
    append_member(out, "detail", error.detail);
    out.back() = '}';
    out.push_back(',');
  }
  out.back() = ']';
}

// "slot_taken" → "/problems/slot-taken"
std::string type_of_code(std::string_view code) {
  std::string type = "/problems/" + std::string(code);
  std::ranges::replace(type, '_', '-');
  return type;
}

}  // namespace

Problem& Problem::with_errors(Part in, const json::Problems& problems) {
  for (const json::Problem& problem : problems) {
    errors.push_back({in, problem.pointer, problem.code, problem.detail});
  }
  return *this;
}

std::string Problem::text(std::string_view request_id) const {
  std::string out = "{";
  append_member(out, "type", type_of_code(code));
  append_member(out, "title", reason_phrase(status));
  out.append(R"("status":)");
  json::append_integer(out, status);
  out.push_back(',');
  append_member(out, "code", code);
  if (!detail.empty()) append_member(out, "detail", detail);
  append_member(out, "instance", request_id);
  out.pop_back();
  if (!errors.empty()) append_errors(out, errors);
  out.append(extensions).push_back('}');
  return out;
}

std::string_view reason_phrase(unsigned status) {
  switch (status) {
    case 200:
      return "OK";
    case 201:
      return "Created";
    case 202:
      return "Accepted";
    case 204:
      return "No Content";
    case 301:
      return "Moved Permanently";
    case 302:
      return "Found";
    case 303:
      return "See Other";
    case 304:
      return "Not Modified";
    case 308:
      return "Permanent Redirect";
    case 400:
      return "Bad Request";
    case 401:
      return "Unauthorized";
    case 403:
      return "Forbidden";
    case 404:
      return "Not Found";
    case 405:
      return "Method Not Allowed";
    case 406:
      return "Not Acceptable";
    case 408:
      return "Request Timeout";
    case 409:
      return "Conflict";
    case 410:
      return "Gone";
    case 412:
      return "Precondition Failed";
    case 413:
      return "Content Too Large";
    case 414:
      return "URI Too Long";
    case 415:
      return "Unsupported Media Type";
    case 417:
      return "Expectation Failed";
    case 422:
      return "Unprocessable Content";
    case 428:
      return "Precondition Required";
    case 429:
      return "Too Many Requests";
    case 431:
      return "Request Header Fields Too Large";
    case 500:
      return "Internal Server Error";
    case 501:
      return "Not Implemented";
    case 502:
      return "Bad Gateway";
    case 503:
      return "Service Unavailable";
    case 504:
      return "Gateway Timeout";
    case 505:
      return "HTTP Version Not Supported";
    case 507:
      return "Insufficient Storage";
    default:
      return "Error";
  }
}

}  // namespace meme::http
