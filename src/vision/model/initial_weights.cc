#include <cmath>
#include <numbers>

#include "base/random.h"
#include "vision/model/weights.h"

namespace meme::vision {
namespace {

float normal(Random& random) {
  const double radius = std::sqrt(-2 * std::log(1 - random.unit()));
  return static_cast<float>(radius * std::cos(2 * std::numbers::pi * random.unit()));
}

constexpr double first_score = 0.01;

}  // namespace

Weights initial_weights(const Network& network, std::uint64_t seed) {
  const Layout layout = layout_of(network);
  Weights weights{std::vector<float>(layout.weights_count),
                  std::vector<float>(layout.statistics_count)};
  Random random(seed);
  for (std::size_t i = 0; i < network.steps.size(); ++i) {
    const Step& step = network.steps[i];
    if (step.op != Op::conv) continue;
    const ConvPlace& place = layout.places[i];
    const auto channels = static_cast<std::size_t>(step.channels);
    const double inputs = static_cast<double>(step.kernel) * step.kernel * place.in_channels;
    // A head begins almost silent: its bias says what it says.
    const double spread = step.normalised ? std::sqrt(2 / inputs) : 0.01;
    for (std::size_t k = 0; k < kernel_count(step, place); ++k) {
      weights.values[place.kernel + k] = static_cast<float>(spread) * normal(random);
    }
    if (!step.normalised) continue;
    std::fill_n(weights.values.begin() + static_cast<std::ptrdiff_t>(place.scale), channels, 1.0F);
    std::fill_n(weights.statistics.begin() + static_cast<std::ptrdiff_t>(place.variance), channels,
                1.0F);
  }
  // Short distances are likelier at first, so that small things overlap with their cells' guesses.
  for (const int head : network.box_heads) {
    const ConvPlace& place = layout.places[static_cast<std::size_t>(head)];
    for (std::size_t i = 0; i < std::size_t{4} * reach_bins; ++i) {
      weights.values[place.shift + i] = -0.25F * static_cast<float>(i % reach_bins);
    }
  }
  for (const int head : network.class_heads) {
    const ConvPlace& place = layout.places[static_cast<std::size_t>(head)];
    std::fill_n(weights.values.begin() + static_cast<std::ptrdiff_t>(place.shift),
                network.classes_count,
                static_cast<float>(std::log(first_score / (1 - first_score))));
  }
  return weights;
}

}  // namespace meme::vision
