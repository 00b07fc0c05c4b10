// The cells of a picture in which the detector guesses, and how it writes down a box. Written for
// C++17, which libtorch needs. Any thread.
#pragma once
#include <cstddef>
#include <vector>

#include "vision/labels.h"

namespace meme::vision {

constexpr int reach_bins = 16;  // distances a side can have, in cells
constexpr int levels_count = 3;
constexpr int strides[levels_count] = {8, 16, 32};

struct Cell {
  double x = 0, y = 0;  // its middle, in pixels of the network's input
  int level = 0;
  std::size_t index = 0;  // within its level
};

// Finest level first, row by row. Width and height are multiples of the last stride.
std::vector<Cell> cells_of(int width, int height);

// What the heads say about one picture: for each level, cell after cell, its channels together.
// The steps are floats from one cell to the next.
struct Heads {
  const float* boxes[levels_count] = {};    // 4 * reach_bins logits
  const float* classes[levels_count] = {};  // one logit for each class
  std::size_t box_step = 4 * reach_bins, class_step = 0;

  const float* box_of(const Cell& cell) const { return boxes[cell.level] + cell.index * box_step; }
  const float* classes_of(const Cell& cell) const {
    return classes[cell.level] + cell.index * class_step;
  }
};

// The distances to left, top, right and bottom, in cells: each the mean of a softmax.
struct Reach {
  double sides[4] = {};
};
Reach reach_of(const float* logits);
// In pixels of the network's input.
Box box_of(const Cell& cell, const Reach& reach);
inline Box box_of(const Cell& cell, const Heads& heads) {
  return box_of(cell, reach_of(heads.box_of(cell)));
}

double logistic(double logit);

}  // namespace meme::vision
