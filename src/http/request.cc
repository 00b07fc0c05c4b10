#include "http/request.h"

#include "http/percent.h"
#include "http/syntax.h"

namespace meme::http {

namespace {
constexpr std::size_t query_parameters_max = 64;
const identity::Principal visitor{};
}  // namespace

bool Request::local() const {
  return facts_.local_peer && header(KnownField::forwarded).empty() &&
         header("X-Forwarded-For").empty() && header("X-Real-IP").empty();
}

std::string_view Request::cookie(std::string_view name) const {
  for (const auto& line : head().fields) {
    if (line.known != KnownField::cookie) continue;
    for (std::string_view pair : Split(head().text(line.value), ';')) {
      if (pair.size() > name.size() && pair.starts_with(name) && pair[name.size()] == '=') {
        return pair.substr(name.size() + 1);
      }
    }
  }
  return {};
}

bool Request::client_has(std::string_view etag) const {
  const std::string_view known = header(KnownField::if_none_match);
  if (known.empty() || etag.empty()) return false;
  for (std::string_view tag : Split(known, ',')) {
    if (tag.starts_with("W/")) tag.remove_prefix(2);
    if (tag == etag || tag == "*") return true;
  }
  return false;
}

const identity::Principal& Request::principal() const {
  if (!principal_) {
    if (authenticator_ != nullptr) principal_ = authenticator_->authenticate(*this);
    if (!principal_) principal_ = visitor;
  }
  return *principal_;
}

std::string_view Request::path_parameter(std::string_view name) const {
  for (const PathParameter& parameter : path_) {
    if (parameter.name == name) return parameter.value;
  }
  MEME_ASSERT(false);
}

std::optional<Response> Request::refuse_media_type() const {
  if (media_type(header(KnownField::content_type)) == json_type) return std::nullopt;
  return Response::problem(415, "unsupported_media_type", "The body must be application/json.");
}

std::expected<std::vector<std::pair<std::string, std::string>>, Response> Request::decode_query()
    const {
  std::vector<std::pair<std::string, std::string>> decoded;
  for (std::string_view pair : Split(query_text(), '&')) {
    if (pair.empty()) continue;
    const auto equals = pair.find('=');
    auto name = percent_decode(pair.substr(0, equals), true);
    auto value = percent_decode(equals == pair.npos ? "" : pair.substr(equals + 1), true);
    if (!name || !value || decoded.size() == query_parameters_max) {
      return std::unexpected(
          Response::problem(400, "bad_query", "The query is not well-formed, or too long."));
    }
    decoded.emplace_back(std::move(*name), std::move(*value));
  }
  return decoded;
}

Response refuse_body(json::Problems problems) {
  const std::string& first = problems.front().code;
  const bool malformed = problems.front().pointer.empty() &&
                         (first == json::code::malformed_json ||
                          first == json::code::invalid_utf8 || first == json::code::too_deep);
  Problem problem{malformed ? 400U : 422U, malformed ? first : "invalid_body",
                  malformed ? problems.front().detail : "Some fields are not as they must be."};
  problem.with_errors(Part::body, problems);
  return Response::problem(std::move(problem));
}

Response refuse_query(const json::Problems& problems) {
  Problem problem{400, "invalid_query", "Some query parameters are not as they must be."};
  problem.with_errors(Part::query, problems);
  return Response::problem(std::move(problem));
}

}  // namespace meme::http
