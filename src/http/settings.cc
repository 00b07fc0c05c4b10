#include "runtime/settings.h"
#include "http/server.h"

namespace meme::http {

namespace {

using runtime::Settings;
using std::chrono::milliseconds;

std::size_t count(Settings& settings, std::string_view key, std::size_t fallback,
                  runtime::IntegerRule rule) {
  return static_cast<std::size_t>(settings.integer(key, static_cast<std::int64_t>(fallback), rule));
}

std::vector<std::string> split_origins(const std::string& text) {
  std::vector<std::string> origins;
  for (std::size_t start = 0; start < text.size();) {
    const auto end = std::min(text.find(' ', start), text.size());
    if (end > start) origins.push_back(text.substr(start, end - start));
    start = end + 1;
  }
  return origins;
}

void read_deadlines(Settings& settings, ServerOptions& o) {
  const milliseconds least{10};
  o.header_deadline = settings.duration(
      "http.header_deadline", o.header_deadline,
      {.min = least, .sentence = "From a request's first byte to the end of its header."});
  o.body_deadline = settings.duration("http.body_deadline", o.body_deadline,
                                      {.min = least, .sentence = "For a request's body."});
  o.idle_deadline = settings.duration(
      "http.idle_deadline", o.idle_deadline,
      {.min = least, .sentence = "How long a connection may rest between requests."});
  o.handler_deadline = settings.duration(
      "http.handler_deadline", o.handler_deadline,
      {.min = least, .sentence = "After which a client is told 503, whatever the work does."});
  o.write_deadline =
      settings.duration("http.write_deadline", o.write_deadline,
                        {.min = least, .sentence = "For a client to take an answer."});
  o.stream_lifetime = settings.duration(
      "http.stream_lifetime", o.stream_lifetime,
      {.min = least, .sentence = "After which an event stream ends and the client resumes it."});
}

}  // namespace

ServerOptions read_server_options(Settings& settings) {
  ServerOptions o;
  o.address = settings.text("http.address", o.address,
                            {.length_max = 64, .sentence = "The IP address to listen on."});
  o.port = static_cast<std::uint16_t>(settings.integer(
      "http.port", o.port, {.min = 0, .max = 65'535, .sentence = "0 takes any free port."}));
  o.origins = split_origins(
      settings.text("http.origins", "",
                    {.sentence = "Public origins of a proxy in front, with spaces between."}));
  o.connections_max = count(settings, "http.connections_max", o.connections_max,
                            {.min = 1, .max = 1'000'000, .sentence = "Open connections."});
  o.in_flight_max = count(settings, "http.in_flight_max", o.in_flight_max,
                          {.min = 1, .max = 1'000'000, .sentence = "Requests waiting for work."});
  o.header_bytes_max = count(settings, "http.header_bytes_max", o.header_bytes_max,
                             {.min = 1'024,
                              .max = 1'048'576,
                              .unit = "bytes",
                              .sentence = "Request line and header fields together."});
  o.fields_max = count(settings, "http.fields_max", o.fields_max,
                       {.min = 10, .max = 1'000, .sentence = "Header fields of a request."});
  o.compress_from = count(settings, "http.compress_from", o.compress_from,
                          {.min = 0,
                           .max = 1'048'576,
                           .unit = "bytes",
                           .sentence = "Answers shorter than this are not compressed."});
  o.kept_bytes_max = count(settings, "http.kept_bytes_max", o.kept_bytes_max,
                           {.min = 0,
                            .max = 17'179'869'184,
                            .unit = "bytes",
                            .sentence = "Answers about free time kept, per I/O thread."});
  o.slow_request = settings.duration("http.slow_request", o.slow_request,
                                     {.sentence = "Slower requests are always logged."});
  o.log_lines_per_second = static_cast<std::uint32_t>(settings.integer(
      "http.log_lines_per_second", o.log_lines_per_second,
      {.min = 0, .max = 1'000'000, .sentence = "For quick requests, per I/O thread."}));
  read_deadlines(settings, o);
  return o;
}

EventHubOptions read_event_hub_options(Settings& settings) {
  EventHubOptions o;
  o.ring_events = count(settings, "events.ring_events", o.ring_events,
                        {.min = 1, .max = 10'000'000, .sentence = "Kept for streams that resume."});
  o.ring_bytes = count(settings, "events.ring_bytes", o.ring_bytes,
                       {.min = 1'024,
                        .max = 1'073'741'824,
                        .unit = "bytes",
                        .sentence = "The same bound, in memory."});
  o.queue_events = count(settings, "events.queue_events", o.queue_events,
                         {.min = 1, .max = 100'000, .sentence = "Waiting for one slow stream."});
  o.streams_max = count(settings, "events.streams_max", o.streams_max,
                        {.min = 1, .max = 1'000'000, .sentence = "Open event streams."});
  o.heartbeat = settings.duration("events.heartbeat", o.heartbeat,
                                  {.min = milliseconds(10), .sentence = "Between comments."});
  return o;
}

}  // namespace meme::http
