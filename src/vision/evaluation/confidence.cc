#include "vision/evaluation/confidence.h"

#include <algorithm>

#include "vision/evaluation/matching.h"

namespace meme::vision {
namespace {

constexpr double least_overlap = 0.5;

// The thing that is free and overlaps the box most, or -1.
std::ptrdiff_t thing_of(const Judged& picture, const Box& box, const std::vector<bool>& taken) {
  std::ptrdiff_t best = -1;
  double most = least_overlap;
  for (std::size_t i = 0; i < picture.truth.size(); ++i) {
    const double shared = overlap(picture.truth[i].box, box);
    if (taken[i] || shared < most) continue;
    most = shared;
    best = static_cast<std::ptrdiff_t>(i);
  }
  return best;
}

void count_picture(const Judged& picture, double score_min, Confusion& counts) {
  const std::size_t nothing = counts.size() - 1;
  const auto index = [](int one) { return static_cast<std::size_t>(one); };
  std::vector<bool> taken(picture.truth.size());
  for (const std::size_t d : by_falling(picture.found, &Detection::score)) {
    const Detection& one = picture.found[d];
    if (one.score < score_min) break;
    const std::ptrdiff_t thing = thing_of(picture, one.box, taken);
    if (thing < 0) {
      ++counts[nothing][index(one.class_index)];
      continue;
    }
    taken[static_cast<std::size_t>(thing)] = true;
    const Label& label = picture.truth[static_cast<std::size_t>(thing)];
    ++counts[index(label.class_index)][index(one.class_index)];
  }
  for (std::size_t i = 0; i < taken.size(); ++i) {
    if (!taken[i]) ++counts[index(picture.truth[i].class_index)][nothing];
  }
}

}  // namespace

ByScore by_score(std::span<const Judged> pictures, int class_index) {
  std::array<double, scores_count> right{}, found{};
  double truth = 0;
  for (const Judged& picture : pictures) {
    const Matched matched = Pairs(picture, class_index).matched(Size::all);
    truth += matched.truth_count;
    for (std::size_t d = 0; d < matched.scores.size(); ++d) {
      if (matched.ignored[d][0]) continue;
      const auto upto = static_cast<std::size_t>(
          std::clamp(matched.scores[d] * (scores_count - 1), 0.0, scores_count - 1.0));
      for (std::size_t s = 0; s <= upto; ++s) {
        ++found[s];
        right[s] += matched.hits[d][0];
      }
    }
  }
  ByScore curves;
  for (std::size_t s = 0; s < scores_count; ++s) {
    curves.precision[s] = found[s] > 0 ? right[s] / found[s] : 1;
    curves.recall[s] = truth > 0 ? right[s] / truth : 0;
    const double both = found[s] + truth;
    curves.f1[s] = both > 0 ? 2 * right[s] / both : 0;
  }
  return curves;
}

Confusion confusion(std::span<const Judged> pictures, int classes_count, double score_min) {
  const auto side = static_cast<std::size_t>(classes_count) + 1;
  Confusion counts(side, std::vector<int>(side));
  for (const Judged& picture : pictures) count_picture(picture, score_min, counts);
  return counts;
}

}  // namespace meme::vision
