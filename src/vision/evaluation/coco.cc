#include "vision/evaluation/coco.h"

#include <algorithm>
#include <limits>

#include "vision/evaluation/matching.h"

namespace meme::vision {
namespace {

// All detections of a class, from the best score on, with the picture's rank of each.
struct Ranked {
  std::vector<double> scores;
  std::vector<std::bitset<overlaps_count>> hits, ignored;
  int truth_count = 0;
};

Ranked ranked(std::span<const Matched> pictures, std::ptrdiff_t detections_count) {
  Ranked all;
  for (const Matched& one : pictures) {
    const auto count =
        std::ssize(one.scores) < detections_count ? std::ssize(one.scores) : detections_count;
    all.scores.insert(all.scores.end(), one.scores.begin(), one.scores.begin() + count);
    all.hits.insert(all.hits.end(), one.hits.begin(), one.hits.begin() + count);
    all.ignored.insert(all.ignored.end(), one.ignored.begin(), one.ignored.begin() + count);
    all.truth_count += one.truth_count;
  }
  Ranked sorted{{}, {}, {}, all.truth_count};
  for (const std::size_t i : by_falling(all.scores, std::identity())) {
    sorted.scores.push_back(all.scores[i]);
    sorted.hits.push_back(all.hits[i]);
    sorted.ignored.push_back(all.ignored[i]);
  }
  return sorted;
}

struct Curve {
  std::array<double, recalls_count> precision{};
  double recall = 0;
};

// Precision is made to fall with recall before it is read at the 101 recalls.
Curve curve_of(const Ranked& all, std::size_t asked) {
  std::vector<double> recall, precision;
  double right = 0, wrong = 0;
  for (std::size_t i = 0; i < all.scores.size(); ++i) {
    if (!all.ignored[i][asked]) (all.hits[i][asked] ? right : wrong) += 1;
    recall.push_back(right / all.truth_count);
    precision.push_back(right / (right + wrong + std::numeric_limits<double>::epsilon()));
  }
  for (std::size_t i = precision.size(); i-- > 1;) {
    precision[i - 1] = std::max(precision[i - 1], precision[i]);
  }
  Curve curve;
  if (!recall.empty()) curve.recall = recall.back();
  for (std::size_t r = 0; r < recalls_count; ++r) {
    const double asked_recall = r + 1 == recalls_count ? 1.0 : static_cast<double>(r) * 0.01;
    const auto at = std::ranges::lower_bound(recall, asked_recall) - recall.begin();
    if (at < std::ssize(recall)) curve.precision[r] = precision[static_cast<std::size_t>(at)];
  }
  return curve;
}

class Mean {
 public:
  void add(double value) { sum_ += value, ++count_; }
  std::optional<double> value() const {
    return count_ > 0 ? std::optional(sum_ / count_) : std::nullopt;
  }

 private:
  double sum_ = 0;
  int count_ = 0;
};

struct Summary {
  Mean precision, precision_50, precision_75, recall;
  Curve curve_50;
  int truth_count = 0;

  void add(const Ranked& all) {
    truth_count += all.truth_count;
    if (all.truth_count == 0) return;
    for (std::size_t t = 0; t < overlaps_count; ++t) {
      const Curve curve = curve_of(all, t);
      recall.add(curve.recall);
      for (const double at_recall : curve.precision) {
        precision.add(at_recall);
        if (t == 0) precision_50.add(at_recall);
        if (t == 5) precision_75.add(at_recall);
      }
      if (t == 0) curve_50 = curve;
    }
  }
};

using ByClass = std::vector<std::vector<Pairs>>;

ByClass paired(std::span<const Judged> pictures, int classes_count) {
  ByClass pairs(static_cast<std::size_t>(classes_count));
  for (int c = 0; c < classes_count; ++c) {
    for (const Judged& picture : pictures) {
      Pairs of_picture(picture, c);
      if (!of_picture.empty()) pairs[static_cast<std::size_t>(c)].push_back(std::move(of_picture));
    }
  }
  return pairs;
}

std::vector<Matched> matched_all(const std::vector<Pairs>& pairs, Size size) {
  std::vector<Matched> matched;
  for (const Pairs& picture : pairs) matched.push_back(picture.matched(size));
  return matched;
}

ClassAverages averages_of(const Summary& summary) {
  return {summary.truth_count, summary.precision.value(), summary.precision_50.value(),
          summary.curve_50.precision};
}

}  // namespace

Evaluation evaluate(std::span<const Judged> pictures, int classes_count) {
  Evaluation result;
  std::array<Summary, sizes_count> by_size;
  Summary best_1, best_10;
  for (const std::vector<Pairs>& pairs : paired(pictures, classes_count)) {
    for (std::size_t s = 0; s < sizes_count; ++s) {
      const std::vector<Matched> matched = matched_all(pairs, static_cast<Size>(s));
      const Ranked all = ranked(matched, detections_max);
      by_size[s].add(all);
      if (s != 0) continue;
      best_1.add(ranked(matched, 1));
      best_10.add(ranked(matched, 10));
      Summary one;
      one.add(all);
      result.by_class.push_back(averages_of(one));
    }
  }
  Averages& all = result.all;
  all.precision = by_size[0].precision.value();
  all.precision_50 = by_size[0].precision_50.value();
  all.precision_75 = by_size[0].precision_75.value();
  for (std::size_t s = 0; s < sizes_count; ++s) {
    all.precision_by_size[s] = by_size[s].precision.value();
    all.recall_by_size[s] = by_size[s].recall.value();
  }
  all.recall_1 = best_1.recall.value();
  all.recall_10 = best_10.recall.value();
  all.recall_100 = by_size[0].recall.value();
  return result;
}

}  // namespace meme::vision
