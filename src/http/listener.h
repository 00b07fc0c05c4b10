// The part of a server that lives on one I/O thread: acceptor, connections, the clock that checks
// their deadlines.
#pragma once
#include <chrono>
#include <memory>
#include <vector>

#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/steady_timer.hpp>

#include "http/server_context.h"
#include "runtime/task.h"

namespace meme::http {

class Connection;

class Listener {
 public:
  Listener(ServerContext& server, boost::asio::io_context& context, EventShard* shard);
  ~Listener();

  // Binds and listens; `shared` lets other listeners have the same address. Returns the port.
  std::uint16_t open(const boost::asio::ip::tcp::endpoint& address, bool shared);
  void start();
  void remove(Connection& connection);

  // Any thread: done on the I/O thread.
  void begin_drain();
  void cut_all();
  // When the I/O thread has stopped: lets every connection come to its end.
  void finish();

 private:
  runtime::Task<void> accept();
  void admit(boost::asio::ip::tcp::socket socket);
  void schedule_check();
  void check_deadlines();
  void close();

  ServerContext& server_;
  boost::asio::io_context& context_;
  ThreadContext thread_;
  boost::asio::ip::tcp::acceptor acceptor_;
  boost::asio::steady_timer timer_;
  boost::asio::steady_timer pause_;
  std::chrono::milliseconds check_every_;
  std::vector<std::shared_ptr<Connection>> connections_;
};

}  // namespace meme::http
