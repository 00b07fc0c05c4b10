#include "http/testing/server.h"

#include "http/syntax.h"
#include "runtime/log.h"

namespace meme::http::testing {

namespace {

identity::Roles parse_roles(std::string_view text) {
  std::int64_t bits = 0;
  for (std::string_view role : Split(text, ',')) {
    if (role == "customer") bits |= 1;
    if (role == "artist") bits |= 2;
    if (role == "operator") bits |= 4;
  }
  return identity::Roles::from_bits(bits);
}

}  // namespace

std::optional<identity::Principal> TestAuthenticator::authenticate(const Request& request) const {
  std::string_view text = request.header(KnownField::authorization);
  if (!text.starts_with("Test ")) return std::nullopt;
  std::vector<std::string_view> words;
  for (std::string_view word : Split(text, ' ')) words.push_back(word);
  identity::Principal who;
  const auto member = words.size() > 2 ? MemberId::parse(words[1]) : std::nullopt;
  if (!member) return std::nullopt;
  who.member = *member;
  who.roles = parse_roles(words[2]);
  if (words.size() > 3) who.artist = ArtistId::parse(words[3]);
  return who;
}

std::pair<std::string, std::string> signed_in_as(const identity::Principal& who) {
  using identity::Role;
  std::string text = "Test " + who.member.text() + " member";
  if (who.is(Role::customer)) text += ",customer";
  if (who.is(Role::artist)) text += ",artist";
  if (who.is(Role::operator_)) text += ",operator";
  if (who.artist) text += " " + who.artist->text();
  return {"Authorization", text};
}

TestServer::TestServer(const std::function<void(Router&)>& add_routes, ServerOptions options,
                       EventHubOptions events)
    : threads_(1) {
  log::configure({.level = log::Level::error});
  add_routes(router_);
  router_.seal();
  events_ = std::make_unique<EventHub>(threads_, metrics_, events);
  options.port = 0;
  server_ = std::make_unique<Server>(
      Server::Parts{threads_, router_, metrics_, &authenticator_, events_.get()},
      std::move(options));
  server_->start();
  threads_.run();
}

TestServer::~TestServer() {
  server_->drain(std::chrono::milliseconds(500));
  threads_.stop();
}

TestResponse TestServer::get(std::string_view target, const Headers& headers) {
  return TestClient(port()).get(target, headers);
}

TestResponse TestServer::send(std::string_view method, std::string_view target,
                              std::string_view body, const Headers& headers) {
  return TestClient(port()).send(method, target, body, headers);
}

}  // namespace meme::http::testing
