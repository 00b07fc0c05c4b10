#include "runtime/metrics.h"

#include <gtest/gtest.h>

#include <cmath>
#include <thread>

namespace meme::runtime {
namespace {

TEST(Metrics, PrintsFamiliesInOrder) {
  Metrics metrics;
  metrics.gauge("b_waiting", "Jobs waiting.").set(2.5);
  metrics.counter("a_total", "Requests.", {{"route", "/v1/holds"}, {"odd", "q\"\\\n"}}).add(3);
  metrics.sampled("c_bytes", "Sampled.", [] { return 7.0; });
  EXPECT_EQ(metrics.prometheus(),
            "# HELP a_total Requests.\n# TYPE a_total counter\n"
            "a_total{route=\"/v1/holds\",odd=\"q\\\"\\\\\\n\"} 3\n"
            "# HELP b_waiting Jobs waiting.\n# TYPE b_waiting gauge\nb_waiting 2.5\n"
            "# HELP c_bytes Sampled.\n# TYPE c_bytes gauge\nc_bytes 7\n");
}

TEST(Metrics, HistogramIsCumulative) {
  Metrics metrics;
  auto& histogram = metrics.histogram("h_seconds", "Times.", {}, {0.1, 1});
  for (const double value : {0.05, 0.1, 0.5, 3.0}) histogram.observe(value);
  EXPECT_EQ(metrics.prometheus(),
            "# HELP h_seconds Times.\n# TYPE h_seconds histogram\n"
            "h_seconds_bucket{le=\"0.1\"} 2\nh_seconds_bucket{le=\"1\"} 3\n"
            "h_seconds_bucket{le=\"+Inf\"} 4\nh_seconds_sum 3.65\nh_seconds_count 4\n");
  EXPECT_EQ(histogram.count(), 4U);
  EXPECT_EQ(histogram.quantile(0.5), 0.1);
  EXPECT_EQ(histogram.quantile(0.75), 1);
  EXPECT_TRUE(std::isinf(histogram.quantile(1)));
}

TEST(Metrics, SameNameAndLabelsGiveTheSameMetric) {
  Metrics metrics;
  auto& first = metrics.counter("n_total", "N.", {{"k", "1"}});
  EXPECT_EQ(&first, &metrics.counter("n_total", "N.", {{"k", "1"}}));
  EXPECT_NE(&first, &metrics.counter("n_total", "N.", {{"k", "2"}}));
  EXPECT_DEATH(metrics.gauge("n_total", "N."), "broken invariant");
}

TEST(Metrics, CountsFromManyThreads) {
  Metrics metrics;
  auto& counter = metrics.counter("n_total", "N.");
  auto& histogram = metrics.histogram("h", "H.", {}, {1});
  {
    std::vector<std::jthread> threads;
    for (int t = 0; t < 4; ++t) {
      threads.emplace_back([&] {
        for (int i = 0; i < 10'000; ++i) {
          counter.add();
          histogram.observe(0.5);
        }
      });
    }
  }
  EXPECT_EQ(counter.value(), 40'000U);
  EXPECT_EQ(histogram.count(), 40'000U);
  EXPECT_EQ(histogram.sum(), 20'000.0);
}

}  // namespace
}  // namespace meme::runtime
