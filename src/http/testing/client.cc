#include "http/testing/client.h"

#include <arpa/inet.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <boost/beast/core/string.hpp>

#include <cerrno>
#include <charconv>
#include <stdexcept>

namespace meme::http::testing {

namespace {

constexpr int wait_milliseconds = 10'000;

[[noreturn]] void fail(const std::string& what) {
  throw std::runtime_error("test client: " + what);
}

std::size_t parse_number(std::string_view text, int base) {
  std::size_t value = 0;
  const auto result = std::from_chars(text.data(), text.data() + text.size(), value, base);
  if (result.ec != std::errc{}) fail("not a number: " + std::string(text));
  return value;
}

TestResponse parse_head(std::string_view head) {
  TestResponse response;
  response.status = static_cast<unsigned>(parse_number(head.substr(9, 3), 10));
  for (auto at = head.find("\r\n"); at + 2 < head.size(); at = head.find("\r\n", at + 2)) {
    const auto line = head.substr(at + 2, head.find("\r\n", at + 2) - at - 2);
    const auto colon = line.find(':');
    if (colon == line.npos) continue;
    auto value = line.substr(colon + 1);
    while (value.starts_with(' ')) value.remove_prefix(1);
    response.headers.emplace_back(line.substr(0, colon), value);
  }
  return response;
}

}  // namespace

std::string TestResponse::header(std::string_view name) const {
  for (const auto& [key, value] : headers) {
    if (boost::beast::iequals(key, name)) return value;
  }
  return {};
}

TestClient::TestClient(std::uint16_t port) {
  socket_ = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(port);
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  if (::connect(socket_, reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0) {
    ::close(socket_);
    fail("cannot connect");
  }
}

TestClient::~TestClient() {
  if (socket_ >= 0) ::close(socket_);
}

TestResponse TestClient::get(std::string_view target, const Headers& headers) {
  return send("GET", target, {}, headers);
}

TestResponse TestClient::send(std::string_view method, std::string_view target,
                              std::string_view body, const Headers& headers) {
  std::string text =
      std::string(method) + " " + std::string(target) + " HTTP/1.1\r\nHost: test\r\n";
  bool typed = body.empty();
  for (const auto& [name, value] : headers) {
    text.append(name).append(": ").append(value).append("\r\n");
    typed = typed || boost::beast::iequals(name, "Content-Type");
  }
  if (!typed) text.append("Content-Type: application/json\r\n");
  if (!body.empty()) text.append("Content-Length: " + std::to_string(body.size()) + "\r\n");
  send_raw(text.append("\r\n").append(body));
  return receive(method == "HEAD");
}

void TestClient::send_raw(std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t sent = ::send(socket_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
    if (sent < 0) fail("the server no longer reads");
    bytes.remove_prefix(static_cast<std::size_t>(sent));
  }
}

void TestClient::read_more() {
  pollfd ready{socket_, POLLIN, 0};
  if (::poll(&ready, 1, wait_milliseconds) != 1) fail("no answer in time; so far: " + buffer_);
  char bytes[16 * 1024];
  const ssize_t count = ::recv(socket_, bytes, sizeof bytes, 0);
  if (count < 0) fail("connection reset; so far: " + buffer_);
  if (count == 0) throw EndOfInput();
  buffer_.append(bytes, static_cast<std::size_t>(count));
}

std::string TestClient::take(std::size_t count) {
  while (buffer_.size() < count) read_more();
  std::string taken = buffer_.substr(0, count);
  buffer_.erase(0, count);
  return taken;
}

TestResponse TestClient::receive(bool head_only) {
  TestResponse response;
  try {
    response = parse_head(read_until("\r\n\r\n"));
  } catch (const EndOfInput&) {
    if (!buffer_.empty()) fail("an answer was cut: " + buffer_);
    return {};
  }
  const std::string length = response.header("Content-Length");
  if (!head_only && !length.empty()) response.body = take(parse_number(length, 10));
  return response;
}

std::string TestClient::read_until(std::string_view text) {
  auto at = buffer_.find(text);
  while (at == buffer_.npos) {
    read_more();
    at = buffer_.find(text);
  }
  return take(at + text.size());
}

bool TestClient::closed_by_server() {
  try {
    while (true) read_more();
  } catch (const EndOfInput&) {
    return true;
  } catch (const std::runtime_error&) {
    return false;
  }
}

void TestClient::finish_sending() {
  ::shutdown(socket_, SHUT_WR);
}

void TestClient::reset() {
  const linger hard{1, 0};
  ::setsockopt(socket_, SOL_SOCKET, SO_LINGER, &hard, sizeof hard);
  ::close(std::exchange(socket_, -1));
}

}  // namespace meme::http::testing
