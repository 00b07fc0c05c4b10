// From what the heads say to boxes in the picture. Any thread.
#pragma once
#include <vector>

#include "vision/model/grid.h"

namespace meme::vision {

// How a picture was fitted into the network's input: scaled evenly, in the middle, grey around it.
struct Fitting {
  double scale = 1, left = 0, top = 0;  // left and top in pixels of the input

  Box into(const Box& box) const {
    return {box.left * scale + left, box.top * scale + top, box.right * scale + left,
            box.bottom * scale + top};
  }
  Box out_of(const Box& box) const {
    return {(box.left - left) / scale, (box.top - top) / scale, (box.right - left) / scale,
            (box.bottom - top) / scale};
  }
};
constexpr int border_grey = 114;

struct InputSize {
  int width = 320, height = 320;  // multiples of 32
};
Fitting fitting_for(int picture_width, int picture_height, InputSize input);

struct GuessRule {
  double score_min = 0.25;
  double overlap_max = 0.7;  // of two boxes of one class that both stay
  int detections_max = 300;
  int candidates_max = 3000;  // looked at, best first
  bool many_classes = false;  // a cell may name several classes, as evaluation wants it
};

// In pixels of the network's input, best first.
std::vector<Detection> guesses_of(const std::vector<Cell>& cells, const Heads& heads,
                                  int classes_count, const GuessRule& rule);

// Greedy non-maximum suppression within each class. `found` comes best first and stays so.
std::vector<Detection> without_repeats(const std::vector<Detection>& found, const GuessRule& rule);

}  // namespace meme::vision
