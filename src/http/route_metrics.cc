#include "http/route_metrics.h"

namespace meme::http {

RouteMetrics::RouteMetrics(runtime::Metrics& metrics, const Router& router) {
  for (const auto& entry : router.entries()) {
    add(metrics, entry->route.pattern, name_of(entry->route.method));
  }
  add(metrics, "files", "GET");
  add(metrics, "unknown", "any");
  add(metrics, "malformed", "any");
}

void RouteMetrics::add(runtime::Metrics& metrics, std::string_view route, std::string_view method) {
  constexpr std::string_view classes[] = {"1xx", "2xx", "3xx", "4xx", "5xx"};
  PerRoute made{};
  for (std::size_t i = 0; i < made.by_class.size(); ++i) {
    made.by_class[i] = &metrics.counter("meme_http_requests_total", "Requests answered.",
                                        {{"route", std::string(route)},
                                         {"method", std::string(method)},
                                         {"status", std::string(classes[i])}});
  }
  made.seconds = &metrics.histogram(
      "meme_http_request_seconds", "From the last byte of a request to the answer.",
      {{"route", std::string(route)}, {"method", std::string(method)}});
  routes_.push_back(made);
}

void RouteMetrics::count(std::size_t route, unsigned status,
                         std::chrono::steady_clock::duration took) {
  const PerRoute& metrics = routes_[route];
  metrics.by_class[std::min(status / 100, 5U) - 1]->add();
  metrics.seconds->observe(std::chrono::duration<double>(took).count());
}

}  // namespace meme::http
