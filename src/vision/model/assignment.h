// Which cells have to learn which thing: task-aligned assignment (TOOD, Feng et al. 2021). A cell
// is good for a thing when it already says its class and has its box: score^0.5 * overlap^6. Any
// thread.
#pragma once
#include <vector>

#include "vision/model/grid.h"

namespace meme::vision {

struct AssignmentRule {
  int cells_of_thing = 10;
  double score_power = 0.5, overlap_power = 6;
};

struct Assigned {
  std::size_t cell = 0;   // index into the cells
  std::size_t thing = 0;  // index into the labels
  double score = 0;  // what the cell shall say for its class: the better it is, the nearer to 1
};

// Boxes in pixels of the network's input. Each cell has at most one thing: where several want it,
// the one it overlaps most. By rising cell.
std::vector<Assigned> assign(const std::vector<Cell>& cells, const Heads& heads,
                             const std::vector<Label>& things);

// Complete intersection over union (Zheng et al. 2020): overlap less the distance of the middles
// and the difference of the shapes. At most 1.
double complete_overlap(const Box& a, const Box& b);

}  // namespace meme::vision
