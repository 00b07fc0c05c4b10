#include "scenarios/elsewhere.h"

#include <utility>

namespace meme::scenarios {

Elsewhere::Elsewhere() {
  server_ = std::make_unique<http::testing::TestServer>([this](http::Router& router) {
    router.add({.pattern = "/private/mina.ics",
                .policy = http::Policy::anyone,
                .operation_id = "getCalendar",
                .summary = "The artist's calendar",
                .tag = "elsewhere"},
               [this](http::Request& request) { return answer(request); });
  });
}

std::string Elsewhere::url() const {
  return "http://127.0.0.1:" + std::to_string(server_->port()) + "/private/mina.ics";
}

void Elsewhere::has(std::string text) {
  const std::scoped_lock lock(mutex_);
  text_ = std::move(text);
  ++tag_;
}

void Elsewhere::lose() {
  has({});
}

Elsewhere::Asked Elsewhere::asked() {
  const std::scoped_lock lock(mutex_);
  return std::exchange(asked_, {});
}

http::Response Elsewhere::answer(const http::Request& request) {
  const std::scoped_lock lock(mutex_);
  ++asked_.times;
  if (text_.empty()) return http::Response::problem(404, "not_found");
  const std::string tag = '"' + std::to_string(tag_) + '"';
  if (request.client_has(tag)) {
    ++asked_.unchanged;
    return http::Response::not_modified(tag);
  }
  auto response = http::Response::text(text_, "text/calendar; charset=utf-8");
  response.etag = tag;
  return response;
}

}  // namespace meme::scenarios
