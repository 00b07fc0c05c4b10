#include "json/reader.h"

#include <fmt/format.h>

namespace meme::json {

namespace {

constexpr std::size_t problems_max = 20;

void append_escaped_token(std::string& out, std::string_view name) {
  for (char c : name) {
    if (c == '~') {
      out.append("~0");
    } else if (c == '/') {
      out.append("~1");
    } else {
      out.push_back(c);
    }
  }
}

void append_pointer(std::string& out, const Path* path) {
  if (path == nullptr) return;
  append_pointer(out, path->parent);
  out.push_back('/');
  if (path->name.data() != nullptr) {
    append_escaped_token(out, path->name);
  } else {
    out.append(std::to_string(path->index));
  }
}

}  // namespace

void Reader::refuse(const Path* at, std::string_view code, std::string detail) {
  if (problems_.size() >= problems_max) return;
  Problem& problem = problems_.emplace_back();
  append_pointer(problem.pointer, at);
  problem.code = code;
  problem.detail = std::move(detail);
}

bool Input::expected(std::string_view what) const {
  return refuse(code::wrong_type, fmt::format("Must be {}.", what));
}

}  // namespace meme::json
