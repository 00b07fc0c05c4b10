#include "http/server_context.h"

#include <cstring>

#include "base/base32.h"

namespace meme::http {

namespace {
std::uint64_t fresh_seed() {
  std::uint64_t seed = 0;
  std::memcpy(&seed, secure_random(sizeof seed).data(), sizeof seed);
  return seed;
}
}  // namespace

ServerContext::ServerContext(const Server::Parts& parts, ServerOptions server_options)
    : options(std::move(server_options)),
      router(parts.router),
      authenticator(parts.authenticator),
      events(parts.events),
      route_metrics(parts.metrics, parts.router),
      accepted(parts.metrics.counter("meme_http_connections_total", "Connections accepted.")),
      turned_away(parts.metrics.counter("meme_http_connections_refused_total",
                                        "Connections beyond http.connections_max.")),
      shed(parts.metrics.counter("meme_http_requests_shed_total",
                                 "Requests beyond http.in_flight_max.")),
      given_again(parts.metrics.counter("meme_http_answers_given_again_total",
                                        "Answers that were kept and needed no handler.")) {}

ThreadContext::ThreadContext(ServerContext& server_context, EventShard* event_shard)
    : server(server_context),
      shard(event_shard),
      log(server_context.access_log_rate),
      random(fresh_seed()),
      kept(server_context.options.kept_bytes_max, server_context.given_again) {}

std::string ThreadContext::next_request_id() {
  std::string id;
  append_base32(id, random() >> 1);
  return id;
}

}  // namespace meme::http
