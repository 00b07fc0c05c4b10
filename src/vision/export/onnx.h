// Writes a model as ONNX (opset 13), for every runtime that reads it. Any thread.
//
//   input    images  float32 [n, 3, height, width], red, green, blue in [0, 1]; n, height and width
//            are free, the sides multiples of 32
//   outputs  head8, head16, head32  [n, 64 + classes, height / s, width / s]: the logits of 16
//            distances to the left, top, right and bottom side, then the class logits
//   nodes    Conv (normalisation folded in), Sigmoid and Mul (SiLU), Add, Concat, MaxPool, Resize
//
// Boxes are not decoded in the graph: model/guesses.h does it. How a picture gets into `images`
// stands in the file's metadata, so that nobody has to guess colours or borders.
#pragma once
#include <filesystem>
#include <string>

#include "vision/model/model_file.h"

namespace meme::vision {

std::string to_onnx(const Model& model);
void export_onnx(const Model& model, const std::filesystem::path& path);

// A convolution with its normalisation folded in: kernel [out][in][y][x] and one bias for each
// output.
struct PlainConv {
  std::vector<float> kernel, bias;
};
PlainConv folded(const Weights& weights, const Step& step, const ConvPlace& place);

}  // namespace meme::vision
