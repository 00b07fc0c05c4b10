#include "http/server.h"

#include <sys/resource.h>

#include <stdexcept>
#include <thread>

#include "http/connection.h"
#include "http/listener.h"
#include "http/server_context.h"

namespace meme::http {

using std::chrono::milliseconds;

Server::Server(const Parts& parts, ServerOptions options) {
  if (!parts.router.sealed()) throw std::logic_error("the router is not sealed");
  context_ = std::make_unique<ServerContext>(parts, std::move(options));
  change(context_->options);
  for (int i = 0; i < parts.threads.size(); ++i) {
    EventShard* shard = parts.events != nullptr ? &parts.events->shard(i) : nullptr;
    listeners_.push_back(std::make_unique<Listener>(*context_, parts.threads.at(i), shard));
  }
  parts.metrics.sampled("meme_http_connections", "Open connections.", [context = context_.get()] {
    return static_cast<double>(context->connections.load());
  });
  parts.metrics.sampled(
      "meme_http_in_flight", "Requests whose handler runs.",
      [context = context_.get()] { return static_cast<double>(context->in_flight.load()); });
}

Server::~Server() {
  for (const auto& listener : listeners_) listener->finish();
}

namespace {

// Sockets that share a port would share it with another process too; this one does not.
void check_free(const boost::asio::ip::tcp::endpoint& address) {
  boost::asio::io_context context;
  boost::asio::ip::tcp::acceptor probe(context, address.protocol());
  probe.set_option(boost::asio::ip::tcp::acceptor::reuse_address(true));
  probe.bind(address);
}

// Each connection is a descriptor; the usual soft limit of 1,024 is for programmes that use
// select().
void raise_descriptor_limit() {
  rlimit limit{};
  if (::getrlimit(RLIMIT_NOFILE, &limit) != 0 || limit.rlim_cur == limit.rlim_max) return;
  limit.rlim_cur = limit.rlim_max;
  ::setrlimit(RLIMIT_NOFILE, &limit);
}

}  // namespace

void Server::start() {
  raise_descriptor_limit();
  boost::asio::ip::tcp::endpoint address(boost::asio::ip::make_address(context_->options.address),
                                         context_->options.port);
  if (address.port() != 0) check_free(address);
  for (const auto& listener : listeners_) {
    port_ = listener->open(address, listeners_.size() > 1);
    address.port(port_);
  }
  for (const auto& listener : listeners_) listener->start();
}

void Server::change(const ServerOptions& options) {
  context_->access_log_rate.lines_per_second = options.log_lines_per_second;
  context_->access_log_rate.slow = options.slow_request;
}

bool Server::drain(milliseconds deadline) {
  constexpr milliseconds look_every{5};
  const auto until = std::chrono::steady_clock::now() + deadline;
  context_->draining = true;
  for (const auto& listener : listeners_) listener->begin_drain();
  while (connection_count() > 0 && std::chrono::steady_clock::now() < until) {
    std::this_thread::sleep_for(look_every);
  }
  if (connection_count() == 0) return true;
  for (const auto& listener : listeners_) listener->cut_all();
  return false;
}

std::size_t Server::connection_count() const {
  return context_->connections.load();
}

}  // namespace meme::http
