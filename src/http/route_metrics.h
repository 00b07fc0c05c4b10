// Counters and times per route, found by index: no look-up and no lock on the way of a request.
#pragma once
#include <array>
#include <chrono>
#include <cstddef>
#include <string_view>
#include <vector>

#include "http/router.h"
#include "runtime/metrics.h"

namespace meme::http {

class RouteMetrics {
 public:
  RouteMetrics(runtime::Metrics& metrics, const Router& router);

  // What is not a route of the router has the indices after it.
  std::size_t files() const { return routes_.size() - 3; }
  std::size_t unknown() const { return routes_.size() - 2; }
  std::size_t malformed() const { return routes_.size() - 1; }

  void count(std::size_t route, unsigned status, std::chrono::steady_clock::duration took);

 private:
  struct PerRoute {
    std::array<runtime::Counter*, 5> by_class;  // 1xx to 5xx
    runtime::Histogram* seconds;
  };
  void add(runtime::Metrics& metrics, std::string_view route, std::string_view method);

  std::vector<PerRoute> routes_;
};

}  // namespace meme::http
