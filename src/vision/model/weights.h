// The network's numbers. Any thread.
#pragma once
#include <cstdint>
#include <vector>

#include "vision/model/network.h"

namespace meme::vision {

// As Layout places them.
struct Weights {
  std::vector<float> values, statistics;
};

// Kernels after He et al. 2015; heads begin with a score of 1 %, as in the focal loss' paper (Lin
// et al. 2017).
Weights initial_weights(const Network& network, std::uint64_t seed);

}  // namespace meme::vision
