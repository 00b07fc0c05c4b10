#include "members/http.h"

#include <fmt/format.h>

#include <chrono>
#include <utility>

#include "members/authenticator.h"
#include "members/json.h"

namespace meme::members {
namespace {

constexpr std::string_view session_tag = "session";
constexpr std::string_view demo_tag = "demo";

}  // namespace

void MemberRoutes::add_to(http::Router& router) {
  add_session(router);
  add_setup(router);
  // Not merely refused when switched off: the routes are not there.
  if (parts_.dev_sign_in) add_demo(router);
}

void MemberRoutes::add_session(http::Router& router) {
  router.add({.pattern = "/v1/session",
              .policy = http::Policy::anyone,
              .operation_id = "getSession",
              .summary = "Who the caller is",
              .tag = std::string(session_tag),
              .answers = {http::answer<SessionView>(200, "The caller, or a visitor.")}},
             [this](http::Request& request) { return session(request); });
  router.add({.method = http::Method::delete_,
              .pattern = "/v1/session",
              .policy = http::Policy::anyone,
              .operation_id = "deleteSession",
              .summary = "Signs out; the token is useless afterwards",
              .tag = std::string(session_tag),
              .answers = {{.status = 204, .detail = "Signed out."}}},
             [this](http::Request& request) { return sign_out(request); });
}

void MemberRoutes::add_setup(http::Router& router) {
  router.add({.method = http::Method::post,
              .pattern = "/v1/setup",
              .policy = http::Policy::anyone,
              .operation_id = "takeSetupLink",
              .summary = "Takes a one-time link that the programme has shown to its operator",
              .tag = std::string(session_tag),
              .body = http::json_body<SetUp>(1024),
              .answers = {http::answer<SessionView>(200, "Signed in; the cookie is set.")},
              .refusals = {{410, "link_gone", "There is no such link, or not any more."}}},
             [this](http::Request& request) { return set_up(request); });
}

void MemberRoutes::add_demo(http::Router& router) {
  router.add({.pattern = "/v1/demo/people",
              .policy = http::Policy::anyone,
              .operation_id = "listDemoPeople",
              .summary = "People to sign in as; only with members.dev_sign_in",
              .tag = std::string(demo_tag),
              .query = http::query_of<PeopleQuery>(),
              .answers = {http::answer<PeopleView>(200, "A useful choice, or those found.")}},
             [this](http::Request& request) { return people(request); });
  router.add({.method = http::Method::post,
              .pattern = "/v1/demo/session",
              .policy = http::Policy::anyone,
              .operation_id = "createDemoSession",
              .summary = "Signs in as somebody; only with members.dev_sign_in",
              .tag = std::string(demo_tag),
              .body = http::json_body<DemoSignIn>(1024),
              .answers = {http::answer<SessionView>(200, "Signed in; the cookie is set.")},
              .refusals = {{404, "not_found", "There is no such person."}}},
             [this](http::Request& request) { return sign_in(request); });
}

runtime::Task<http::Response> MemberRoutes::session(http::Request& request) {
  SessionView view;
  if (request.principal().signed_in()) {
    const MemberId id = request.principal().member;
    if (const auto member = co_await parts_.members.find(id)) {
      view.signed_in = true;
      view.member = person_of(*member);
    }
  }
  co_return http::Response::json(view);
}

runtime::Task<http::Response> MemberRoutes::sign_out(http::Request& request) {
  std::string token(token_in(request));
  co_await parts_.sessions.revoke(std::move(token));
  http::Response response = http::Response::no_content();
  response.header("Set-Cookie", cookie_with("", std::chrono::seconds(0)));
  co_return response;
}

runtime::Task<http::Response> MemberRoutes::people(http::Request& request) {
  auto query = request.query<PeopleQuery>();
  if (!query) co_return std::move(query.error());
  std::string text = std::move(query->text);
  PeopleView view;
  for (const Member& member : co_await parts_.members.choices(std::move(text))) {
    view.items.push_back(person_of(member));
  }
  co_return http::Response::json(view);
}

runtime::Task<http::Response> MemberRoutes::sign_in(http::Request& request) {
  const auto wish = request.read<DemoSignIn>();
  if (!wish) co_return std::move(wish.error());
  const auto member = co_await parts_.members.find(wish->member);
  if (!member) co_return http::Response::problem(404, "not_found", "There is no such person.");
  co_return signed_in(*member);
}

// A link counts once: whoever comes second, also with the right token, is told that it is gone.
runtime::Task<http::Response> MemberRoutes::set_up(http::Request& request) {
  auto wish = request.read<SetUp>();
  if (!wish) co_return std::move(wish.error());
  std::string token = std::move(wish->token);
  std::string name = std::move(wish->name);
  const auto member = co_await parts_.operators.take(std::move(token), std::move(name));
  if (!member) {
    co_return http::Response::problem(410, "link_gone",
                                      "This link was used, has expired, or was replaced.");
  }
  co_return signed_in(*member);
}

http::Response MemberRoutes::signed_in(const Member& member) {
  const identity::Principal who{member.id, member.artist, member.roles};
  auto token = parts_.sessions.issue(who);
  const auto lifetime =
      std::chrono::duration_cast<std::chrono::seconds>(token.expires_at - parts_.clock.now());
  const std::string cookie = cookie_with(token.text, lifetime);
  SessionView view{true, person_of(member), std::move(token.text)};
  http::Response response = http::Response::json(view);
  response.header("Set-Cookie", cookie);
  return response;
}

std::string MemberRoutes::cookie_with(std::string_view token, std::chrono::seconds lifetime) const {
  return fmt::format("{}={}; Path=/; HttpOnly; SameSite=Lax; Max-Age={}{}",
                     identity::session_cookie, token, lifetime.count(),
                     parts_.secure_cookie ? "; Secure" : "");
}

}  // namespace meme::members
