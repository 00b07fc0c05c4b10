#include "vision/data/check.h"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "vision/data/splits.h"

namespace meme::vision {
namespace {

constexpr double tiny_side = 2, same_thing_overlap = 0.9;
constexpr int rare_count = 20;

std::size_t column_of(const Box& box) {
  const double side = std::sqrt(box.area());
  std::size_t column = 0;
  while (side >= size_bounds[column]) ++column;
  return column;
}

void find_odd_labels(const Picture& picture, std::size_t index, Check& check) {
  for (std::size_t i = 0; i < picture.labels.size(); ++i) {
    const Label& label = picture.labels[i];
    const Box& box = label.box;
    if (std::min(box.width(), box.height()) < tiny_side) {
      check.tiny.push_back({index, static_cast<int>(i),
                            fmt::format("{:.1f} x {:.1f} pixels", box.width(), box.height())});
    }
    for (std::size_t j = 0; j < i; ++j) {
      const Label& other = picture.labels[j];
      if (label.class_index != other.class_index) continue;
      if (overlap(box, other.box) < same_thing_overlap) continue;
      check.repeated.push_back({index, static_cast<int>(i), "labelled twice"});
      break;
    }
  }
}

bool crosses_splits(const DataSet& set, const std::vector<std::size_t>& group) {
  return std::ranges::any_of(group, [&](std::size_t i) {
    return set.pictures[i].split != set.pictures[group.front()].split;
  });
}

void find_alike(const DataSet& set, Check& check) {
  for (auto& group : alike(set)) {
    if (group.size() < 2) continue;
    auto& kind = crosses_splits(set, group) ? check.alike_across : check.alike_within;
    kind.push_back(std::move(group));
  }
}

void append_counts(std::string& text, const Check& check) {
  fmt::format_to(std::back_inserter(text), "{:<20}{:>8}{:>8}{:>8}{:>8}\n", "", "train", "valid",
                 "test", "none");
  const auto row = [&](std::string_view name, const std::array<int, splits_count>& counts) {
    fmt::format_to(std::back_inserter(text), "{:<20}{:>8}{:>8}{:>8}{:>8}\n", name, counts[1],
                   counts[2], counts[3], counts[0]);
  };
  row("pictures", check.pictures);
  row("without labels", check.unlabelled);
  for (const ClassCount& one : check.classes) row(one.name, one.boxes);
}

void append_sizes(std::string& text, const Check& check) {
  fmt::format_to(std::back_inserter(text), "\n{:<20}", "side in pixels");
  for (std::size_t i = 0; i + 1 < size_bounds.size(); ++i) {
    fmt::format_to(std::back_inserter(text), "{:>7}", fmt::format("<{}", size_bounds[i]));
  }
  text += "   more\n";
  for (const ClassCount& one : check.classes) {
    fmt::format_to(std::back_inserter(text), "{:<20}", one.name);
    for (const int count : one.sizes) fmt::format_to(std::back_inserter(text), "{:>7}", count);
    text += '\n';
  }
}

}  // namespace

Check check(const DataSet& set, Problems problems) {
  Check result;
  result.problems = std::move(problems);
  for (const std::string& name : set.classes) result.classes.push_back({.name = name});
  for (std::size_t i = 0; i < set.pictures.size(); ++i) {
    const Picture& picture = set.pictures[i];
    const auto split = static_cast<std::size_t>(picture.split);
    ++result.pictures[split];
    result.unlabelled[split] += picture.labels.empty();
    for (const Label& label : picture.labels) {
      ClassCount& count = result.classes[static_cast<std::size_t>(label.class_index)];
      ++count.boxes[split];
      ++count.sizes[column_of(label.box)];
    }
    find_odd_labels(picture, i, result);
  }
  find_alike(set, result);
  return result;
}

std::vector<std::string> Check::verdicts() const {
  std::vector<std::string> said;
  const auto say = [&](std::size_t count, std::string_view what) {
    if (count > 0) said.push_back(fmt::format("{} {}", count, what));
  };
  say(problems.size(), "entries could not be read and were left out");
  say(tiny.size(), "boxes are narrower than 2 pixels");
  say(repeated.size(), "things are labelled twice");
  say(alike_across.size(), "groups of pictures look alike but are in different splits");
  for (const ClassCount& one : classes) {
    const int learnt = one.boxes[static_cast<std::size_t>(Split::train)];
    if (learnt >= rare_count || pictures[static_cast<std::size_t>(Split::train)] == 0) continue;
    said.push_back(fmt::format("the class '{}' has only {} boxes to learn from", one.name, learnt));
  }
  return said;
}

std::string text_report(const Check& check) {
  std::string text;
  append_counts(text, check);
  append_sizes(text, check);
  fmt::format_to(std::back_inserter(text), "\n{} groups of pictures look alike within a split\n",
                 check.alike_within.size());
  for (const std::string& said : check.verdicts()) text += "! " + said + "\n";
  for (const Problem& problem : check.problems) text += "  " + problem.text() + "\n";
  return text;
}

}  // namespace meme::vision
