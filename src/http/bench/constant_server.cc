// This server answering every request for / with the same body, to be held against
// bare_beast_server. constant_server PORT BYTES
#include <csignal>
#include <cstdlib>
#include <iostream>
#include <memory>
#include <string>

#include "http/server.h"

int main(int count, char** arguments) {
  using namespace meme;
  if (count != 3) {
    std::cerr << "usage: constant_server PORT BYTES\n";
    return 2;
  }
  auto body = std::make_shared<const std::string>(std::strtoul(arguments[2], nullptr, 10), 'x');
  http::Router router;
  http::Route route{.method = http::Method::get, .pattern = "/", .policy = http::Policy::anyone};
  route.operation_id = route.summary = route.tag = "constant";
  router.add(route, [body](http::Request&) { return http::Response::json_text(body); });
  router.seal();

  runtime::Metrics metrics;
  runtime::IoThreads threads(1);
  http::ServerOptions options;
  options.port = static_cast<std::uint16_t>(std::atoi(arguments[1]));
  http::Server server({threads, router, metrics}, options);
  sigset_t signals;
  sigemptyset(&signals);
  sigaddset(&signals, SIGTERM);
  sigaddset(&signals, SIGINT);
  pthread_sigmask(SIG_BLOCK, &signals, nullptr);
  server.start();
  threads.run();
  std::cout << server.port() << std::endl;
  int signal = 0;
  sigwait(&signals, &signal);
  server.drain(std::chrono::milliseconds(1'000));
  threads.stop();
}
