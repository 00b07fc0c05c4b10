// A server on a free port for the tests of any module.
#pragma once
#include <functional>
#include <memory>

#include "http/event_hub.h"
#include "http/server.h"
#include "http/testing/client.h"
#include "runtime/io_threads.h"
#include "runtime/metrics.h"

namespace meme::http::testing {

// Believes "Authorization: Test mem_1 customer,artist,operator art_5" (the artist id is optional).
class TestAuthenticator final : public Authenticator {
 public:
  std::optional<identity::Principal> authenticate(const Request& request) const override;
};
// The header that makes `who` the caller.
std::pair<std::string, std::string> signed_in_as(const identity::Principal& who);

class TestServer {
 public:
  // `add_routes` fills the router, which is then sealed; the server accepts when this returns.
  explicit TestServer(const std::function<void(Router&)>& add_routes, ServerOptions options = {},
                      EventHubOptions events = {});
  ~TestServer();  // drains briefly and stops the threads

  std::uint16_t port() const { return server_->port(); }
  Server& server() { return *server_; }
  EventHub& events() { return *events_; }
  runtime::Metrics& metrics() { return metrics_; }
  runtime::IoThreads& threads() { return threads_; }

  // One request on a connection of its own.
  TestResponse get(std::string_view target, const Headers& headers = {});
  TestResponse send(std::string_view method, std::string_view target, std::string_view body = {},
                    const Headers& headers = {});

 private:
  runtime::Metrics metrics_;
  runtime::IoThreads threads_;
  Router router_;
  TestAuthenticator authenticator_;
  std::unique_ptr<EventHub> events_;
  std::unique_ptr<Server> server_;
};

}  // namespace meme::http::testing
