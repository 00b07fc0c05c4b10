#include "http/connection.h"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/use_awaitable.hpp>

#include "http/listener.h"
#include "runtime/log.h"

namespace meme::http {

namespace {

namespace asio = boost::asio;
using Failure = boost::system::error_code;

constexpr std::size_t output_bytes_max = 256 * 1024;  // of pipelined answers in one write
constexpr std::size_t lingering_bytes_max = 16 * 1024 * 1024;
constexpr std::chrono::milliseconds lingering_limit{2'000};

}  // namespace

Connection::Connection(Socket socket, ThreadContext& thread, Listener& listener)
    : socket_(std::move(socket)),
      thread_(thread),
      listener_(listener),
      input_({thread.server.options.header_bytes_max, 4 * 1024, thread.server.options.fields_max}),
      output_(thread.spare) {
  Failure ignored;
  socket_.set_option(asio::ip::tcp::no_delay(true), ignored);
  const auto peer = socket_.remote_endpoint(ignored);
  local_peer_ = !ignored && peer.address().is_loopback();
}

void Connection::start() {
  now_ = std::chrono::steady_clock::now();
  asio::co_spawn(socket_.get_executor(), run(), [](std::exception_ptr) {});
}

runtime::Task<void> Connection::run() {
  const auto self = shared_from_this();
  try {
    co_await serve();
  } catch (const std::exception& problem) {
    log::error("http.connection_failed", {{"what", problem.what()}});
  }
  gone_ = true;
  if (sender_) thread_.shard->remove(*sender_, topics_);
  Failure ignored;
  socket_.close(ignored);
  listener_.remove(*this);
}

runtime::Task<void> Connection::serve() {
  Need need = work();
  while (true) {
    const auto flushed = output_.flush(socket_.native_handle());
    if (flushed == Output::Flushed::failed) co_return;
    if (flushed == Output::Flushed::blocked && !co_await finish_flush()) co_return;
    if (need == Need::input) {
      if (phase_ == Phase::writing) await_input();
      const auto space = input_.space();
      Failure error;
      auto token = asio::redirect_error(asio::use_awaitable, error);
      const auto buffer = asio::buffer(space.data(), space.size());
      const std::size_t bytes = co_await socket_.async_read_some(buffer, token);
      if (!received(error, bytes)) co_return;
      need = work();
    } else if (need == Need::handler) {
      need = co_await call_handler();
      if (given_up_) co_return;
    } else if (need == Need::nothing) {
      need = work();
    } else {
      break;
    }
  }
  if (need == Need::stream) co_await stream();
  if (need == Need::end) co_await linger();
}

bool Connection::received(const Failure& error, std::size_t bytes) {
  now_ = std::chrono::steady_clock::now();
  if (timed_out_ && !gone_) return true;
  if (error || gone_) return false;
  input_.received(bytes);
  return true;
}

// Answers all requests that are here and need no waiting.
Connection::Need Connection::work() {
  if (timed_out_) return refuse_message();
  while (output_.pending() < output_bytes_max) {
    Need need = Need::nothing;
    switch (input_.advance()) {
      case RequestInput::Step::need_more:
        await_input();
        return Need::input;
      case RequestInput::Step::refused:
        return refuse_message();
      case RequestInput::Step::head:
        need = begin_exchange();
        break;
      case RequestInput::Step::complete:
        need = complete_exchange();
        break;
    }
    if (need != Need::nothing) return need;
  }
  return Need::nothing;
}

void Connection::await_input() {
  const ServerOptions& options = thread_.server.options;
  if (!input_.started()) {
    input_.shrink();
    closing_ = closing_ || thread_.server.draining.load(std::memory_order_relaxed);
    const auto patience = answered_ ? options.idle_deadline
                                    : std::min(options.idle_deadline, options.header_deadline);
    enter(Phase::idle, closing_ ? std::chrono::milliseconds(0) : patience);
  } else if (input_.head_done()) {
    if (phase_ != Phase::body) enter(Phase::body, options.body_deadline);
  } else if (phase_ != Phase::header) {
    enter(Phase::header, options.header_deadline);
  }
}

void Connection::enter(Phase phase, std::chrono::milliseconds limit) {
  phase_ = phase;
  expires_ = now_ + limit;
}

Connection::Need Connection::begin_exchange() {
  exchange_.emplace(thread_);
  if (!exchange_->begin(input_, local_peer_, now_)) {
    closing_ = refused_ = true;
    return answer(exchange_->respond());
  }
  if (input_.head().expects_continue && input_.body_pending()) {
    output_.text().append("HTTP/1.1 100 Continue\r\n\r\n");
  }
  return Need::nothing;
}

Connection::Need Connection::complete_exchange() {
  exchange_->body_complete(input_, now_);
  const RequestHead& head = input_.head();
  closing_ =
      closing_ || !head.keep_alive || thread_.server.draining.load(std::memory_order_relaxed);
  if (exchange_->async_handler() != nullptr) return Need::handler;
  return answer(exchange_->respond());
}

Connection::Need Connection::answer(Response response) {
  const RequestHead* head = input_.head_done() ? &input_.head() : nullptr;
  const bool head_only = head != nullptr && head->method == Method::head;
  if (head_only) response.events.reset();
  const bool streams = response.events.has_value();
  if (streams && !begin_stream(*response.events)) {
    response = exchange_->overloaded();
  }
  Exchange::Finish how;
  how.close = closing_ || streams;
  how.http_1_0_keep_alive = head != nullptr && !head->http_1_1;
  how.head_only = head_only;
  exchange_->finish(std::move(response), how, output_);
  now_ = std::chrono::steady_clock::now();
  exchange_->record(now_);
  exchange_.reset();
  answered_ = true;
  if (sender_) return Need::stream;
  closing_ = how.close;
  if (closing_) return Need::end;
  input_.next();
  phase_ = Phase::idle;
  return Need::nothing;
}

Connection::Need Connection::refuse_message() {
  const Problem refusal = timed_out_
                              ? Problem{408, "request_timeout", "The request came too slowly."}
                              : input_.refusal();
  timed_out_ = false;
  closing_ = refused_ = true;
  if (!exchange_) {
    exchange_.emplace(thread_);
    exchange_->begin_malformed(now_);
  }
  return answer(Response::problem(refusal));
}

runtime::Task<bool> Connection::finish_flush() {
  now_ = std::chrono::steady_clock::now();
  enter(Phase::writing, thread_.server.options.write_deadline);
  while (true) {
    Failure error;
    auto token = asio::redirect_error(asio::use_awaitable, error);
    co_await socket_.async_wait(Socket::wait_write, token);
    if (error || gone_) co_return false;
    const auto flushed = output_.flush(socket_.native_handle());
    if (flushed != Output::Flushed::blocked) co_return flushed == Output::Flushed::all;
  }
}

runtime::Task<Connection::Need> Connection::call_handler() {
  ServerContext& server = thread_.server;
  const std::size_t before = server.in_flight.fetch_add(1, std::memory_order_relaxed);
  Response response;
  if (before >= server.options.in_flight_max) {
    response = exchange_->overloaded();
  } else {
    phase_ = Phase::handling;
    expires_ = exchange_->request().deadline();
    try {
      response = co_await (*exchange_->async_handler())(exchange_->request());
    } catch (...) {
      response = exchange_->failure();
    }
  }
  server.in_flight.fetch_sub(1, std::memory_order_relaxed);
  co_return given_up_ ? Need::end : answer(std::move(response));
}

void Connection::expire() {
  expires_ = Time::max();
  switch (phase_) {
    case Phase::header:
    case Phase::body:
      return time_out_request();
    case Phase::handling:
      return time_out_handler();
    case Phase::streaming:
      return drain();
    case Phase::idle:
    case Phase::writing:
    case Phase::lingering:
      return cut();
  }
}

void Connection::time_out_request() {
  timed_out_ = true;
  Failure ignored;
  socket_.cancel(ignored);
}

// The client gets its answer now, without waiting for the handler, whose own answer is dropped when
// it comes. The work may still be done: 503 says unknown, and idempotency keys make asking again
// safe.
void Connection::time_out_handler() {
  given_up_ = true;
  now_ = std::chrono::steady_clock::now();
  Response response = Response::problem(503, "deadline_exceeded", "This took too long. Try again.");
  response.header("Retry-After", "1");
  exchange_->finish(std::move(response), {.close = true}, output_);
  exchange_->record(now_);
  output_.flush(socket_.native_handle());
  Failure ignored;
  socket_.shutdown(Socket::shutdown_send, ignored);
}

void Connection::drain() {
  closing_ = true;
  if (phase_ == Phase::idle) return cut();
  if (phase_ != Phase::streaming) return;
  // Clients come back at different moments, not all at once.
  sender_->push_text("retry: " + std::to_string(thread_.random.between(1'000, 5'000)) + "\n\n");
  sender_->flush();
  Failure ignored;
  socket_.shutdown(Socket::shutdown_both, ignored);
}

void Connection::cut() {
  gone_ = true;
  Failure ignored;
  socket_.close(ignored);
}

bool Connection::begin_stream(const EventStream& events) {
  EventHub* hub = thread_.server.events;
  MEME_ASSERT(hub != nullptr);
  if (hub->stream_count() >= hub->options().streams_max) return false;
  topics_ = events.topics;
  thread_.shard->announce();
  const auto last = exchange_->request().header("Last-Event-ID");
  const auto replay = hub->replay(last, topics_);
  sender_.emplace(socket_, *thread_.shard, weak_from_this());
  // An id alone sets the client's position; it is no event. One that is cut off during a replay
  // goes on from there, so its position stays before what it has not got yet.
  const std::string position =
      replay.missed.empty() ? hub->id_of(replay.newest) : std::string(last);
  sender_->push_text("retry: 2000\nid: " + position + "\n\n");
  if (replay.reset) sender_->push_text(hub->reset_frame(replay.newest));
  for (const auto& event : replay.missed) sender_->queue(event);
  sender_->begin(replay.newest);
  thread_.shard->add(*sender_, topics_);
  return true;
}

// Events are sent by the hub's shard; here only the end of the connection is awaited.
runtime::Task<void> Connection::stream() {
  now_ = std::chrono::steady_clock::now();
  enter(Phase::streaming, thread_.server.options.stream_lifetime);
  sender_->open();
  if (thread_.server.draining) drain();
  char ignored_bytes[256];
  while (true) {
    Failure error;
    auto token = asio::redirect_error(asio::use_awaitable, error);
    const auto buffer = asio::buffer(ignored_bytes);
    co_await socket_.async_read_some(buffer, token);
    if (error || gone_) co_return;
  }
}

// A socket closed while the client still sends is reset, and the reset may overtake the answer.
runtime::Task<void> Connection::linger() {
  Failure error;
  socket_.shutdown(Socket::shutdown_send, error);
  if (error || !(refused_ || input_.unread())) co_return;
  now_ = std::chrono::steady_clock::now();
  enter(Phase::lingering, lingering_limit);
  std::size_t total = 0;
  char ignored_bytes[16 * 1024];
  while (!error && !gone_ && total < lingering_bytes_max) {
    auto token = asio::redirect_error(asio::use_awaitable, error);
    const auto buffer = asio::buffer(ignored_bytes);
    total += co_await socket_.async_read_some(buffer, token);
  }
}

}  // namespace meme::http
