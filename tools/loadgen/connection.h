#pragma once
#include <cstdint>
#include <string>
#include <string_view>

#include "loop.h"
#include "wire.h"

namespace meme::loadgen {

class Connection;

class ReplyListener {
 public:
  virtual ~ReplyListener() = default;
  // The views in `reply` end with the call, which may send the next request.
  virtual void on_reply(Connection& connection, const Reply& reply) = 0;
  // The connection broke, closed or answered nonsense while a request was outstanding. It connects
  // anew for the next.
  virtual void on_broken(Connection& connection) = 0;
};

// One keep-alive connection with at most one request outstanding.
class Connection final : public Ready {
 public:
  Connection(Loop& loop, const Endpoint& endpoint, ReplyListener& listener, std::size_t number);
  ~Connection() override;
  Connection(const Connection&) = delete;
  Connection& operator=(const Connection&) = delete;

  std::size_t number() const { return number_; }
  bool waiting() const { return waiting_; }

  // Sends one whole request; throws Failure when no connection can be made.
  void send(std::string_view request);
  // Gives up on the outstanding request by closing.
  void abandon();

  void ready(std::uint32_t events) override;

 private:
  void open();
  void shut();
  void write_rest();
  void read_some();
  void fail();

  Loop& loop_;
  const Endpoint& endpoint_;
  ReplyListener& listener_;
  std::size_t number_;
  int fd_ = -1;
  bool waiting_ = false;
  std::string in_;
  std::size_t filled_ = 0;
  std::string out_;  // what the kernel has not taken yet; nearly always empty
};

}  // namespace meme::loadgen
