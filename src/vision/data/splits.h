// Which pictures a model learns from and which judge it. Any thread.
#pragma once
#include <cstdint>
#include <vector>

#include "vision/data/data_set.h"

namespace meme::vision {

struct SplitPlan {
  double train = 0.8, valid = 0.1;  // the rest is for the test
  std::uint64_t seed = 1;
};

// Sets the split of every picture, by the pictures' content and the seed alone: neither the order
// nor the names of the files matter. Pictures that look alike stay together, so that none judges
// what was learnt from its twin.
void assign_splits(DataSet& set, const SplitPlan& plan);

// Groups of pictures that look alike (same_picture_bits_max), each by rising index; groups of one
// too.
std::vector<std::vector<std::size_t>> alike(const DataSet& set);

// The pictures of a split, by index.
std::vector<std::size_t> pictures_of(const DataSet& set, Split split);

}  // namespace meme::vision
