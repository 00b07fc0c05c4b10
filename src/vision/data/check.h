// What a person should know about a data set before a model learns from it. Any thread.
#pragma once
#include <array>
#include <string>
#include <vector>

#include "vision/data/data_set.h"

namespace meme::vision {

inline constexpr int splits_count = 4;

// The square root of a box's area, in pixels of the original: bounds of the histogram's columns.
inline constexpr std::array<int, 8> size_bounds{8, 16, 32, 64, 96, 128, 256, 1 << 30};

struct ClassCount {
  std::string name;
  std::array<int, splits_count> boxes{};  // by split
  std::array<int, size_bounds.size()> sizes{};
};

// A picture and the box that something is said about; -1 for the whole picture.
struct Finding {
  std::size_t picture = 0;
  int label = -1;
  std::string what;
};

struct Check {
  std::array<int, splits_count> pictures{}, unlabelled{};
  std::vector<ClassCount> classes;
  std::vector<Finding> tiny;      // a side below 2 pixels
  std::vector<Finding> repeated;  // the same thing labelled twice in a picture
  std::vector<std::vector<std::size_t>> alike_within, alike_across;  // pictures, by splits
  Problems problems;                                                 // of the import
  // What should be mended before training; nothing when the set is fit.
  std::vector<std::string> verdicts() const;
};

Check check(const DataSet& set, Problems problems);

std::string text_report(const Check& check);
// One page with its pictures inside.
std::string html_report(const DataSet& set, const Check& check);

}  // namespace meme::vision
