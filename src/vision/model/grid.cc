#include "vision/model/grid.h"

#include <algorithm>
#include <cmath>

#include "base/check.h"

namespace meme::vision {

std::vector<Cell> cells_of(int width, int height) {
  MEME_ASSERT(width % strides[levels_count - 1] == 0 && height % strides[levels_count - 1] == 0);
  std::vector<Cell> cells;
  for (int level = 0; level < levels_count; ++level) {
    const int stride = strides[level], columns = width / stride;
    const auto count =
        static_cast<std::size_t>(columns) * static_cast<std::size_t>(height / stride);
    for (std::size_t i = 0; i < count; ++i) {
      const auto column = static_cast<double>(i % static_cast<std::size_t>(columns));
      const auto row = static_cast<double>(i / static_cast<std::size_t>(columns));
      cells.push_back({(column + 0.5) * stride, (row + 0.5) * stride, level, i});
    }
  }
  return cells;
}

Reach reach_of(const float* logits) {
  Reach reach;
  for (int side = 0; side < 4; ++side, logits += reach_bins) {
    const float largest = *std::max_element(logits, logits + reach_bins);
    float sum = 0, mean = 0;
    for (int bin = 0; bin < reach_bins; ++bin) {
      const float weight = std::exp(logits[bin] - largest);
      sum += weight;
      mean += weight * static_cast<float>(bin);
    }
    reach.sides[side] = mean / sum;
  }
  return reach;
}

Box box_of(const Cell& cell, const Reach& reach) {
  const double stride = strides[cell.level];
  return {cell.x - reach.sides[0] * stride, cell.y - reach.sides[1] * stride,
          cell.x + reach.sides[2] * stride, cell.y + reach.sides[3] * stride};
}

double logistic(double logit) {
  return 1 / (1 + std::exp(-logit));
}

}  // namespace meme::vision
