#include "keys.h"

#include <algorithm>
#include <cmath>

namespace meme::loadgen {
namespace {
constexpr double theta = 0.99;

double zeta(std::size_t count) {
  double sum = 0;
  for (std::size_t i = 1; i <= count; ++i) sum += 1 / std::pow(static_cast<double>(i), theta);
  return sum;
}
}  // namespace

std::optional<Spread> parse_spread(std::string_view text) {
  if (text == "random") return Spread::random;
  if (text == "zipf") return Spread::zipf;
  if (text == "hot") return Spread::hot;
  return std::nullopt;
}

KeyPicker::KeyPicker(Spread spread, std::size_t count)
    : spread_(spread), count_(count), hot_count_(std::max<std::size_t>(count / 100, 1)) {
  if (spread != Spread::zipf || count < 2) return;
  zeta_ = zeta(count);
  alpha_ = 1 / (1 - theta);
  eta_ = (1 - std::pow(2.0 / static_cast<double>(count), 1 - theta)) / (1 - zeta(2) / zeta_);
}

std::size_t KeyPicker::pick(Random& random) const {
  if (spread_ == Spread::zipf && count_ > 1) return zipf(random);
  if (spread_ == Spread::hot && random.chance(0.9)) return random.below(hot_count_);
  return random.below(count_);
}

// Gray, Sundaresan, Englert, Baclawski, Weinberger: Quickly generating billion-record synthetic
// databases (1994).
std::size_t KeyPicker::zipf(Random& random) const {
  const double u = random.unit();
  const double uz = u * zeta_;
  if (uz < 1) return 0;
  if (uz < 1 + std::pow(0.5, theta)) return 1;
  const double at = static_cast<double>(count_) * std::pow(eta_ * u - eta_ + 1, alpha_);
  return std::min(static_cast<std::size_t>(at), count_ - 1);
}

}  // namespace meme::loadgen
