// What a threshold on the score does: precision, recall and F1 by score, and which class is taken
// for which. For people; figures come from coco.h. Any thread.
#pragma once
#include <array>
#include <span>
#include <vector>

#include "vision/evaluation/coco.h"

namespace meme::vision {

inline constexpr int scores_count = 101;  // 0.00, 0.01, … 1.00

// Of one class: detections of at least that score, at overlap 0.50.
struct ByScore {
  std::array<double, scores_count> precision{}, recall{}, f1{};
};
ByScore by_score(std::span<const Judged> pictures, int class_index);

// counts[truth][found]; the last row is what was found where nothing is, the last column what was
// missed. A box is the thing it overlaps most, by at least 0.50, whatever its class.
using Confusion = std::vector<std::vector<int>>;
Confusion confusion(std::span<const Judged> pictures, int classes_count, double score_min);

}  // namespace meme::vision
