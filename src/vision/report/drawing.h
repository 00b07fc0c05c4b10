// Boxes with their names on a picture. Any thread.
#pragma once
#include <string>

#include <opencv2/core/mat.hpp>

#include "vision/labels.h"

namespace meme::vision {

struct BoxStyle {
  int class_index = 0;  // decides the colour
  std::string text;
};
void draw_box(cv::Mat& picture, const Box& box, const BoxStyle& style);

// Red, green, blue of a class, the same in pictures and charts.
struct Colour {
  int red, green, blue;
};
Colour colour_of(int class_index);

}  // namespace meme::vision
