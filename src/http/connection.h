// One client connection: reads requests, has them answered in order, and obeys the deadlines that
// its listener checks. Lives on one I/O thread.
#pragma once
#include <chrono>
#include <cstdint>
#include <memory>
#include <optional>
#include <vector>

#include <boost/asio/ip/tcp.hpp>

#include "http/event_sender.h"
#include "http/exchange.h"
#include "http/output.h"
#include "http/request_input.h"
#include "http/server_context.h"
#include "runtime/task.h"

namespace meme::http {

class Listener;

//          ┌───────────── keep-alive ─────────────┐
// idle → header → body → handling → writing ──────┴→ lingering → gone
//                              └→ streaming ───────────────────→ gone
class Connection : public std::enable_shared_from_this<Connection> {
 public:
  using Time = std::chrono::steady_clock::time_point;
  using Socket = boost::asio::ip::tcp::socket;

  Connection(Socket socket, ThreadContext& thread, Listener& listener);

  // Serves until the connection ends; keeps itself alive.
  void start();

  // By the listener, on the I/O thread.
  void check_deadline(Time now) {
    if (now >= expires_) expire();
  }
  // Ends at the next pause between requests; event streams end now.
  void drain();
  void cut();
  std::size_t index = 0;  // among the listener's connections

 private:
  enum class Phase : std::uint8_t { idle, header, body, handling, writing, streaming, lingering };
  // What the connection needs before it can go on.
  enum class Need : std::uint8_t { input, handler, nothing, stream, end };

  runtime::Task<void> run();
  runtime::Task<void> serve();
  runtime::Task<bool> finish_flush();
  runtime::Task<Need> call_handler();
  runtime::Task<void> stream();
  runtime::Task<void> linger();

  Need work();
  Need begin_exchange();
  Need complete_exchange();
  Need refuse_message();
  bool received(const boost::system::error_code& error, std::size_t bytes);
  Need answer(Response response);
  bool begin_stream(const EventStream& events);
  void enter(Phase phase, std::chrono::milliseconds limit);
  void await_input();
  void expire();
  void time_out_request();
  void time_out_handler();

  Socket socket_;
  ThreadContext& thread_;
  Listener& listener_;
  RequestInput input_;
  Output output_;
  std::optional<Exchange> exchange_;
  std::vector<Topic> topics_;          // of the event stream
  std::optional<EventSender> sender_;  // once made, lives as long as the connection
  Phase phase_ = Phase::idle;
  Time now_{};
  Time expires_ = Time::max();
  bool local_peer_ = false;
  bool answered_ = false;   // a request; one who never asks is not waited for as long
  bool closing_ = false;    // after the current answer
  bool refused_ = false;    // bytes may still come that nobody will read
  bool timed_out_ = false;  // the request came too slowly
  bool given_up_ = false;   // the client was told 503 while the handler still ran
  bool gone_ = false;
};

}  // namespace meme::http
