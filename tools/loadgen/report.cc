#include "report.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

namespace meme::loadgen {
namespace {

double milliseconds(std::int64_t nanoseconds) {
  return static_cast<double>(nanoseconds) * 1e-6;
}

}  // namespace

void Report::add_raw(std::string_view name, std::string value) {
  members_.emplace_back(name, std::move(value));
}
void Report::add(std::string_view name, std::string_view text) {
  add_raw(name, fmt::format("\"{}\"", text));
}
void Report::add(std::string_view name, double number) {
  add_raw(name, fmt::format("{:.6g}", number));
}
void Report::add(std::string_view name, std::uint64_t number) {
  add_raw(name, fmt::format("{}", number));
}
void Report::add(std::string_view name, bool flag) {
  add_raw(name, flag ? "true" : "false");
}
void Report::add(std::string_view name, const std::vector<std::uint64_t>& numbers) {
  add_raw(name, fmt::format("[{}]", fmt::join(numbers, ",")));
}

void Report::add(std::string_view name, const Histogram& histogram) {
  add_raw(name,
          fmt::format(R"({{"count":{},"mean_ms":{:.4g},"p50_ms":{:.4g},"p90_ms":{:.4g},)"
                      R"("p99_ms":{:.4g},"p999_ms":{:.4g},"max_ms":{:.4g}}})",
                      histogram.count(), histogram.mean() * 1e-6, milliseconds(histogram.at(0.5)),
                      milliseconds(histogram.at(0.9)), milliseconds(histogram.at(0.99)),
                      milliseconds(histogram.at(0.999)), milliseconds(histogram.max())));
}

void Report::add(const RunResult& result) {
  const double answers = static_cast<double>(result.latency.count());
  add("seconds", result.seconds);
  add("ok", result.count(Outcome::ok));
  add("conflict", result.count(Outcome::conflict));
  add("refused", result.count(Outcome::refused));
  add("error", result.count(Outcome::error));
  add("timeout", result.count(Outcome::timeout));
  add("ok_per_second", static_cast<double>(result.count(Outcome::ok)) / result.seconds);
  add("answered_per_second", answers / result.seconds);
  add("good_per_second", static_cast<double>(result.good) / result.seconds);
  if (!result.good_per_second.empty()) {
    add("worst_second", static_cast<double>(*std::ranges::min_element(result.good_per_second)));
    add("seconds_good", result.good_per_second);
  }
  add("body_bytes_mean", answers > 0 ? static_cast<double>(result.body_bytes) / answers : 0.0);
  add("latency", result.latency);
}

std::string Report::json() const {
  std::string out = "{";
  for (const auto& [name, value] : members_) {
    fmt::format_to(std::back_inserter(out), "{}\"{}\":{}", out.size() > 1 ? "," : "", name, value);
  }
  out += '}';
  return out;
}

}  // namespace meme::loadgen
