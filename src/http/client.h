// Fetches a document from an address that a stranger gave: the outgoing half of http.
#pragma once
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <expected>
#include <memory>
#include <string>
#include <string_view>

#include "runtime/task.h"

namespace meme::http {

struct ClientOptions {
  // Loopback, private and other special addresses are refused unless this is set (for tests).
  bool private_addresses = false;
  std::size_t body_bytes_max = 2 << 20;        // as sent, and again after unpacking
  std::chrono::milliseconds deadline{20'000};  // for everything together, redirects included
  int redirects_max = 5;
  std::string user_agent = "MEME";
  std::string trusted_pem;  // certificates to trust beside the system's
};

struct FetchRequest {
  std::string url;
  std::string etag;  // of the copy at hand, with its quotes; empty without one
  std::string accept = "*/*";
  std::string modified{};  // Last-Modified of the copy at hand, as it came; empty without one
};

struct Fetched {
  bool changed = true;  // false: the copy at hand is still good, `body` is empty
  std::string body;     // unpacked
  std::string etag;     // as sent, empty without one
  std::string content_type;
  std::string modified{};  // Last-Modified as sent, empty without one
};

enum class FetchError : std::uint8_t {
  bad_url,            // not http, https or webcal, or not a URL at all
  unknown_host,       // the name does not resolve
  forbidden_address,  // the name leads to an address that is not public
  unreachable,        // nobody answers there
  untrusted,          // the certificate is not valid for the name
  timed_out,
  too_large,
  too_many_redirects,
  refused,     // the server answered with an error; see `status`
  bad_answer,  // what came is not HTTP, or is cut off or badly packed
};

struct FetchRefusal {
  FetchError error = FetchError::unreachable;
  unsigned status = 0;  // of `refused`

  std::string_view code() const;      // the name of `error`
  std::string_view sentence() const;  // for the person who gave the address
};

// Verifies certificates, resolves names itself and connects to the very address it checked, on
// every redirect anew, so that a name cannot be checked with one address and used with another.
// Follows no redirect from https to http. One connection a request; sends no cookies or
// credentials. Any thread; a fetch runs on the executor that awaits it.
class Client {
 public:
  explicit Client(ClientOptions options);
  ~Client();

  runtime::Task<std::expected<Fetched, FetchRefusal>> fetch(FetchRequest request) const;

 private:
  struct State;
  std::unique_ptr<const State> state_;
};

}  // namespace meme::http
