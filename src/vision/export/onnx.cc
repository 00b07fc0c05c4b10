#include "vision/export/onnx.h"

#define ONNX_ML 1  // the form that Debian builds
#include <onnx/onnx_pb.h>

#include <cmath>

#include <fmt/format.h>

#include "base/check.h"
#include "json/json.h"
#include "runtime/durable_file.h"
#include "vision/model/model_size.h"

namespace meme::vision {
namespace {

constexpr int opset = 13, intermediate_version = 7;  // what OpenCV 4.6 reads

class Writer {
 public:
  explicit Writer(const Model& model)
      : model_(model), network_(model.network()), layout_(layout_of(network_)) {}

  std::string write() {
    file_.set_ir_version(intermediate_version);
    file_.set_producer_name("meme-vision");
    file_.add_opset_import()->set_version(opset);
    file_.mutable_graph()->set_name("detector");
    add_value(*file_.mutable_graph()->add_input(), "images", {"n", "3", "height", "width"});
    names_.emplace_back("images");
    for (std::size_t i = 1; i < network_.steps.size(); ++i) names_.push_back(add_step(i));
    for (int level = 0; level < levels_count; ++level) add_head(level);
    add_metadata();
    return file_.SerializeAsString();
  }

 private:
  using Node = onnx::NodeProto;

  Node& add_node(const char* op, const std::vector<std::string>& inputs,
                 const std::string& output) {
    Node& node = *file_.mutable_graph()->add_node();
    node.set_op_type(op);
    node.set_name(output);
    for (const std::string& input : inputs) node.add_input(input);
    node.add_output(output);
    return node;
  }

  static void add_numbers(Node& node, const char* name, std::initializer_list<int> numbers) {
    onnx::AttributeProto& attribute = *node.add_attribute();
    attribute.set_name(name);
    attribute.set_type(onnx::AttributeProto::INTS);
    for (const int number : numbers) attribute.add_ints(number);
  }
  static void add_text(Node& node, const char* name, const char* text) {
    onnx::AttributeProto& attribute = *node.add_attribute();
    attribute.set_name(name);
    attribute.set_type(onnx::AttributeProto::STRING);
    attribute.set_s(text);
  }
  static void add_axis(Node& node, int axis) {
    onnx::AttributeProto& attribute = *node.add_attribute();
    attribute.set_name("axis");
    attribute.set_type(onnx::AttributeProto::INT);
    attribute.set_i(axis);
  }

  // A dimension is a number, or a name where it is free.
  static void add_value(onnx::ValueInfoProto& value, const std::string& name,
                        const std::vector<std::string>& dimensions) {
    value.set_name(name);
    onnx::TypeProto_Tensor& tensor = *value.mutable_type()->mutable_tensor_type();
    tensor.set_elem_type(onnx::TensorProto::FLOAT);
    for (const std::string& dimension : dimensions) {
      onnx::TensorShapeProto_Dimension& one = *tensor.mutable_shape()->add_dim();
      if (std::isdigit(static_cast<unsigned char>(dimension[0])) != 0) {
        one.set_dim_value(std::stoi(dimension));
      } else {
        one.set_dim_param(dimension);
      }
    }
  }

  std::string add_constant(const std::string& name, const std::vector<float>& numbers,
                           std::initializer_list<int> shape) {
    onnx::TensorProto& tensor = *file_.mutable_graph()->add_initializer();
    tensor.set_name(name);
    tensor.set_data_type(onnx::TensorProto::FLOAT);
    for (const int side : shape) tensor.add_dims(side);
    tensor.set_raw_data(numbers.data(), numbers.size() * sizeof(float));
    return name;
  }

  std::string add_conv(const Step& step, const ConvPlace& place, const std::string& input) {
    const PlainConv conv = folded(model_.weights, step, place);
    const std::string kernel =
        add_constant(step.name + ".kernel", conv.kernel,
                     {step.channels, place.in_channels, step.kernel, step.kernel});
    const std::string bias = add_constant(step.name + ".bias", conv.bias, {step.channels});
    const std::string result = step.normalised ? step.name + ".conv" : step.name;
    Node& node = add_node("Conv", {input, kernel, bias}, result);
    const int pad = step.kernel / 2;
    add_numbers(node, "kernel_shape", {step.kernel, step.kernel});
    add_numbers(node, "strides", {step.stride, step.stride});
    add_numbers(node, "pads", {pad, pad, pad, pad});
    if (!step.normalised) return result;
    add_node("Sigmoid", {result}, step.name + ".sigmoid");
    add_node("Mul", {result, step.name + ".sigmoid"}, step.name);
    return step.name;
  }

