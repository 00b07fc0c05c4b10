// What training makes small, and its slope: three sums over the cells, written out by hand, since a
// few thousand cells are too little work for a tensor library. One object per picture; different
// objects on any threads.
//   class   binary cross entropy of every cell and class against the assigned scores
//   box     1 - complete overlap of the assigned cells, each weighing its score
//   reach   distribution focal loss: the two distances around the true one shall share the weight
#pragma once
#include <vector>

#include "vision/model/assignment.h"

namespace meme::vision {

struct Losses {
  double kind = 0, box = 0, reach = 0;

  double total() const { return kind + box + reach; }
  void add(const Losses& other) { kind += other.kind, box += other.box, reach += other.reach; }
};

// Shares of the three in the whole, as in YOLOv8.
constexpr double kind_gain = 0.5, box_gain = 7.5, reach_gain = 1.5;

// Slopes, laid out as Heads; written, not added to.
struct HeadSlopes {
  float* boxes[levels_count] = {};
  float* classes[levels_count] = {};
};

class PictureLoss {
 public:
  PictureLoss(const std::vector<Cell>& cells, const Heads& heads, std::vector<Label> things,
              int classes_count);

  // The sum of the assigned scores; all losses of a batch are divided by all pictures' sum.
  double weight() const;
  Losses compute(double batch_weight, const HeadSlopes& slopes) const;

 private:
  double class_loss(double batch_weight, const HeadSlopes& slopes) const;
  Losses box_losses(const Assigned& one, double batch_weight, const HeadSlopes& slopes) const;

  const std::vector<Cell>& cells_;
  Heads heads_;
  std::vector<Label> things_;
  int classes_count_;
  std::vector<Assigned> assigned_;
};

// 1 - complete_overlap of the box a cell's reach makes, with its slope by the four sides. As in the
// paper, the weight of the shape's difference is held fixed.
struct BoxLoss {
  double value = 0;
  double slope[4] = {};
};
BoxLoss box_loss(const Cell& cell, const Reach& reach, const Box& truth);

}  // namespace meme::vision
