// Writes the head of a response by hand, into a buffer that is used again and again.
#pragma once
#include <chrono>
#include <cstddef>
#include <string>
#include <string_view>

#include "http/response.h"

namespace meme::http {

// The Date line, made once a second. One thread.
class DateLine {
 public:
  std::string_view at(std::chrono::steady_clock::time_point now);

 private:
  std::chrono::steady_clock::time_point until_{};
  std::string line_;
};

struct HeadFacts {
  std::string_view date_line;
  std::string_view request_id;
  bool close = false;       // tell the client that the connection ends
  bool keep_alive = false;  // tell an HTTP/1.0 client that it does not
  bool varies = false;      // another client may get another encoding
};

// Everything up to the blank line. 204 and 304 have no content length; event streams end with the
// connection.
void append_head(std::string& out, const Response& response, const HeadFacts& facts);

}  // namespace meme::http
