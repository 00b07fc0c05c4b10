#include "vision/model/network.h"

#include <algorithm>

#include "base/check.h"

namespace meme::vision {
namespace {

// Channels at the strides 2, 4, 8, 16, 32, of the neck at 8, 16, 32, and of the heads. Their halves
// are multiples of 8, so that vectors are full.
struct Widths {
  int stem, quarter, eighth, sixteenth, last;
  int neck[levels_count];
  int head;
  int blocks;  // residual blocks in the middle stages
};

Widths widths_of(ModelSize size) {
  switch (size) {
    case ModelSize::small:
      return {16, 16, 48, 64, 112, {48, 64, 80}, 32, 1};
    case ModelSize::medium:
      return {16, 32, 64, 96, 160, {48, 80, 128}, 40, 1};
    case ModelSize::large:
      return {16, 32, 64, 128, 240, {80, 112, 208}, 64, 2};
  }
  return {};
}

class Builder {
 public:
  explicit Builder(Network& network) : network_(network) {
    Step input;
    input.name = "picture";
    input.channels = 3;
    add(input);
  }

  struct Kernel {
    int size = 1, stride = 1;
    bool normalised = true;
  };

  int conv(const std::string& name, int input, int channels, Kernel kernel) {
    Step step;
    step.op = Op::conv;
    step.name = name;
    step.inputs = {input};
    step.channels = channels;
    step.kernel = kernel.size;
    step.stride = kernel.stride;
    step.normalised = kernel.normalised;
    return add(step);
  }

  int join(const std::string& name, const std::vector<int>& inputs) {
    Step step;
    step.op = Op::join;
    step.name = name;
    step.inputs = inputs;
    for (const int input : inputs) step.channels += channels_of(input);
    return add(step);
  }

  // Half of the channels pass; the other half goes through residual blocks, and all of their
  // results are joined.
  struct Cross {
    int channels, blocks;
    bool shortcut;
  };
  int cross_stage(const std::string& name, int input, Cross cross) {
    const int half = cross.channels / 2;
    // Two convolutions instead of one that is cut: the same numbers, and nothing is copied.
    std::vector<int> parts{conv(name + ".past", input, half, {}),
                           conv(name + ".through", input, half, {})};
    for (int i = 0; i < cross.blocks; ++i) {
      const std::string block = name + "." + std::to_string(i);
      const int first = conv(block + ".a", parts.back(), half, {3});
      const int second = conv(block + ".b", first, half, {3});
      parts.push_back(cross.shortcut ? sum(block + ".sum", parts.back(), second) : second);
    }
    return conv(name + ".merge", join(name + ".join", parts), cross.channels, {});
  }

  int pyramid_pool(const std::string& name, int input) {
    const int half = channels_of(input) / 2;
    std::vector<int> parts{conv(name + ".cut", input, half, {})};
    for (int i = 0; i < 3; ++i) {
      Step pool;
      pool.op = Op::max_pool;
      pool.name = name + ".pool" + std::to_string(i);
      pool.inputs = {parts.back()};
      pool.channels = half;
      pool.kernel = 5;
      parts.push_back(add(pool));
    }
    return conv(name + ".merge", join(name + ".join", parts), channels_of(input), {});
  }

  int upsample(const std::string& name, int input) {
    Step step;
    step.op = Op::upsample;
    step.name = name;
    step.inputs = {input};
    step.channels = channels_of(input);
    return add(step);
  }

 private:
  int sum(const std::string& name, int left, int right) {
    Step step;
    step.op = Op::add;
    step.name = name;
    step.inputs = {left, right};
    step.channels = channels_of(left);
    return add(step);
  }
  int channels_of(int step) const {
    return network_.steps[static_cast<std::size_t>(step)].channels;
  }
  int add(const Step& step) {
    network_.steps.push_back(step);
    return static_cast<int>(network_.steps.size()) - 1;
  }

