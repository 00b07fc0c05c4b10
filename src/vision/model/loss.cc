#include "vision/model/loss.h"

#include <algorithm>
#include <cmath>
#include <numbers>

#include "vision/model/slope.h"

namespace meme::vision {
namespace {

constexpr double epsilon = 1e-7;

// log(1 + e^x) without overflow.
float soft_plus(float x) {
  return std::max(x, 0.0F) + std::log1p(std::exp(-std::abs(x)));
}

// One side: cross entropy against the two bins around the true distance, of which the nearer one
// weighs more.
class Side {
 public:
  Side(const float* logits, double distance) {
    const float largest = *std::max_element(logits, logits + reach_bins);
    double sum = 0;
    for (int bin = 0; bin < reach_bins; ++bin) {
      shares_[bin] = std::exp(static_cast<double>(logits[bin]) - largest);
      sum += shares_[bin];
    }
    for (double& share : shares_) share /= sum;
    for (int bin = 0; bin < reach_bins; ++bin) mean_ += shares_[bin] * bin;
    const double inside = std::clamp(distance, 0.0, reach_bins - 1 - 0.01);
    lower_ = static_cast<int>(inside);
    upper_weight_ = inside - lower_;
  }

  double mean() const { return mean_; }
  double loss() const {
    return -(1 - upper_weight_) * std::log(shares_[lower_] + 1e-12) -
           upper_weight_ * std::log(shares_[lower_ + 1] + 1e-12);
  }
  // Slope by each logit of by_loss * loss + by_mean * mean.
  void slopes(double by_loss, double by_mean, float* out) const {
    for (int bin = 0; bin < reach_bins; ++bin) {
      const double wanted = bin == lower_       ? 1 - upper_weight_
                            : bin == lower_ + 1 ? upper_weight_
                                                : 0;
      const double slope =
          by_loss * (shares_[bin] - wanted) + by_mean * shares_[bin] * (bin - mean_);
      out[bin] = static_cast<float>(slope);
    }
  }

 private:
  double shares_[reach_bins] = {};
  double mean_ = 0;
  int lower_ = 0;
  double upper_weight_ = 0;
};

Reach true_reach(const Cell& cell, const Box& box) {
  const double stride = strides[cell.level];
  return {{(cell.x - box.left) / stride, (cell.y - box.top) / stride, (box.right - cell.x) / stride,
           (box.bottom - cell.y) / stride}};
}

struct SlopedBox {
  Sloped left, top, right, bottom;

  Sloped width() const { return right - left; }
  Sloped height() const { return bottom - top; }
};

SlopedBox sloped_box(const Cell& cell, const Reach& reach) {
  const double stride = strides[cell.level];
  const auto side = [&](double middle, std::size_t which) {
    const double sign = which < 2 ? -stride : stride;
    return Sloped::variable(reach.sides[which], which) * sign + middle;
  };
  return {side(cell.x, 0), side(cell.y, 1), side(cell.x, 2), side(cell.y, 3)};
}

Sloped constant(double value) {
  return Sloped::constant(value);
}

Sloped shared_part(const SlopedBox& a, const Box& b) {
  const Sloped nothing = constant(0);
  const Sloped width =
      larger(nothing, smaller(a.right, constant(b.right)) - larger(a.left, constant(b.left)));
  const Sloped height =
      larger(nothing, smaller(a.bottom, constant(b.bottom)) - larger(a.top, constant(b.top)));
  const Sloped common = width * height;
  return common / (a.width() * a.height() + b.area() - common + epsilon);
}

}  // namespace

BoxLoss box_loss(const Cell& cell, const Reach& reach, const Box& truth) {
  const SlopedBox box = sloped_box(cell, reach);
  const Sloped shared = shared_part(box, truth);
  const Sloped width =
      larger(box.right, constant(truth.right)) - smaller(box.left, constant(truth.left));
  const Sloped height =
      larger(box.bottom, constant(truth.bottom)) - smaller(box.top, constant(truth.top));
  const Sloped x = (box.left + box.right + -(truth.left + truth.right)) * 0.5;
  const Sloped y = (box.top + box.bottom + -(truth.top + truth.bottom)) * 0.5;
  const Sloped apart = (x * x + y * y) / (width * width + height * height + epsilon);
  const Sloped turn = arc_tangent(box.width() / (box.height() + epsilon)) +
                      -std::atan(truth.width() / (truth.height() + epsilon));
  const Sloped shape = turn * turn * (4 / (std::numbers::pi * std::numbers::pi));
  const double weight = shape.value / (1 - shared.value + shape.value + epsilon);
  const Sloped loss = constant(1) - shared + apart + shape * weight;
  BoxLoss result{loss.value, {}};
  std::ranges::copy(loss.slope, result.slope);
  return result;
}

PictureLoss::PictureLoss(const std::vector<Cell>& cells, const Heads& heads,
                         std::vector<Label> things, int classes_count)
    : cells_(cells),
      heads_(heads),
      things_(std::move(things)),
      classes_count_(classes_count),
      assigned_(assign(cells, heads, things_)) {}

double PictureLoss::weight() const {
  double sum = 0;
  for (const Assigned& one : assigned_) sum += one.score;
  return sum;
}

double PictureLoss::class_loss(double batch_weight, const HeadSlopes& slopes) const {
  const auto factor = static_cast<float>(kind_gain / batch_weight);
  double sum = 0;
  auto next = assigned_.begin();
  for (std::size_t i = 0; i < cells_.size(); ++i) {
    const Cell& cell = cells_[i];
    const float* logits = heads_.classes_of(cell);
    float* out = slopes.classes[cell.level] + (logits - heads_.classes[cell.level]);
    for (int c = 0; c < classes_count_; ++c) {
      out[c] = factor / (1 + std::exp(-logits[c]));
      sum += soft_plus(logits[c]);
    }
    if (next == assigned_.end() || next->cell != i) continue;
    const int wanted = things_[next->thing].class_index;
    out[wanted] -= factor * static_cast<float>(next->score);
    sum -= next->score * logits[wanted];
    ++next;
  }
  return sum * kind_gain / batch_weight;
}

Losses PictureLoss::box_losses(const Assigned& one, double batch_weight,
                               const HeadSlopes& slopes) const {
  const Cell& cell = cells_[one.cell];
  const Box& truth = things_[one.thing].box;
  const float* logits = heads_.box_of(cell);
  float* out = slopes.boxes[cell.level] + (logits - heads_.boxes[cell.level]);
  const Reach wanted = true_reach(cell, truth);
  const BoxLoss box = box_loss(cell, reach_of(logits), truth);
  const double weight = one.score / batch_weight, by_side = reach_gain * weight / 4;
  Losses losses{0, box_gain * weight * box.value, 0};
  for (int side = 0; side < 4; ++side) {
    const Side distribution(logits + side * reach_bins, wanted.sides[side]);
    losses.reach += by_side * distribution.loss();
    distribution.slopes(by_side, box_gain * weight * box.slope[side], out + side * reach_bins);
  }
  return losses;
}

Losses PictureLoss::compute(double batch_weight, const HeadSlopes& slopes) const {
  for (int level = 0; level < levels_count; ++level) {
    const auto count = std::ranges::count(cells_, level, &Cell::level);
    std::fill_n(slopes.boxes[level], count * 4 * reach_bins, 0.0F);
  }
  Losses losses{class_loss(batch_weight, slopes), 0, 0};
  for (const Assigned& one : assigned_) losses.add(box_losses(one, batch_weight, slopes));
  return losses;
}

}  // namespace meme::vision
