// Another server, on which an artist keeps a calendar that she lets MEME follow.
#pragma once
#include <memory>
#include <mutex>
#include <string>

#include "http/testing/server.h"

namespace meme::scenarios {

class Elsewhere {
 public:
  Elsewhere();

  std::string url() const;
  // The calendar has this text from now on, under a new tag.
  void has(std::string text);
  // The calendar is not there any more, until it has a text again.
  void lose();
  // How often it was asked since this was last called, and how often the answer was "as before".
  struct Asked {
    int times = 0;
    int unchanged = 0;
  };
  Asked asked();

 private:
  http::Response answer(const http::Request& request);

  std::mutex mutex_;
  std::string text_;
  int tag_ = 0;
  Asked asked_;
  std::unique_ptr<http::testing::TestServer> server_;
};

}  // namespace meme::scenarios
