#include "vision/export/onnx.h"

#include <cmath>
#include <map>
#include <set>

#include <gtest/gtest.h>
#define ONNX_ML 1  // the form that Debian builds
#include <onnx/onnx_pb.h>

namespace meme::vision {
namespace {

Model random_model() {
  Model model{ModelSize::small, {320, 256}, {"cat", "dog \"x\""}, {}, "abc"};
  model.weights = initial_weights(model.network(), 5);
  return model;
}

TEST(Onnx, HasTheInputOutputsAndMetadataThatItsFaceSays) {
  onnx::ModelProto file;
  ASSERT_TRUE(file.ParseFromString(to_onnx(random_model())));
  EXPECT_EQ(file.opset_import(0).version(), 13);
  EXPECT_EQ(file.graph().input(0).name(), "images");
  ASSERT_EQ(file.graph().output_size(), 3);
  EXPECT_EQ(file.graph().output(1).name(), "head16");
  EXPECT_EQ(file.graph().output(1).type().tensor_type().shape().dim(1).dim_value(), 66);
  std::map<std::string, std::string> metadata;
  for (const auto& entry : file.metadata_props()) metadata[entry.key()] = entry.value();
  EXPECT_EQ(metadata["meme.classes"], R"(["cat","dog \"x\""])");
  EXPECT_EQ(metadata["meme.input_size"], "[320,256]");
  EXPECT_EQ(metadata["meme.colour_order"], "RGB");
  EXPECT_EQ(metadata["meme.letterbox"], R"({"fill":114,"align":"center"})");
  EXPECT_EQ(metadata["meme.data_version"], "abc");
}

TEST(Onnx, EveryNodeReadsWhatWasMadeBefore) {
  onnx::ModelProto file;
  ASSERT_TRUE(file.ParseFromString(to_onnx(random_model())));
  std::set<std::string> known{"images", ""};
  for (const auto& tensor : file.graph().initializer()) known.insert(tensor.name());
  const std::set<std::string> allowed{"Conv",   "Sigmoid", "Mul",   "Add",
                                      "Concat", "MaxPool", "Resize"};
  for (const auto& node : file.graph().node()) {
    EXPECT_TRUE(allowed.contains(node.op_type())) << node.op_type();
    for (const std::string& input : node.input()) EXPECT_TRUE(known.contains(input)) << input;
    EXPECT_TRUE(known.insert(node.output(0)).second) << node.output(0);
  }
  EXPECT_TRUE(known.contains("head8") && known.contains("head32"));
}

TEST(Onnx, FoldingKeepsWhatAConvolutionSays) {
  const Model model = random_model();
  const Network network = model.network();
  const Layout layout = layout_of(network);
  const std::size_t stem = 1;
  Weights weights = model.weights;
  const ConvPlace& place = layout.places[stem];
  weights.statistics[place.mean + 2] = 0.3F;
  weights.statistics[place.variance + 2] = 4;
  weights.values[place.scale + 2] = 1.5F;
  weights.values[place.shift + 2] = -0.2F;
  const PlainConv conv = folded(weights, network.steps[stem], place);
  // On a picture of ones only the kernel's sum counts.
  double sum = 0, plain = conv.bias[2];
  for (std::size_t i = 0; i < 27; ++i) {
    sum += static_cast<double>(weights.values[place.kernel + 2 * 27 + i]);
    plain += static_cast<double>(conv.kernel[2 * 27 + i]);
  }
  EXPECT_NEAR(plain, (sum - 0.3) / std::sqrt(4.001) * 1.5 - 0.2, 1e-5);
}

}  // namespace
}  // namespace meme::vision
