#include "runtime/metrics.h"

#include <algorithm>

#include <fmt/format.h>

#include "base/check.h"

namespace meme::runtime {
namespace {

void append_escaped(std::string& out, std::string_view text) {
  for (const char c : text) {
    if (c == '\\' || c == '"') {
      out.push_back('\\');
      out.push_back(c);
    } else if (c == '\n') {
      out += "\\n";
    } else {
      out.push_back(c);
    }
  }
}

// {a="1",b="2"}, or nothing.
std::string print_labels(const Labels& labels) {
  if (labels.empty()) return {};
  std::string out = "{";
  for (const auto& [name, value] : labels) {
    if (out.size() > 1) out.push_back(',');
    out += name;
    out += "=\"";
    append_escaped(out, value);
    out.push_back('"');
  }
  out.push_back('}');
  return out;
}

std::string with_bound(const Labels& labels, std::string bound) {
  Labels extended = labels;
  extended.emplace_back("le", std::move(bound));
  return print_labels(extended);
}

void append_line(std::string& out, std::string_view name, std::string_view labels, double value) {
  fmt::format_to(std::back_inserter(out), "{}{} {}\n", name, labels, value);
}

void append_line(std::string& out, std::string_view name, std::string_view labels,
                 std::uint64_t value) {
  fmt::format_to(std::back_inserter(out), "{}{} {}\n", name, labels, value);
}

}  // namespace

Histogram::Histogram(std::vector<double> upper_bounds)
    : bounds_(std::move(upper_bounds)),
      buckets_(std::make_unique<std::atomic<std::uint64_t>[]>(bounds_.size() + 1)) {
  MEME_ASSERT(std::ranges::is_sorted(bounds_));
}

void Histogram::observe(double value) {
  const auto at = std::ranges::lower_bound(bounds_, value) - bounds_.begin();
  buckets_[static_cast<std::size_t>(at)].fetch_add(1, std::memory_order_relaxed);
  sum_.fetch_add(value, std::memory_order_relaxed);
}

std::uint64_t Histogram::count() const {
  std::uint64_t total = 0;
  for (std::size_t i = 0; i <= bounds_.size(); ++i) total += buckets_[i].load();
  return total;
}

double Histogram::quantile(double q) const {
  const auto wanted = static_cast<double>(count()) * q;
  std::uint64_t seen = 0;
  for (std::size_t i = 0; i < bounds_.size(); ++i) {
    seen += buckets_[i].load();
    if (static_cast<double>(seen) >= wanted) return bounds_[i];
  }
  return std::numeric_limits<double>::infinity();
}

std::vector<double> latency_buckets() {
  return {0.00005, 0.0001, 0.00025, 0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025,
          0.05,    0.1,    0.25,    0.5,    1,     2.5,    5,     10};
}

std::vector<double> size_buckets() {
  return {1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 1024};
}

struct Metrics::Family {
  struct Member {
    Labels labels;
    std::unique_ptr<Counter> counter;
    std::unique_ptr<Gauge> gauge;
    std::unique_ptr<Histogram> histogram;
    std::function<double()> read;
  };

  Member& member(const Labels& labels) {
    for (const auto& known : members) {
      if (known->labels == labels) return *known;
    }
    members.push_back(std::make_unique<Member>(Member{.labels = labels}));
    return *members.back();
  }

  void append_histogram(std::string& out, const Member& member) const {
    const Histogram& histogram = *member.histogram;
    std::uint64_t total = 0;
    for (std::size_t i = 0; i <= histogram.bounds_.size(); ++i) {
      total += histogram.buckets_[i].load(std::memory_order_relaxed);
      const bool last = i == histogram.bounds_.size();
      const std::string bound = last ? "+Inf" : fmt::format("{}", histogram.bounds_[i]);
      append_line(out, name + "_bucket", with_bound(member.labels, bound), total);
    }
    append_line(out, name + "_sum", print_labels(member.labels), histogram.sum());
    append_line(out, name + "_count", print_labels(member.labels), total);
  }

  void append(std::string& out) const {
    fmt::format_to(std::back_inserter(out), "# HELP {} {}\n# TYPE {} {}\n", name, help, name, kind);
    for (const auto& member : members) {
      const std::string labels = print_labels(member->labels);
      if (member->counter) append_line(out, name, labels, member->counter->value());
      if (member->gauge) append_line(out, name, labels, member->gauge->value());
      if (member->read) append_line(out, name, labels, member->read());
      if (member->histogram) append_histogram(out, *member);
    }
  }

  std::string name, help, kind;
  std::vector<std::unique_ptr<Member>> members;
};

Metrics::Metrics() = default;
Metrics::~Metrics() = default;

Metrics::Family& Metrics::family(std::string_view name, std::string_view help,
                                 std::string_view kind) {
  const auto at = std::ranges::lower_bound(families_, name, {},
                                           [](const auto& f) { return std::string_view(f->name); });
  if (at != families_.end() && (*at)->name == name) {
    MEME_ASSERT((*at)->kind == kind);
    return **at;
  }
  auto made = std::make_unique<Family>();
  made->name = name;
  made->help = help;
  made->kind = kind;
  return **families_.insert(at, std::move(made));
}

Counter& Metrics::counter(std::string_view name, std::string_view help, Labels labels) {
  const std::scoped_lock lock(mutex_);
  auto& member = family(name, help, "counter").member(labels);
  if (!member.counter) member.counter = std::make_unique<Counter>();
  return *member.counter;
}

Gauge& Metrics::gauge(std::string_view name, std::string_view help, Labels labels) {
  const std::scoped_lock lock(mutex_);
  auto& member = family(name, help, "gauge").member(labels);
  MEME_ASSERT(!member.read);
  if (!member.gauge) member.gauge = std::make_unique<Gauge>();
  return *member.gauge;
}

Histogram& Metrics::histogram(std::string_view name, std::string_view help, Labels labels,
                              std::vector<double> upper_bounds) {
  const std::scoped_lock lock(mutex_);
  auto& member = family(name, help, "histogram").member(labels);
  if (!member.histogram) member.histogram = std::make_unique<Histogram>(std::move(upper_bounds));
  return *member.histogram;
}

void Metrics::sampled(std::string_view name, std::string_view help, std::function<double()> read,
                      Labels labels) {
  const std::scoped_lock lock(mutex_);
  auto& member = family(name, help, "gauge").member(labels);
  MEME_ASSERT(!member.gauge);
  member.read = std::move(read);
}

std::string Metrics::prometheus() const {
  const std::scoped_lock lock(mutex_);
  std::string out;
  for (const auto& family : families_) family->append(out);
  return out;
}

}  // namespace meme::runtime
