// How well detections fit the truth, by the protocol of the COCO challenge
// (https://cocodataset.org/#detection-eval; Lin et al., "Microsoft COCO", 2014): the same figures
// as pycocotools gives, to the last digits. Plain values; any thread.
#pragma once
#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "vision/labels.h"

namespace meme::vision {

inline constexpr int overlaps_count = 10;  // 0.50, 0.55, … 0.95
inline constexpr int recalls_count = 101;  // 0.00, 0.01, … 1.00

// One picture: what is there, and what was found.
struct Judged {
  std::vector<Label> truth;
  std::vector<double> areas;  // of the truth where a file gives them (COCO); otherwise of the boxes
  std::vector<Detection> found;
};

enum class Size : std::uint8_t { all, small, medium, large };  // below 32 x 32, 96 x 96 pixels
inline constexpr int sizes_count = 4;

// Means over the classes that occur; nothing where none does.
struct Averages {
  std::optional<double> precision;     // over the ten overlaps: mAP50-95
  std::optional<double> precision_50;  // mAP50
  std::optional<double> precision_75;
  std::array<std::optional<double>, sizes_count> precision_by_size;
  std::array<std::optional<double>, sizes_count> recall_by_size;  // with 100 detections a picture
  std::optional<double> recall_1, recall_10, recall_100;  // with as many detections a picture
};

struct ClassAverages {
  int truth_count = 0;
  std::optional<double> precision, precision_50;
  std::array<double, recalls_count> precision_at_recall{};  // at overlap 0.50
};

struct Evaluation {
  Averages all;
  std::vector<ClassAverages> by_class;
};

Evaluation evaluate(std::span<const Judged> pictures, int classes_count);

}  // namespace meme::vision
