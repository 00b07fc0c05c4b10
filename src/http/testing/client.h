// A blocking HTTP client for tests: real bytes over loopback, one connection an object.
#pragma once
#include <chrono>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace meme::http::testing {

using Headers = std::vector<std::pair<std::string, std::string>>;

struct TestResponse {
  unsigned status = 0;  // 0: the server closed the connection instead
  Headers headers;
  std::string body;

  std::string header(std::string_view name) const;  // empty when absent
};

// The server closed the connection.
struct EndOfInput {};

// Every wait ends after ten seconds with an exception, so that a broken server fails the test
// instead of hanging it.
class TestClient {
 public:
  explicit TestClient(std::uint16_t port);  // connects to 127.0.0.1
  ~TestClient();
  TestClient(const TestClient&) = delete;
  TestClient& operator=(const TestClient&) = delete;

  TestResponse get(std::string_view target, const Headers& headers = {});
  // Sends `body` as application/json unless a header says otherwise; none when it is empty.
  TestResponse send(std::string_view method, std::string_view target, std::string_view body = {},
                    const Headers& headers = {});

  void send_raw(std::string_view bytes);
  TestResponse receive(bool head_only = false);
  // Reads until the text occurs, and takes all up to its end.
  std::string read_until(std::string_view text);
  // Whether the server closes the connection, after reading whatever it still sends.
  bool closed_by_server();
  // Stops sending; the server sees the end of input.
  void finish_sending();
  void reset();  // closes with RST

 private:
  void read_more();  // throws EndOfInput
  std::string take(std::size_t count);

  int socket_ = -1;
  std::string buffer_;
};

}  // namespace meme::http::testing
