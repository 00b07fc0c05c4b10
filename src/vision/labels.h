// What is drawn around things in a picture. Plain values; any thread.
#pragma once
#include <algorithm>

namespace meme::vision {

// Pixels of the original picture from its upper left corner; right and bottom are the far edges.
struct Box {
  double left = 0, top = 0, right = 0, bottom = 0;

  double width() const { return right - left; }
  double height() const { return bottom - top; }
  double area() const { return width() * height(); }
  bool empty() const { return !(right > left && bottom > top); }
  bool operator==(const Box& other) const {
    return left == other.left && top == other.top && right == other.right && bottom == other.bottom;
  }
};

inline double common_area(const Box& a, const Box& b) {
  const double width = std::min(a.right, b.right) - std::max(a.left, b.left);
  const double height = std::min(a.bottom, b.bottom) - std::max(a.top, b.top);
  return width > 0 && height > 0 ? width * height : 0;
}

// Intersection over union, 0 for two empty boxes.
inline double overlap(const Box& a, const Box& b) {
  const double common = common_area(a, b);
  const double both = a.area() + b.area() - common;
  return both > 0 ? common / both : 0;
}

inline Box clipped(const Box& box, double width, double height) {
  return Box{std::clamp(box.left, 0.0, width), std::clamp(box.top, 0.0, height),
             std::clamp(box.right, 0.0, width), std::clamp(box.bottom, 0.0, height)};
}

// A person's statement. `crowd` marks a region of many things that were not told apart: finding one
// there is neither right nor wrong.
struct Label {
  int class_index = 0;
  Box box;
  bool crowd = false;
};

// A model's statement; score is in [0, 1].
struct Detection {
  int class_index = 0;
  double score = 0;
  Box box;
};

}  // namespace meme::vision
