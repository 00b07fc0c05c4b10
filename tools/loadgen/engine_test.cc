#include "engine.h"

#include <arpa/inet.h>
#include <gtest/gtest.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <atomic>
#include <thread>

namespace meme::loadgen {
namespace {

// Answers every request on every connection alike, in one thread, after `delay`.
class OneAnswerServer {
 public:
  OneAnswerServer(std::string answer, std::chrono::milliseconds delay)
      : answer_(std::move(answer)), delay_(delay), listener_(socket(AF_INET, SOCK_STREAM, 0)) {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t size = sizeof address;
    if (bind(listener_, reinterpret_cast<sockaddr*>(&address), size) != 0) throw Failure("bind");
    listen(listener_, 64);
    getsockname(listener_, reinterpret_cast<sockaddr*>(&address), &size);
    endpoint.port = ntohs(address.sin_port);
    thread_ = std::jthread([this](const std::stop_token& stop) { serve(stop); });
  }

  Endpoint endpoint;
  std::atomic<int> requests = 0;

 private:
  void serve(const std::stop_token& stop) {
    std::vector<pollfd> sockets{{listener_, POLLIN, 0}};
    while (!stop.stop_requested()) {
      poll(sockets.data(), sockets.size(), 10);
      if ((sockets[0].revents & POLLIN) != 0)
        sockets.push_back({accept(listener_, nullptr, nullptr), POLLIN, 0});
      for (std::size_t i = 1; i < sockets.size(); ++i) {
        if ((sockets[i].revents & POLLIN) != 0) answer(sockets[i].fd);
      }
    }
    for (const pollfd& socket : sockets) close(socket.fd);
  }

  void answer(int fd) {
    char bytes[4096];
    if (recv(fd, bytes, sizeof bytes, 0) <= 0) return;
    ++requests;
    if (delay_.count() > 0) poll(nullptr, 0, static_cast<int>(delay_.count()));
    send(fd, answer_.data(), answer_.size(), MSG_NOSIGNAL);
  }

  std::string answer_;
  std::chrono::milliseconds delay_;
  int listener_;
  std::jthread thread_;
};

class SameRequest final : public Workload {
 public:
  explicit SameRequest(int count) : left_(count) {}
  std::optional<std::string_view> next(std::size_t) override {
    if (left_-- <= 0) return std::nullopt;
    return "GET / HTTP/1.1\r\nHost: x\r\n\r\n";
  }
  Outcome judge(std::size_t, const Reply& reply) override { return outcome_of(reply.status); }

 private:
  int left_;
};

constexpr const char* ok = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nhi";
constexpr const char* conflict = "HTTP/1.1 409 Conflict\r\nContent-Length: 0\r\n\r\n";

TEST(Engine, SendsWhatTheWorkloadHasAndCountsTheAnswers) {
  OneAnswerServer server(ok, {});
  Loop loop;
  SameRequest workload(500);
  const RunResult result =
      Engine(loop, server.endpoint, {.connections = 8, .duration = std::chrono::seconds(20)},
             workload)
          .run();
  EXPECT_EQ(server.requests, 500);
  EXPECT_EQ(result.count(Outcome::ok), 500u);
  EXPECT_EQ(result.latency.count(), 500u);
  EXPECT_EQ(result.body_bytes, 1000u);
  EXPECT_LT(result.seconds, 20);
}

TEST(Engine, TellsConflictsApart) {
  OneAnswerServer server(conflict, {});
  Loop loop;
  SameRequest workload(10);
  const RunResult result = Engine(loop, server.endpoint, {.connections = 2}, workload).run();
  EXPECT_EQ(result.count(Outcome::conflict), 10u);
  EXPECT_EQ(result.count(Outcome::ok), 0u);
}

// The server takes 20 ms an answer, a request is due every 5 ms: what waits behind others counts
// from when it was due.
TEST(Engine, OpenLoopCountsTheWaitBehindASlowServer) {
  OneAnswerServer server(ok, std::chrono::milliseconds(20));
  Loop loop;
  SameRequest workload(1'000'000);
  const RunPlan plan{.connections = 1, .rate = 200, .duration = std::chrono::milliseconds(400)};
  const RunResult result = Engine(loop, server.endpoint, plan, workload).run();
  EXPECT_EQ(result.latency.count(), 80u);
  EXPECT_GT(result.count(Outcome::timeout), 40u);
  EXPECT_GT(result.latency.max(), 250'000'000);
  EXPECT_GT(result.latency.at(0.5), 100'000'000);
}

TEST(Engine, CountsAnswersThatNeverCome) {
  OneAnswerServer server("", {});
  Loop loop;
  SameRequest workload(3);
  const RunPlan plan{.connections = 3, .timeout = std::chrono::milliseconds(50)};
  const RunResult result = Engine(loop, server.endpoint, plan, workload).run();
  EXPECT_EQ(result.count(Outcome::timeout), 3u);
}

TEST(Engine, CountsNonsenseAsAnError) {
  OneAnswerServer server("nonsense\r\n\r\n", {});
  Loop loop;
  SameRequest workload(2);
  const RunResult result = Engine(loop, server.endpoint, {.connections = 1}, workload).run();
  EXPECT_EQ(result.count(Outcome::error), 2u);
}

TEST(Connect, SaysWhyItCannot) {
  EXPECT_THROW(connect_to({.host = "nowhere", .port = 1}), Failure);
}

}  // namespace
}  // namespace meme::loadgen
