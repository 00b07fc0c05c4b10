#include "vision/evaluation/matching.h"

#include <algorithm>

namespace meme::vision {
namespace {

struct Range {
  double low, high;
};

Range areas_of(Size size) {
  constexpr double small = 32.0 * 32, large = 96.0 * 96, beyond = 1e10;
  switch (size) {
    case Size::all:
      return {0, beyond};
    case Size::small:
      return {0, small};
    case Size::medium:
      return {small, large};
    case Size::large:
      return {large, beyond};
  }
  return {0, beyond};
}

}  // namespace

std::array<double, overlaps_count> asked_overlaps() {
  std::array<double, overlaps_count> asked{};
  constexpr double step = (0.95 - 0.5) / (overlaps_count - 1);
  for (int i = 0; i < overlaps_count; ++i) asked[static_cast<std::size_t>(i)] = 0.5 + i * step;
  asked.back() = 0.95;
  return asked;
}

struct Pairs::Row {
  double asked;
  const std::vector<std::size_t>& order;  // of the truth: what is ignored comes last
  const std::vector<bool>& is_ignored;    // of the truth
  std::vector<bool> taken;
  std::ptrdiff_t match = -1;
};

Pairs::Pairs(const Judged& picture, int class_index) {
  std::vector<Box> boxes;
  for (std::size_t i = 0; i < picture.truth.size(); ++i) {
    const Label& label = picture.truth[i];
    if (label.class_index != class_index) continue;
    truth_.push_back({picture.areas.empty() ? label.box.area() : picture.areas[i], label.crowd});
    boxes.push_back(label.box);
  }
  for (const std::size_t i : by_falling(picture.found, &Detection::score)) {
    if (picture.found[i].class_index == class_index) found_.push_back(picture.found[i]);
    if (found_.size() == detections_max) break;
  }
  for (const Detection& detection : found_) {
    for (std::size_t i = 0; i < boxes.size(); ++i) {
      const double common = common_area(detection.box, boxes[i]);
      const double own = detection.box.area();
      const double both = truth_[i].crowd ? own : own + boxes[i].area() - common;
      overlaps_.push_back(both > 0 ? common / both : 0);
    }
  }
}

// The best thing that is left, and one that counts before one that is ignored.
void Pairs::match_one(std::size_t detection, Row& row) const {
  double best = std::min(row.asked, 1 - 1e-10);
  row.match = -1;
  for (const std::size_t i : row.order) {
    if (row.taken[i] && !truth_[i].crowd) continue;
    const bool has_counting =
        row.match >= 0 && !row.is_ignored[static_cast<std::size_t>(row.match)];
    if (has_counting && row.is_ignored[i]) break;
    if (overlap_of(detection, i) < best) continue;
    best = overlap_of(detection, i);
    row.match = static_cast<std::ptrdiff_t>(i);
  }
  if (row.match >= 0) row.taken[static_cast<std::size_t>(row.match)] = true;
}

Matched Pairs::matched(Size size) const {
  const Range range = areas_of(size);
  const auto outside = [&](double area) { return area < range.low || area > range.high; };
  std::vector<bool> is_ignored;
  for (const Truth& truth : truth_) is_ignored.push_back(truth.crowd || outside(truth.area));
  std::vector<std::size_t> order;
  for (const bool ignored : {false, true}) {
    for (std::size_t i = 0; i < truth_.size(); ++i) {
      if (is_ignored[i] == ignored) order.push_back(i);
    }
  }

  Matched result;
  result.truth_count = static_cast<int>(std::ranges::count(is_ignored, false));
  result.hits.resize(found_.size());
  result.ignored.resize(found_.size());
  for (const Detection& detection : found_) result.scores.push_back(detection.score);
  const auto asked = asked_overlaps();
  for (std::size_t t = 0; t < asked.size(); ++t) {
    Row row{asked[t], order, is_ignored, std::vector<bool>(truth_.size())};
    for (std::size_t d = 0; d < found_.size(); ++d) {
      match_one(d, row);
      const bool is_match = row.match >= 0;
      result.hits[d][t] = is_match;
      result.ignored[d][t] = is_match ? is_ignored[static_cast<std::size_t>(row.match)]
                                      : outside(found_[d].box.area());
    }
  }
  return result;
}

}  // namespace meme::vision
