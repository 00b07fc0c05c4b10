// The first half of the COCO protocol: which detection is which thing. Any thread.
#pragma once
#include <algorithm>
#include <array>
#include <bitset>
#include <functional>
#include <utility>
#include <vector>

#include "vision/evaluation/coco.h"

namespace meme::vision {

inline constexpr int detections_max = 100;  // of a class in a picture; the best ones

// Indexes of `items` by falling projection; equal ones keep their order, as the protocol asks.
template <class T, class Projection>
std::vector<std::size_t> by_falling(const std::vector<T>& items, Projection projection) {
  std::vector<std::pair<double, std::size_t>> keys;
  for (std::size_t i = 0; i < items.size(); ++i) {
    keys.emplace_back(-std::invoke(projection, items[i]), i);
  }
  std::ranges::sort(keys);
  std::vector<std::size_t> order;
  for (const auto& [key, index] : keys) order.push_back(index);
  return order;
}

// The overlaps that are asked for, as numpy.linspace(.5, .95, 10) makes them.
std::array<double, overlaps_count> asked_overlaps();

// Of one picture and class: its detections from the best score on.
struct Matched {
  std::vector<double> scores;
  std::vector<std::bitset<overlaps_count>> hits;     // it is a thing, at this overlap
  std::vector<std::bitset<overlaps_count>> ignored;  // neither right nor wrong
  int truth_count = 0;                               // that had to be found
};

// What of a picture is of one class, and the overlap of each pair. Crowds count by how much of the
// detection they cover.
class Pairs {
 public:
  Pairs(const Judged& picture, int class_index);
  Matched matched(Size size) const;
  bool empty() const { return truth_.empty() && found_.empty(); }

 private:
  struct Truth {
    double area;
    bool crowd;
  };
  struct Row;  // one overlap's state
  void match_one(std::size_t detection, Row& row) const;
  double overlap_of(std::size_t detection, std::size_t truth) const {
    return overlaps_[detection * truth_.size() + truth];
  }

  std::vector<Truth> truth_;
  std::vector<Detection> found_;
  std::vector<double> overlaps_;
};

}  // namespace meme::vision