  std::string add_step(std::size_t index) {
    const Step& step = network_.steps[index];
    std::vector<std::string> inputs;
    for (const int input : step.inputs) inputs.push_back(names_[static_cast<std::size_t>(input)]);
    switch (step.op) {
      case Op::input:
        break;
      case Op::conv:
        return add_conv(step, layout_.places[index], inputs[0]);
      case Op::join:
        add_axis(add_node("Concat", inputs, step.name), 1);
        return step.name;
      case Op::add:
        add_node("Add", inputs, step.name);
        return step.name;
      case Op::upsample:
        return add_upsample(step, inputs[0]);
      case Op::max_pool: {
        Node& node = add_node("MaxPool", inputs, step.name);
        const int pad = step.kernel / 2;
        add_numbers(node, "kernel_shape", {step.kernel, step.kernel});
        add_numbers(node, "strides", {1, 1});
        add_numbers(node, "pads", {pad, pad, pad, pad});
        return step.name;
      }
    }
    MEME_ASSERT(false);
    return {};
  }

  std::string add_upsample(const Step& step, const std::string& input) {
    const std::string scales = add_constant(step.name + ".scales", {1, 1, 2, 2}, {4});
    // The region of interest is of no use for nearest, and left out by an empty name.
    Node& node = add_node("Resize", {input, "", scales}, step.name);
    add_text(node, "mode", "nearest");
    add_text(node, "nearest_mode", "floor");
    add_text(node, "coordinate_transformation_mode", "asymmetric");
    return step.name;
  }

  void add_head(int level) {
    const std::string stride = std::to_string(strides[level]), name = "head" + stride;
    const auto at = [&](int step) { return names_[static_cast<std::size_t>(step)]; };
    add_axis(
        add_node("Concat", {at(network_.box_heads[level]), at(network_.class_heads[level])}, name),
        1);
    add_value(*file_.mutable_graph()->add_output(), name,
              {"n", std::to_string(4 * reach_bins + network_.classes_count), "rows" + stride,
               "columns" + stride});
  }

  void add_metadata() {
    std::string size;
    for (const auto& [known, text] : enum_names(ModelSize{})) {
      if (known == model_.size) size = text;
    }
    const std::pair<const char*, std::string> entries[] = {
        {"meme.format", "1"},
        {"meme.model", size},
        {"meme.classes", json::write(model_.classes)},
        {"meme.input_size", fmt::format("[{},{}]", model_.input.width, model_.input.height)},
        {"meme.reg_max", std::to_string(reach_bins)},
        {"meme.strides", "[8,16,32]"},
        {"meme.colour_order", "RGB"},
        {"meme.letterbox", fmt::format(R"({{"fill":{},"align":"center"}})", border_grey)},
        {"meme.data_version", model_.trained_on}};
    for (const auto& [key, value] : entries) {
      onnx::StringStringEntryProto& entry = *file_.add_metadata_props();
      entry.set_key(key);
      entry.set_value(value);
    }
  }

  const Model& model_;
  Network network_;
  Layout layout_;
  onnx::ModelProto file_;
  std::vector<std::string> names_;  // of each step's result
};

}  // namespace

PlainConv folded(const Weights& weights, const Step& step, const ConvPlace& place) {
  PlainConv conv;
  const auto channels = static_cast<std::size_t>(step.channels);
  const auto inputs = static_cast<std::size_t>(place.in_channels);
  const auto pixels = static_cast<std::size_t>(step.kernel) * static_cast<std::size_t>(step.kernel);
  for (std::size_t out = 0; out < channels; ++out) {
    double factor = 1, bias = static_cast<double>(weights.values[place.shift + out]);
    if (step.normalised) {
      const double variance = static_cast<double>(weights.statistics[place.variance + out]);
      factor = static_cast<double>(weights.values[place.scale + out]) /
               std::sqrt(variance + static_cast<double>(norm_epsilon));
      bias -= factor * static_cast<double>(weights.statistics[place.mean + out]);
    }
    conv.bias.push_back(static_cast<float>(bias));
    for (std::size_t in = 0; in < inputs; ++in) {
      for (std::size_t pixel = 0; pixel < pixels; ++pixel) {
        const std::size_t at = place.kernel + (out * pixels + pixel) * inputs + in;
        conv.kernel.push_back(static_cast<float>(factor * static_cast<double>(weights.values[at])));
      }
    }
  }
  return conv;
}

std::string to_onnx(const Model& model) {
  return Writer(model).write();
}

void export_onnx(const Model& model, const std::filesystem::path& path) {
  const std::filesystem::path aside = path.string() + ".part";
  runtime::write_durably(aside, to_onnx(model));
  runtime::rename_durably(aside, path);
}

}  // namespace meme::vision
