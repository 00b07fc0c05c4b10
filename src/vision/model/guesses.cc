#include "vision/model/guesses.h"

#include <algorithm>
#include <cmath>

namespace meme::vision {
namespace {

struct Candidate {
  float logit;
  std::size_t cell;
  int class_index;
};

void add_candidates(const float* logits, std::size_t cell, std::vector<Candidate>& found,
                    std::pair<int, float> least) {
  const auto [classes_count, logit_min] = least;
  for (int c = 0; c < classes_count; ++c) {
    if (logits[c] > logit_min) found.push_back({logits[c], cell, c});
  }
}

}  // namespace

Fitting fitting_for(int picture_width, int picture_height, InputSize input) {
  const double scale = std::min(static_cast<double>(input.width) / picture_width,
                                static_cast<double>(input.height) / picture_height);
  return {scale, std::floor((input.width - std::round(picture_width * scale)) / 2),
          std::floor((input.height - std::round(picture_height * scale)) / 2)};
}

std::vector<Detection> without_repeats(const std::vector<Detection>& found, const GuessRule& rule) {
  std::vector<Detection> kept;
  for (const Detection& one : found) {
    if (std::ssize(kept) >= rule.detections_max) break;
    const bool is_repeat = std::ranges::any_of(kept, [&](const Detection& other) {
      return other.class_index == one.class_index && overlap(other.box, one.box) > rule.overlap_max;
    });
    if (!is_repeat) kept.push_back(one);
  }
  return kept;
}

std::vector<Detection> guesses_of(const std::vector<Cell>& cells, const Heads& heads,
                                  int classes_count, const GuessRule& rule) {
  const auto logit_min = static_cast<float>(std::log(rule.score_min / (1 - rule.score_min)));
  std::vector<Candidate> candidates;
  for (std::size_t i = 0; i < cells.size(); ++i) {
    const float* logits = heads.classes_of(cells[i]);
    if (rule.many_classes) {
      add_candidates(logits, i, candidates, {classes_count, logit_min});
      continue;
    }
    const auto best = std::max_element(logits, logits + classes_count);
    if (*best > logit_min) candidates.push_back({*best, i, static_cast<int>(best - logits)});
  }
  const auto better = [](const Candidate& a, const Candidate& b) {
    return a.logit > b.logit || (a.logit == b.logit && a.cell < b.cell);
  };
  const auto count = std::min<std::size_t>(candidates.size(), rule.candidates_max);
  std::ranges::partial_sort(candidates, candidates.begin() + static_cast<std::ptrdiff_t>(count),
                            better);
  candidates.resize(count);
  std::vector<Detection> found;
  for (const Candidate& one : candidates) {
    found.push_back({one.class_index, logistic(one.logit), box_of(cells[one.cell], heads)});
  }
  return without_repeats(found, rule);
}

}  // namespace meme::vision
