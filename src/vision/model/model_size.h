// Names of the three sizes, in files and on the command line.
#pragma once
#include <array>
#include <string_view>
#include <utility>

#include "vision/model/network.h"

namespace meme::vision {

constexpr auto enum_names(ModelSize) {
  return std::to_array<std::pair<ModelSize, std::string_view>>(
      {{ModelSize::small, "small"}, {ModelSize::medium, "medium"}, {ModelSize::large, "large"}});
}

}  // namespace meme::vision
