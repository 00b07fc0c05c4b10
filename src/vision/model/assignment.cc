#include "vision/model/assignment.h"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace meme::vision {
namespace {

constexpr AssignmentRule rule;
constexpr double shape_epsilon = 1e-7;

struct Candidate {
  std::size_t cell;
  double alignment, overlap;
};

// Things smaller than the finest cell would hold no middle; they are searched as if of its size.
bool holds(const Box& box, const Cell& cell) {
  const double least = strides[0];
  const double wider = std::max(0.0, least - box.width()) / 2;
  const double higher = std::max(0.0, least - box.height()) / 2;
  return cell.x > box.left - wider && cell.x < box.right + wider && cell.y > box.top - higher &&
         cell.y < box.bottom + higher;
}

// The best cells for one thing, best first.
class Search {
 public:
  Search(const std::vector<Cell>& cells, const Heads& heads)
      : cells_(cells), heads_(heads), known_(cells.size()) {}

  std::vector<Candidate> best_for(const Label& thing) {
    std::vector<Candidate> found;
    for (std::size_t i = 0; i < cells_.size(); ++i) {
      if (holds(thing.box, cells_[i])) found.push_back(candidate(i, thing));
    }
    const auto count = std::min<std::size_t>(found.size(), rule.cells_of_thing);
    std::ranges::partial_sort(found, found.begin() + static_cast<std::ptrdiff_t>(count),
                              [](const Candidate& a, const Candidate& b) {
                                return a.alignment > b.alignment ||
                                       (a.alignment == b.alignment && a.cell < b.cell);
                              });
    found.resize(count);
    return found;
  }

 private:
  Candidate candidate(std::size_t index, const Label& thing) {
    const Cell& cell = cells_[index];
    auto& [is_known, box] = known_[index];
    if (!is_known) {
      box = box_of(cell, heads_);
      is_known = true;
    }
    const double shared = std::max(0.0, complete_overlap(box, thing.box));
    const double score = logistic(heads_.classes_of(cell)[thing.class_index]);
    return {index, std::pow(score, rule.score_power) * std::pow(shared, rule.overlap_power),
            shared};
  }

  const std::vector<Cell>& cells_;
  const Heads& heads_;
  std::vector<std::pair<bool, Box>> known_;
};

struct Choice {
  std::size_t thing = 0;
  double alignment = 0, overlap = -1;
};

}  // namespace

double complete_overlap(const Box& a, const Box& b) {
  const double width = std::max(a.right, b.right) - std::min(a.left, b.left);
  const double height = std::max(a.bottom, b.bottom) - std::min(a.top, b.top);
  const double x = (a.left + a.right - b.left - b.right) / 2;
  const double y = (a.top + a.bottom - b.top - b.bottom) / 2;
  const double shared = overlap(a, b);
  const double turn = std::atan(b.width() / (b.height() + shape_epsilon)) -
                      std::atan(a.width() / (a.height() + shape_epsilon));
  const double shape = 4 / (std::numbers::pi * std::numbers::pi) * turn * turn;
  const double weight = shape / (1 - shared + shape + shape_epsilon);
  return shared - (x * x + y * y) / (width * width + height * height + shape_epsilon) -
         weight * shape;
}

std::vector<Assigned> assign(const std::vector<Cell>& cells, const Heads& heads,
                             const std::vector<Label>& things) {
  Search search(cells, heads);
  std::vector<Choice> choices(cells.size());
  for (std::size_t thing = 0; thing < things.size(); ++thing) {
    for (const Candidate& one : search.best_for(things[thing])) {
      Choice& choice = choices[one.cell];
      if (one.overlap > choice.overlap) choice = {thing, one.alignment, one.overlap};
    }
  }
  // The best cell of a thing shall say as much as its box is right, the others in proportion.
  std::vector<double> best_alignment(things.size()), best_overlap(things.size());
  for (const Choice& choice : choices) {
    if (choice.overlap < 0) continue;
    double& alignment = best_alignment[choice.thing];
    double& shared = best_overlap[choice.thing];
    alignment = std::max(alignment, choice.alignment);
    shared = std::max(shared, choice.overlap);
  }
  std::vector<Assigned> assigned;
  for (std::size_t cell = 0; cell < cells.size(); ++cell) {
    const Choice& choice = choices[cell];
    if (choice.overlap < 0) continue;
    const double best = best_alignment[choice.thing];
    const double score = best > 0 ? choice.alignment / best * best_overlap[choice.thing] : 0;
    assigned.push_back({cell, choice.thing, score});
  }
  return assigned;
}

}  // namespace meme::vision
