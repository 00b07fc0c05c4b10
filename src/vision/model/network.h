// The detector as a list of steps: the one description that training, export and serving walk.
// An anchor-free detector of the YOLO family:
//   backbone  cross-stage blocks (CSPNet, Wang et al. 2019, in the shape of YOLOv8's C2f), spatial
//             pyramid pooling (He et al. 2014; the sequential form of YOLOv5)
//   neck      feature pyramid (Lin et al. 2017) and path aggregation (PANet, Liu et al. 2018)
//   heads     decoupled (YOLOX, Ge et al. 2021), one cell one guess (FCOS, Tian et al. 2019); each
//             side of a box is a distribution over 16 distances (DFL, Li et al. 2020)
// A convolution is followed by batch normalisation (Ioffe and Szegedy 2015) and SiLU (Elfwing et
// al. 2017) unless it is the last of a head. Written for C++17, which libtorch needs. Any thread.
#pragma once
#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "vision/model/grid.h"

namespace meme::vision {

enum class Op : std::uint8_t {
  input,     // 3 channels: red, green, blue in [0, 1]
  conv,      // square kernel, padding kernel / 2
  join,      // channels of all inputs, one after the other
  add,       // of two inputs
  upsample,  // every pixel becomes 2 x 2
  max_pool,  // square kernel, stride 1, padding kernel / 2
};

struct Step {
  Op op = Op::input;
  std::string name;         // unique; "backbone.2.cut"
  std::vector<int> inputs;  // steps before this one
  int channels = 0;         // of the result
  int kernel = 1, stride = 1;
  bool normalised = false;  // conv: batch normalisation and SiLU, no bias; otherwise a bias
};

enum class ModelSize : std::uint8_t { small, medium, large };  // 0.6, 1.2 and 2.7 million

// Added to a variance before its root is taken.
constexpr float norm_epsilon = 1e-3F;

struct Network {
  std::vector<Step> steps;
  int classes_count = 0;
  // By level: 4 * reach_bins channels (left, top, right, bottom), and classes_count logits.
  int box_heads[levels_count] = {}, class_heads[levels_count] = {};
};

Network build_network(ModelSize size, int classes_count);

// Where a convolution's numbers lie in the flat row of all weights: kernel [out][y][x][in], then
// scale and shift (normalised) or bias. Running mean and variance lie in a row of their own.
struct ConvPlace {
  std::size_t kernel = 0, scale = 0, shift = 0;  // the bias is the shift
  std::size_t mean = 0, variance = 0;
  int in_channels = 0;
};

struct Layout {
  std::vector<ConvPlace> places;  // by step; empty ones for steps that are no convolution
  std::size_t weights_count = 0, statistics_count = 0;
};
Layout layout_of(const Network& network);

std::size_t kernel_count(const Step& step, const ConvPlace& place);

// Multiplications of one picture, for what a step of training may cost.
double multiplications(const Network& network, int width, int height);

}  // namespace meme::vision
