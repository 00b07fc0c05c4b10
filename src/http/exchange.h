// One request and its answer, from the finished head to the finished bytes: route, admission,
// checks that a route declares, handler, compression, conditional answers, log and metrics.
#pragma once
#include <chrono>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include "http/output.h"
#include "http/request.h"
#include "http/request_input.h"
#include "http/router.h"
#include "http/server_context.h"

namespace meme::http {

class Exchange {
 public:
  using Time = std::chrono::steady_clock::time_point;

  explicit Exchange(ThreadContext& thread) : thread_(thread) {}

  // After the head: finds the route and decides whether the request is refused, and how many bytes
  // of body are acceptable. False when the body is not worth reading: answer and close.
  bool begin(RequestInput& input, bool local_peer, Time now);
  // After the body. What `async_handler` returns is called by the connection; otherwise the answer
  // is that of respond().
  void body_complete(RequestInput& input, Time now);
  const AsyncHandler* async_handler() const;
  Request& request() { return *request_; }

  // The refusal, or what the synchronous handler says.
  Response respond();
  // For a message that could not be parsed.
  void begin_malformed(Time now);

  struct Finish {
    bool close = false;
    bool http_1_0_keep_alive = false;
    bool head_only = false;
  };
  // Completes the response and appends it.
  void finish(Response response, const Finish& how, Output& output);
  // Counts and logs; after finish().
  void record(Time now);

  // The answer to an exception that left a handler; call it inside the catch block.
  Response failure() const;
  Response overloaded() const;

 private:
  bool answer_again(RequestInput& input);
  void keep(const Response& response);
  void compress(Response& response);
  std::optional<Response> refuse_route();
  std::optional<Response> refuse_caller();
  std::optional<Response> refuse_headers(bool body_follows);
  bool foreign_origin() const;
  Response file_or_not_found();
  void complete(Response& response);
  std::string_view route_name() const;

  ThreadContext& thread_;
  std::optional<Request> request_;
  Router::Match match_;
  std::optional<Response> early_;
  KeptAnswers::Entry* kept_ = nullptr;  // what the answer is, if it is one that is kept
  std::string request_id_;
  Time started_{};
  std::size_t metrics_index_ = 0;
  bool varies_ = false;
  unsigned status_ = 0;
  std::size_t bytes_out_ = 0;
  std::string problem_code_;
};

}  // namespace meme::http
