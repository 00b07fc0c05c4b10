// The HTTP/1.1 server: one acceptor and one event loop per I/O thread, no lock between them.
#pragma once
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "http/event_hub.h"
#include "http/policy.h"
#include "http/router.h"
#include "runtime/io_threads.h"
#include "runtime/metrics.h"

namespace meme::runtime {
class Settings;
}

namespace meme::http {

class Listener;
struct ServerContext;

struct ServerOptions {
  std::string address = "127.0.0.1";
  std::uint16_t port = 8080;  // 0: any free one
  // Origins other than the request's own host that may use cookies, such as a proxy's public URL.
  std::vector<std::string> origins{};

  std::size_t connections_max = 10'000;      // beyond: 503 and close
  std::size_t in_flight_max = 4'096;         // asynchronous handlers; beyond: 503 with Retry-After
  std::size_t header_bytes_max = 16 * 1024;  // beyond: 431
  std::size_t fields_max = 100;              // beyond: 431

  std::chrono::milliseconds header_deadline{10'000};     // first byte to end of header, else 408
  std::chrono::milliseconds body_deadline{30'000};       // end of header to end of body, else 408
  std::chrono::milliseconds idle_deadline{75'000};       // between requests
  std::chrono::milliseconds handler_deadline{10'000};    // then 503
  std::chrono::milliseconds write_deadline{30'000};      // for the client to take an answer
  std::chrono::milliseconds stream_lifetime{3'600'000};  // then an event stream ends and resumes

  std::size_t compress_from = 1'024;              // bytes of JSON
  std::size_t kept_bytes_max = 64 * 1024 * 1024;  // of answers given again; per I/O thread
  std::chrono::milliseconds slow_request{500};    // logged always
  std::uint32_t log_lines_per_second = 200;       // for quick, successful requests; per I/O thread
};

// Read the http.* and the events.* settings.
ServerOptions read_server_options(runtime::Settings& settings);
EventHubOptions read_event_hub_options(runtime::Settings& settings);

class Server {
 public:
  struct Parts {
    runtime::IoThreads& threads;
    const Router& router;  // sealed
    runtime::Metrics& metrics;
    const Authenticator* authenticator = nullptr;  // none: everybody is a visitor
    EventHub* events = nullptr;                    // none: no route may answer with a stream
  };

  // All parts must outlive the server. Throws std::logic_error when the router is not sealed.
  Server(const Parts& parts, ServerOptions options);
  ~Server();  // the threads must have stopped; the metrics must not be read any more
  Server(const Server&) = delete;
  Server& operator=(const Server&) = delete;

  // Binds and listens. Throws boost::system::system_error when the address cannot be had.
  void start();
  std::uint16_t port() const { return port_; }

  // Stops accepting, lets requests in flight finish, tells event streams to come back and closes
  // idle connections. At the deadline the rest is cut. Blocks; not from an I/O thread. False when
  // something was cut.
  bool drain(std::chrono::milliseconds deadline);

  std::size_t connection_count() const;

  // Takes over what of the options can change while serving: log_lines_per_second and slow_request.
  void change(const ServerOptions& options);

 private:
  std::unique_ptr<ServerContext> context_;
  std::vector<std::unique_ptr<Listener>> listeners_;
  std::uint16_t port_ = 0;
};

}  // namespace meme::http
