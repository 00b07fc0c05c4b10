#include "vision/data/splits.h"

#include <algorithm>
#include <bit>
#include <map>
#include <numeric>

#include <fmt/format.h>

#include "vision/data/picture_file.h"

namespace meme::vision {

std::vector<std::vector<std::size_t>> alike(const DataSet& set) {
  const auto& pictures = set.pictures;
  std::vector<std::size_t> parent(pictures.size());
  std::iota(parent.begin(), parent.end(), 0);
  const auto root = [&](std::size_t i) {
    while (parent[i] != i) i = parent[i] = parent[parent[i]];
    return i;
  };
  for (std::size_t i = 0; i < pictures.size(); ++i) {
    for (std::size_t j = 0; j < i; ++j) {
      if (std::popcount(pictures[i].print ^ pictures[j].print) > same_picture_bits_max) continue;
      parent[std::max(root(i), root(j))] = std::min(root(i), root(j));
    }
  }
  std::map<std::size_t, std::vector<std::size_t>> groups;
  for (std::size_t i = 0; i < pictures.size(); ++i) groups[root(i)].push_back(i);
  std::vector<std::vector<std::size_t>> result;
  for (auto& [first, members] : groups) result.push_back(std::move(members));
  return result;
}

void assign_splits(DataSet& set, const SplitPlan& plan) {
  struct Group {
    std::string lot;
    std::vector<std::size_t> members;
  };
  std::vector<Group> groups;
  for (auto& members : alike(set)) {
    std::string smallest = set.pictures[members.front()].digest;
    for (const std::size_t i : members) smallest = std::min(smallest, set.pictures[i].digest);
    groups.push_back({sha256_hex(fmt::format("{} {}", plan.seed, smallest)), std::move(members)});
  }
  std::ranges::sort(groups, {}, &Group::lot);
  const auto total = static_cast<double>(set.pictures.size());
  double placed = 0;
  for (const Group& group : groups) {
    const double middle = placed + static_cast<double>(group.members.size()) / 2;
    const Split split = middle < plan.train * total                  ? Split::train
                        : middle < (plan.train + plan.valid) * total ? Split::valid
                                                                     : Split::test;
    for (const std::size_t i : group.members) set.pictures[i].split = split;
    placed += static_cast<double>(group.members.size());
  }
}

std::vector<std::size_t> pictures_of(const DataSet& set, Split split) {
  std::vector<std::size_t> chosen;
  for (std::size_t i = 0; i < set.pictures.size(); ++i) {
    if (set.pictures[i].split == split) chosen.push_back(i);
  }
  return chosen;
}

}  // namespace meme::vision