  Network& network_;
};

struct Stages {
  int eighth, sixteenth, last;
};

Stages add_backbone(Builder& b, const Widths& w) {
  const auto stage = [&](const std::string& name, int input, std::pair<int, int> shape) {
    const int down = b.conv(name + ".down", input, shape.first, {3, 2});
    return b.cross_stage(name, down, {shape.first, shape.second, true});
  };
  const int stem = b.conv("stem", 0, w.stem, {3, 2});
  const int quarter = stage("quarter", stem, {w.quarter, 1});
  const int eighth = stage("eighth", quarter, {w.eighth, w.blocks});
  const int sixteenth = stage("sixteenth", eighth, {w.sixteenth, w.blocks});
  const int last = stage("last", sixteenth, {w.last, 1});
  return {eighth, sixteenth, b.pyramid_pool("pool", last)};
}

void add_heads(Builder& b, Network& network, const Widths& w, const int (&features)[levels_count]) {
  const int box_width = std::max(w.head, 32);
  const int class_width = std::max(w.head, std::min(network.classes_count, 64));
  for (int level = 0; level < levels_count; ++level) {
    const std::string name = "head" + std::to_string(strides[level]);
    int box = b.conv(name + ".box.a", features[level], box_width, {3});
    box = b.conv(name + ".box.b", box, box_width, {3});
    network.box_heads[level] = b.conv(name + ".box", box, 4 * reach_bins, {1, 1, false});
    int kind = b.conv(name + ".class.a", features[level], class_width, {3});
    kind = b.conv(name + ".class.b", kind, class_width, {3});
    network.class_heads[level] =
        b.conv(name + ".class", kind, network.classes_count, {1, 1, false});
  }
}

}  // namespace

Network build_network(ModelSize size, int classes_count) {
  MEME_ASSERT(classes_count > 0);
  Network network;
  network.classes_count = classes_count;
  const Widths w = widths_of(size);
  Builder b(network);
  const Stages stages = add_backbone(b, w);
  const auto merged = [&](const std::string& name, std::pair<int, int> inputs, int channels) {
    const int joined = b.join(name + ".in", {inputs.first, inputs.second});
    return b.cross_stage(name, joined, {channels, 1, false});
  };
  const int top16 =
      merged("down16", {b.upsample("up16", stages.last), stages.sixteenth}, w.neck[1]);
  const int out8 = merged("down8", {b.upsample("up8", top16), stages.eighth}, w.neck[0]);
  const int to16 = b.conv("to16", out8, w.neck[0], {3, 2});
  const int out16 = merged("out16", {to16, top16}, w.neck[1]);
  const int to32 = b.conv("to32", out16, w.neck[1], {3, 2});
  const int out32 = merged("out32", {to32, stages.last}, w.neck[2]);
  add_heads(b, network, w, {out8, out16, out32});
  return network;
}

std::size_t kernel_count(const Step& step, const ConvPlace& place) {
  return static_cast<std::size_t>(step.channels) * static_cast<std::size_t>(step.kernel) *
         static_cast<std::size_t>(step.kernel) * static_cast<std::size_t>(place.in_channels);
}

Layout layout_of(const Network& network) {
  Layout layout;
  for (const Step& step : network.steps) {
    ConvPlace place;
    if (step.op == Op::conv) {
      const auto channels = static_cast<std::size_t>(step.channels);
      place.in_channels = network.steps[static_cast<std::size_t>(step.inputs[0])].channels;
      place.kernel = layout.weights_count;
      place.scale = place.kernel + kernel_count(step, place);
      place.shift = place.scale + (step.normalised ? channels : 0);
      layout.weights_count = place.shift + channels;
      place.mean = layout.statistics_count;
      place.variance = place.mean + channels;
      if (step.normalised) layout.statistics_count += 2 * channels;
    }
    layout.places.push_back(place);
  }
  return layout;
}

double multiplications(const Network& network, int width, int height) {
  const Layout layout = layout_of(network);
  std::vector<double> pixels;
  double total = 0;
  for (std::size_t i = 0; i < network.steps.size(); ++i) {
    const Step& step = network.steps[i];
    double own = step.inputs.empty() ? static_cast<double>(width) * height
                                     : pixels[static_cast<std::size_t>(step.inputs[0])];
    if (step.op == Op::upsample) own *= 4;
    own /= step.stride * step.stride;
    pixels.push_back(own);
    if (step.op == Op::conv) {
      total += own * static_cast<double>(kernel_count(step, layout.places[i]));
    }
  }
  return total;
}

}  // namespace meme::vision
