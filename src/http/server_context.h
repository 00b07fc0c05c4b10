// What all connections of a server share, and what those of one I/O thread share.
#pragma once
#include <atomic>
#include <cstddef>
#include <string>

#include "base/random.h"
#include "http/access_log.h"
#include "http/kept_answers.h"
#include "http/response_head.h"
#include "http/route_metrics.h"
#include "http/server.h"

namespace meme::http {

struct ServerContext {
  ServerContext(const Server::Parts& parts, ServerOptions server_options);

  ServerOptions options;
  const Router& router;
  const Authenticator* authenticator;
  EventHub* events;
  RouteMetrics route_metrics;
  AccessLogRate access_log_rate;
  std::atomic<bool> draining{false};
  std::atomic<std::size_t> connections{0};
  std::atomic<std::size_t> in_flight{0};
  runtime::Counter& accepted;
  runtime::Counter& turned_away;  // connections beyond the maximum
  runtime::Counter& shed;         // requests beyond the maximum in flight
  runtime::Counter& given_again;  // answers that were kept
};

struct ThreadContext {
  ThreadContext(ServerContext& server_context, EventShard* event_shard);

  ServerContext& server;
  EventShard* shard;
  AccessLog log;
  DateLine date;
  Random random;
  KeptAnswers kept;
  std::string spare;  // see Output

  std::string next_request_id();
};

}  // namespace meme::http
