// Counters, gauges and histograms with the Prometheus text form. A metric is made once, at
// start-up, and lives as long as its registry; adding to it takes no lock. Any thread.
#pragma once
#include <atomic>
#include <cstdint>
#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace meme::runtime {

using Labels = std::vector<std::pair<std::string, std::string>>;

class Counter {
 public:
  void add(std::uint64_t by = 1) { value_.fetch_add(by, std::memory_order_relaxed); }
  std::uint64_t value() const { return value_.load(std::memory_order_relaxed); }

 private:
  std::atomic<std::uint64_t> value_{0};
};

class Gauge {
 public:
  void set(double value) { value_.store(value, std::memory_order_relaxed); }
  void add(double by) { value_.fetch_add(by, std::memory_order_relaxed); }
  double value() const { return value_.load(std::memory_order_relaxed); }

 private:
  std::atomic<double> value_{0};
};

class Histogram {
 public:
  explicit Histogram(std::vector<double> upper_bounds);

  void observe(double value);
  std::uint64_t count() const;
  double sum() const { return sum_.load(std::memory_order_relaxed); }
  // An upper bound of the given quantile in [0, 1]: the bound of the bucket it falls into.
  double quantile(double q) const;

 private:
  friend class Metrics;
  std::vector<double> bounds_;
  std::unique_ptr<std::atomic<std::uint64_t>[]> buckets_;  // one more than bounds_
  std::atomic<double> sum_{0};
};

// Seconds from 50 µs to 10 s, for request and commit times.
std::vector<double> latency_buckets();
// 1, 2, 4 … 1024, for batch sizes.
std::vector<double> size_buckets();

class Metrics {
 public:
  Metrics();
  ~Metrics();
  Metrics(const Metrics&) = delete;
  Metrics& operator=(const Metrics&) = delete;

  // The same name and labels give the same metric. The same name with another kind is a bug.
  Counter& counter(std::string_view name, std::string_view help, Labels labels = {});
  Gauge& gauge(std::string_view name, std::string_view help, Labels labels = {});
  Histogram& histogram(std::string_view name, std::string_view help, Labels labels = {},
                       std::vector<double> upper_bounds = latency_buckets());
  // Asked at each scrape, on the scraping thread. What `read` refers to must outlive the registry.
  void sampled(std::string_view name, std::string_view help, std::function<double()> read,
               Labels labels = {});

  // Text exposition format 0.0.4, families in order of name.
  std::string prometheus() const;

 private:
  struct Family;
  Family& family(std::string_view name, std::string_view help, std::string_view kind);

  mutable std::mutex mutex_;
  std::vector<std::unique_ptr<Family>> families_;
};

}  // namespace meme::runtime
