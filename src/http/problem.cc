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

constexpr std::pair<unsigned, std::string_view> reason_phrases[] = {
    {200, "OK"},
    {201, "Created"},
    {202, "Accepted"},
    {204, "No Content"},
    {301, "Moved Permanently"},
    {302, "Found"},
    {303, "See Other"},
    {304, "Not Modified"},
    {308, "Permanent Redirect"},
    {400, "Bad Request"},
    {401, "Unauthorized"},
    {403, "Forbidden"},
    {404, "Not Found"},
    {405, "Method Not Allowed"},
    {406, "Not Acceptable"},
    {408, "Request Timeout"},
    {409, "Conflict"},
    {410, "Gone"},
    {412, "Precondition Failed"},
    {413, "Content Too Large"},
    {414, "URI Too Long"},
    {415, "Unsupported Media Type"},
    {417, "Expectation Failed"},
    {422, "Unprocessable Content"},
    {428, "Precondition Required"},
    {429, "Too Many Requests"},
    {431, "Request Header Fields Too Large"},
    {500, "Internal Server Error"},
    {501, "Not Implemented"},
    {502, "Bad Gateway"},
    {503, "Service Unavailable"},
    {504, "Gateway Timeout"},
    {505, "HTTP Version Not Supported"},
    {507, "Insufficient Storage"},
};

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
  const auto known = std::ranges::lower_bound(reason_phrases, status, {},
                                              &std::pair<unsigned, std::string_view>::first);
  return known != std::end(reason_phrases) && known->first == status ? known->second : "Error";
}

}  // namespace meme::http
