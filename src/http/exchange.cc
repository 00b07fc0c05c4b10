#include "http/exchange.h"

#include <exception>
#include <utility>

#include "base/check.h"
#include "http/compression.h"
#include "http/syntax.h"
#include "runtime/log.h"
#include "runtime/overloaded.h"
#include "runtime/unavailable.h"

namespace meme::http {

namespace {

// Enough that an ordinary client reads the refusal before the connection is closed on it.
constexpr std::size_t ignored_body_bytes_max = 1024 * 1024;
constexpr std::size_t idempotency_key_length_max = 255;
constexpr std::size_t head_bytes_usual = 1024;

// Refused requests are read to their end when that is cheap, so that the connection stays usable.
std::size_t body_limit(const Router::Entry* entry, bool refused) {
  if (refused || entry == nullptr) return ignored_body_bytes_max;
  return entry->route.body ? entry->route.body->bytes_max : 0;
}

bool crowded(const ServerContext& server) {
  return server.in_flight.load(std::memory_order_relaxed) >= server.options.in_flight_max;
}

bool valid_idempotency_key(std::string_view key) {
  const auto visible = [](char c) { return c > 0x20 && c < 0x7f; };
  return !key.empty() && key.size() <= idempotency_key_length_max &&
         std::ranges::all_of(key, visible);
}

Response refuse_header(std::string_view name, unsigned status, std::string_view code,
                       std::string_view detail) {
  Problem problem{status, std::string(code), std::string(detail)};
  problem.errors.push_back(
      {Part::header, "/" + std::string(name), std::string(code), std::string(detail)});
  return Response::problem(std::move(problem));
}

}  // namespace

bool Exchange::begin(RequestInput& input, bool local_peer, Time now) {
  started_ = now;
  request_id_ = thread_.next_request_id();
  const RequestHead& head = input.head();
  if (answer_again(input)) {
    request_.emplace(RequestFacts{&head, {}, request_id_, now, local_peer});
    return true;
  }
  match_ = thread_.server.router.find(head.method, head.path());
  const Route* route = match_.entry != nullptr ? &match_.entry->route : nullptr;
  metrics_index_ =
      match_.entry != nullptr ? match_.entry->index : thread_.server.route_metrics.unknown();
  const auto deadline = route != nullptr && route->deadline
                            ? *route->deadline
                            : thread_.server.options.handler_deadline;
  request_.emplace(RequestFacts{&head, {}, request_id_, now + deadline, local_peer});
  request_->set_authenticator(thread_.server.authenticator);
  request_->set_parameters(std::move(match_.parameters));
  early_ = refuse_route();
  // What is turned away anyway should cost as little as possible: nobody asks first who it is.
  if (!early_ && match_.entry->async && crowded(thread_.server)) early_ = overloaded();
  if (!early_) early_ = refuse_caller();
  if (!early_) early_ = refuse_headers(input.body_pending());
  if (!input.body_pending()) return true;

  std::size_t limit = body_limit(match_.entry, early_.has_value());
  const auto length = input.content_length();
  if (length && *length > limit && !early_) {
    early_ = Response::problem(413, "content_too_large",
                               "The body is larger than this operation accepts.");
    limit = ignored_body_bytes_max;
  }
  input.set_body_limit(limit, !early_.has_value());
  const bool unread = early_ && (head.expects_continue || !length || *length > limit);
  return !unread;
}

// What is kept was admitted and checked when it was made, and depends on nothing but the target.
bool Exchange::answer_again(RequestInput& input) {
  const RequestHead& head = input.head();
  const bool reading = head.method == Method::get || head.method == Method::head;
  if (!reading || input.body_pending()) return false;
  kept_ = thread_.kept.find(head.text(head.target));
  if (kept_ == nullptr) return false;
  match_.entry = kept_->route;
  metrics_index_ = kept_->route->index;
  early_ = Response::kept_answer(kept_->answer);
  return true;
}

void Exchange::keep(const Response& response) {
  if (!response.kept || kept_ != nullptr) return;
  MEME_ASSERT(match_.entry->sync && *match_.entry->route.policy == Policy::anyone);
  const RequestHead& head = request_->head();
  kept_ = thread_.kept.keep(head.text(head.target), *match_.entry, response.kept);
}

void Exchange::begin_malformed(Time now) {
  started_ = now;
  request_id_ = thread_.next_request_id();
  metrics_index_ = thread_.server.route_metrics.malformed();
}

void Exchange::body_complete(RequestInput& input, Time now) {
  started_ = now;
  request_->set_body(input.head(), input.body());
}

const AsyncHandler* Exchange::async_handler() const {
  if (early_ || match_.entry == nullptr || !match_.entry->async) return nullptr;
  return &match_.entry->async;
}

std::optional<Response> Exchange::refuse_route() {
  if (match_.entry != nullptr) return std::nullopt;
  if (match_.allow.empty()) return file_or_not_found();
  Response response = request_->method() == Method::options
                          ? Response::no_content()
                          : Response::problem(405, "method_not_allowed");
  response.header("Allow", match_.allow);
  return response;
}

Response Exchange::file_or_not_found() {
  const Router& router = thread_.server.router;
  const bool reading = request_->method() == Method::get || request_->method() == Method::head;
  if (request_->path() == "*") {
    return Response::no_content().header("Allow", "GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS");
  }
  if (router.files() != nullptr && reading) {
    const bool is_page = request_->path() == "/" || !router.begins_a_route(request_->path());
    const Asset* asset = router.files()->find(request_->path());
    std::string head;
    if (asset == nullptr && is_page) {
      if (router.page_head()) head = router.page_head()(*request_);
      // The start page and what a shared link leads to are there for everybody; other pages of the
      // browser's own for browsers, so that programs learn from a 404 that they have a wrong
      // address.
      const bool wanted = request_->path() == "/" || !head.empty() ||
                          accepts(request_->header(KnownField::accept), "text/html");
      if (wanted) asset = router.files()->find(router.fallback());
    }
    if (asset != nullptr) {
      metrics_index_ = thread_.server.route_metrics.files();
      varies_ = !asset->brotli.empty() || !asset->gzip.empty();
      return head.empty() ? serve(*asset, *request_) : serve_with_head(*asset, head);
    }
  }
  return Response::problem(404, "not_found");
}

std::optional<Response> Exchange::refuse_caller() {
  if (!is_safe(request_->method()) && foreign_origin()) {
    return Response::problem(403, "foreign_origin",
                             "Changes signed by a cookie must come from this site's own pages.");
  }
  const Policy policy = *match_.entry->route.policy;
  if (policy == Policy::anyone) return std::nullopt;
  switch (admit(policy, request_->principal(), request_->local())) {
    case Admission::admitted:
      return std::nullopt;
    case Admission::not_signed_in:
      return Response::problem(401, "not_signed_in", "Sign in to do this.")
          .header("WWW-Authenticate", "Bearer");
    case Admission::forbidden:
      return Response::problem(403, "forbidden", "Your role does not allow this.");
  }
  return Response::problem(403, "forbidden");
}

// A page of another site can make a browser send our cookie, but cannot forge Origin.
bool Exchange::foreign_origin() const {
  if (!request_->header(KnownField::authorization).empty()) return false;
  const std::string_view origin = request_->header(KnownField::origin);
  if (origin.empty()) {
    return !request_->header(KnownField::cookie).empty() ||
           request_->header("Sec-Fetch-Site") == "cross-site";
  }
  const auto& origins = thread_.server.options.origins;
  return !same_origin(origin, request_->header(KnownField::host)) &&
         std::ranges::find(origins, origin) == origins.end();
}

std::optional<Response> Exchange::refuse_headers(bool body_follows) {
  const Route& route = match_.entry->route;
  if (route.idempotency_key && !valid_idempotency_key(request_->idempotency_key())) {
    return refuse_header("Idempotency-Key", 400, "idempotency_key_required",
                         "Send an Idempotency-Key of 1 to 255 visible ASCII characters.");
  }
  if (route.if_match && request_->if_match().empty()) {
    return refuse_header("If-Match", 428, "precondition_required",
                         "Send the ETag you have seen as If-Match.");
  }
  if (route.query.object == nullptr && !request_->query_text().empty()) {
    return Response::problem(400, "invalid_query", "This operation takes no query parameters.");
  }
  if (!route.body && body_follows) {
    return Response::problem(400, "unexpected_body", "This operation takes no body.");
  }
  const std::string_view content_type = request_->header(KnownField::content_type);
  if (!route.body || (!body_follows && content_type.empty())) return std::nullopt;
  if (!request_->header(KnownField::content_encoding).empty()) {
    return Response::problem(415, "unsupported_content_encoding", "Send the body uncompressed.");
  }
  const std::string type = media_type(content_type);
  if (std::ranges::find(route.body->media_types, type) != route.body->media_types.end()) {
    return std::nullopt;
  }
  return Response::problem(415, "unsupported_media_type",
                           "The body is not of a type that this operation accepts.");
}

Response Exchange::respond() {
  if (early_) return std::move(*early_);
  try {
    Response response = match_.entry->sync(*request_);
    keep(response);
    return response;
  } catch (...) {
    return failure();
  }
}

Response Exchange::failure() const {
  try {
    throw;
  } catch (const runtime::Overloaded&) {
    return overloaded();
  } catch (const std::exception& problem) {
    log::error("http.handler_failed",
               {{"route", route_name()}, {"what", problem.what()}, {"request_id", request_id_}});
    if (const auto* known = dynamic_cast<const runtime::Unavailable*>(&problem)) {
      return Response::problem(503, known->problem_code(), known->problem_detail())
          .header("Retry-After", "5");
    }
  } catch (...) {
    log::error("http.handler_failed", {{"route", route_name()}, {"request_id", request_id_}});
  }
  return Response::problem(503, "unavailable", "Something failed here. Try again.")
      .header("Retry-After", "1");
}

Response Exchange::overloaded() const {
  thread_.server.shed.add();
  return Response::problem(503, "overloaded", "Too much to do right now. Try again.")
      .header("Retry-After", "1");
}

void Exchange::complete(Response& response) {
  if (response.refusal) {
    problem_code_ = response.refusal->code;
    response.body = response.refusal->text(request_id_);
  }
  if (response.content_type.empty() || response.events || !request_) return;
  const bool reading = request_->method() == Method::get || request_->method() == Method::head;
  if (!response.etag.empty()) {
    if (response.cache_control == "no-store") response.cache_control = "private, no-cache";
    if (reading && response.status == 200 && request_->client_has(response.etag)) {
      response.status = 304;
      response.content_type = {};
      response.content_encoding = {};
      return;
    }
  }
  const auto& options = thread_.server.options;
  varies_ = varies_ || !response.content_encoding.empty();
  if (!response.content_encoding.empty() || response.body_size() < options.compress_from ||
      !compressible(response.content_type)) {
    return;
  }
  varies_ = true;
  if (accepts(request_->header(KnownField::accept_encoding), "gzip")) compress(response);
}

void Exchange::compress(Response& response) {
  response.content_encoding = "gzip";
  if (kept_ != nullptr) {
    response.shared = thread_.kept.gzipped(*kept_);
    response.kept.reset();
    return;
  }
  if (const auto kept = std::exchange(response.kept, nullptr)) kept->append_to(response.body);
  response.body = gzip(response.payload());
  response.shared.reset();
}

void Exchange::finish(Response response, const Finish& how, Output& output) {
  complete(response);
  status_ = response.status;
  HeadFacts facts;
  facts.date_line = thread_.date.at(started_);
  facts.request_id = request_id_;
  facts.close = how.close;
  facts.keep_alive = how.http_1_0_keep_alive && !how.close;
  facts.varies = varies_;
  const bool bodiless = how.head_only || response.status == 204 || response.status == 304;
  if (!bodiless) bytes_out_ = response.body_size();
  if (response.kept) output.make_room(head_bytes_usual + bytes_out_);
  append_head(output.text(), response, facts);
  if (bodiless) return;
  output.add_body(response);
}

void Exchange::record(Time now) {
  thread_.server.route_metrics.count(metrics_index_, status_, now - started_);
  if (!thread_.log.admits(status_, now - started_, now)) return;
  AccessLine line;
  line.route = route_name();
  line.status = status_;
  line.took = now - started_;
  line.bytes_out = bytes_out_;
  line.request_id = request_id_;
  line.code = problem_code_;
  if (request_) {
    line.method = request_->method();
    line.bytes_in = request_->body().size();
    line.trace_id = trace_id(request_->header("traceparent"));
    line.member = request_->known_member();
  }
  thread_.log.write(line);
}

std::string_view Exchange::route_name() const {
  if (match_.entry != nullptr) return match_.entry->route.pattern;
  if (metrics_index_ == thread_.server.route_metrics.files()) return "files";
  return request_ ? "unknown" : "malformed";
}

}  // namespace meme::http
