// What the network is shown at once. Written for C++17, which libtorch needs.
#pragma once
#include <cstdint>
#include <vector>

#include "vision/model/guesses.h"

namespace meme::vision {

// Pictures as bytes: each height x width x (red, green, blue); boxes in pixels of the input.
struct Batch {
  InputSize size;
  std::vector<std::uint8_t> pixels;
  std::vector<std::vector<Label>> labels;  // one list for each picture

  std::size_t count() const { return labels.size(); }
  std::size_t picture_bytes() const {
    return static_cast<std::size_t>(size.width) * static_cast<std::size_t>(size.height) * 3;
  }
};

}  // namespace meme::vision
