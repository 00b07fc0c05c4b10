#include "http/listener.h"

#include <sys/socket.h>

#include <algorithm>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/use_awaitable.hpp>

#include "http/connection.h"
#include "runtime/log.h"

namespace meme::http {

namespace {

namespace asio = boost::asio;
using asio::ip::tcp;
using Failure = boost::system::error_code;
using std::chrono::milliseconds;

constexpr int backlog = 4096;
constexpr milliseconds accept_pause{100};

// Often enough that no deadline is missed by more than a quarter of it.
milliseconds check_interval(const ServerOptions& options) {
  const milliseconds shortest =
      std::min({options.header_deadline, options.body_deadline, options.idle_deadline,
                options.handler_deadline, options.write_deadline, options.stream_lifetime});
  return std::clamp(shortest / 4, milliseconds(5), milliseconds(250));
}

}  // namespace

Listener::Listener(ServerContext& server, asio::io_context& context, EventShard* shard)
    : server_(server),
      context_(context),
      thread_(server, shard),
      acceptor_(context),
      timer_(context),
      pause_(context),
      check_every_(check_interval(server.options)) {}

Listener::~Listener() = default;

std::uint16_t Listener::open(const tcp::endpoint& address, bool shared) {
  acceptor_.open(address.protocol());
  acceptor_.set_option(tcp::acceptor::reuse_address(true));
  if (shared) {
    acceptor_.set_option(asio::detail::socket_option::boolean<SOL_SOCKET, SO_REUSEPORT>(true));
  }
  acceptor_.bind(address);
  acceptor_.listen(backlog);
  return acceptor_.local_endpoint().port();
}

void Listener::start() {
  asio::post(context_, [this] {
    asio::co_spawn(context_, accept(), [](std::exception_ptr) {});
    schedule_check();
  });
}

runtime::Task<void> Listener::accept() {
  while (acceptor_.is_open()) {
    Failure error;
    auto token = asio::redirect_error(asio::use_awaitable, error);
    tcp::socket socket = co_await acceptor_.async_accept(context_, token);
    if (!error) {
      admit(std::move(socket));
    } else if (error != asio::error::operation_aborted && acceptor_.is_open()) {
      // Out of descriptors, most likely: wait for some to come back.
      log::warning("http.accept_failed", {{"what", error.message()}});
      pause_.expires_after(accept_pause);
      auto waited = asio::redirect_error(asio::use_awaitable, error);
      co_await pause_.async_wait(waited);
    }
  }
}

void Listener::admit(tcp::socket socket) {
  if (server_.connections.load() >= server_.options.connections_max) {
    constexpr std::string_view answer =
        "HTTP/1.1 503 Service Unavailable\r\nRetry-After: 1\r\nContent-Length: 0\r\n"
        "Connection: close\r\n\r\n";
    server_.turned_away.add();
    ::send(socket.native_handle(), answer.data(), answer.size(), MSG_NOSIGNAL | MSG_DONTWAIT);
    return;
  }
  server_.accepted.add();
  server_.connections.fetch_add(1);
  auto connection = std::make_shared<Connection>(std::move(socket), thread_, *this);
  connection->index = connections_.size();
  connections_.push_back(connection);
  connection->start();
}

void Listener::remove(Connection& connection) {
  const std::size_t index = connection.index;
  connections_.back()->index = index;
  std::swap(connections_[index], connections_.back());
  connections_.pop_back();
  server_.connections.fetch_sub(1);
}

void Listener::schedule_check() {
  timer_.expires_after(check_every_);
  timer_.async_wait([this](const Failure& error) {
    if (error) return;
    check_deadlines();
    schedule_check();
  });
}

void Listener::check_deadlines() {
  const auto now = std::chrono::steady_clock::now();
  for (const auto& connection : connections_) connection->check_deadline(now);
}

void Listener::close() {
  Failure ignored;
  acceptor_.close(ignored);
}

void Listener::begin_drain() {
  asio::post(context_, [this] {
    close();
    for (const auto& connection : connections_) connection->drain();
  });
}

void Listener::cut_all() {
  asio::post(context_, [this] {
    for (const auto& connection : connections_) connection->cut();
  });
}

void Listener::finish() {
  close();
  timer_.cancel();
  pause_.cancel();
  for (const auto& connection : connections_) connection->cut();
  context_.restart();
  context_.poll();
  connections_.clear();
}

}  // namespace meme::http
