#pragma once
// Workloads that only read.
#include <string>
#include <vector>

#include "base/random.h"
#include "engine.h"
#include "keys.h"

namespace meme::loadgen {

// Sends requests that were written beforehand, picked by the spread.
class Reads final : public Workload {
 public:
  Reads(std::vector<std::string> requests, Spread spread, std::uint64_t seed)
      : requests_(std::move(requests)), picker_(spread, requests_.size()), random_(seed) {}

  std::optional<std::string_view> next(std::size_t) override {
    return requests_[picker_.pick(random_)];
  }
  Outcome judge(std::size_t, const Reply& reply) override { return outcome_of(reply.status); }

 private:
  std::vector<std::string> requests_;
  KeyPicker picker_;
  Random random_;
};

struct Options;

// The free times of random portfolios, `options.days` from tomorrow on; or the view of next month.
std::vector<std::string> availability_requests(const Options& options, std::uint32_t portfolios);
std::vector<std::string> month_requests(const Options& options, std::uint32_t portfolios);
// Who is free on a day of the coming weeks for some hours, with a category, districts and a price,
// in every order.
std::vector<std::string> search_requests(const Options& options);

}  // namespace meme::loadgen
