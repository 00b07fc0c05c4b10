// What a handler is given. All views live until the handler's answer is complete. Used on the
// connection's I/O thread only.
#pragma once
#include <chrono>
#include <expected>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/check.h"
#include "http/method.h"
#include "http/policy.h"
#include "http/request_head.h"
#include "http/response.h"
#include "json/json.h"

namespace meme::http {

using Deadline = std::chrono::steady_clock::time_point;

// Everything the server knows about a request before it finds out who is asking.
struct RequestFacts {
  const RequestHead* head = nullptr;
  std::string_view body;
  std::string_view request_id;
  Deadline deadline{};      // when the client is told 503; work that can stop should stop then
  bool local_peer = false;  // the connection comes from this machine
};

class Request {
 public:
  explicit Request(const RequestFacts& facts) : facts_(facts) {}

  Method method() const { return facts_.head->method; }
  std::string_view path() const { return facts_.head->path(); }  // as sent, without the query
  std::string_view query_text() const { return facts_.head->query(); }
  std::string_view body() const { return facts_.body; }
  std::string_view request_id() const { return facts_.request_id; }
  Deadline deadline() const { return facts_.deadline; }
  bool local() const;  // from this machine, and not through a proxy

  // Empty when absent. The first one when there are several.
  std::string_view header(std::string_view name) const { return facts_.head->find(name); }
  std::string_view header(KnownField name) const { return facts_.head->find(name); }
  std::string_view cookie(std::string_view name) const;
  // Empty without one; routes with `.idempotency_key` and `.if_match` always have them.
  std::string_view idempotency_key() const { return header("Idempotency-Key"); }
  // The entity tag of If-Match, quotes included.
  std::string_view if_match() const { return header(KnownField::if_match); }
  // Whether If-None-Match names this tag: a handler may then skip its work and answer
  // Response::not_modified(etag).
  bool client_has(std::string_view etag) const;

  // The caller; an anonymous principal for a visitor.
  const identity::Principal& principal() const;

  // A path parameter that the route declares as T; the router has checked its form.
  template <class T>
  T id(std::string_view name) const {
    return parameter<T>(name);
  }
  template <class T>
  T parameter(std::string_view name) const;

  // The body as T; without a body, what an empty object is. The refusal is 415 for another media
  // type, 400 for malformed text, else 422.
  template <class T>
  std::expected<T, Response> read() const;
  // The query as the type that the route declares with query_of<T>(). The refusal is 400.
  template <class T>
  std::expected<T, Response> query() const;

  // For the server.
  struct PathParameter {
    std::string_view name;
    std::string value;
  };
  void set_parameters(std::vector<PathParameter> parameters) { path_ = std::move(parameters); }
  void set_authenticator(const Authenticator* authenticator) { authenticator_ = authenticator; }
  void set_body(const RequestHead& head, std::string_view body) {
    facts_.head = &head;
    facts_.body = body;
  }
  // Without asking the authenticator.
  MemberId known_member() const { return principal_ ? principal_->member : MemberId{}; }
  const RequestHead& head() const { return *facts_.head; }

 private:
  std::string_view path_parameter(std::string_view name) const;
  bool no_body() const { return body().empty() && header(KnownField::content_type).empty(); }
  std::optional<Response> refuse_media_type() const;
  std::expected<std::vector<std::pair<std::string, std::string>>, Response> decode_query() const;

  RequestFacts facts_;
  std::vector<PathParameter> path_;
  const Authenticator* authenticator_ = nullptr;
  mutable std::optional<identity::Principal> principal_;
};

Response refuse_body(json::Problems problems);
Response refuse_query(const json::Problems& problems);

template <class T>
T Request::parameter(std::string_view name) const {
  const json::Document::Parameter given[] = {{name, path_parameter(name)}};
  const auto document = json::Document::of_parameters(given);
  json::Reader reader;
  T value{};
  MEME_ASSERT(json::Codec<T>::read({reader, document, 2}, value, {}));
  return value;
}

template <class T>
std::expected<T, Response> Request::read() const {
  if (auto refused = no_body() ? std::nullopt : refuse_media_type())
    return std::unexpected(std::move(*refused));
  auto value = json::read<T>(no_body() ? "{}" : body());
  if (!value) return std::unexpected(refuse_body(std::move(value.error())));
  return std::move(*value);
}

template <class T>
std::expected<T, Response> Request::query() const {
  auto decoded = decode_query();
  if (!decoded) return std::unexpected(std::move(decoded.error()));
  std::vector<json::Document::Parameter> given(decoded->begin(), decoded->end());
  auto value = json::read_parameters<T>(given);
  if (!value) return std::unexpected(refuse_query(value.error()));
  return std::move(*value);
}

}  // namespace meme::http
