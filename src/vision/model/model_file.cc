#include "vision/model/model_file.h"

#include <algorithm>
#include <cmath>
#include <map>

#include "json/json.h"
#include "vision/data/data_set.h"
#include "vision/model/model_size.h"
#include "vision/model/row_file.h"

namespace meme::vision {
namespace {

constexpr std::string_view mark = "MEMEDET1";

struct ModelHead {
  ModelSize size = ModelSize::medium;
  int width = 0, height = 0;
  std::vector<std::string> classes;
  std::string trained_on;
};

void describe(json::Describe<ModelHead>& d) {
  d.field("size", &ModelHead::size, "Of the model.");
  d.field("width", &ModelHead::width, "Of the input.", {.min = 32, .max = 4096});
  d.field("height", &ModelHead::height, "Of the input.", {.min = 32, .max = 4096});
  d.field("classes", &ModelHead::classes, "Names.", {.min_items = 1, .max_items = classes_max});
  d.field("trainedOn", &ModelHead::trained_on, "The data set's version.");
}

std::expected<Model, std::string> model_of(RowFile file) {
  auto head = json::read<ModelHead>(file.head);
  if (!head) return std::unexpected("the head is wrong: " + head.error().front().detail);
  if (head->width % 32 != 0 || head->height % 32 != 0) {
    return std::unexpected("the input's sides are no multiples of 32");
  }
  Model model{head->size,
              {head->width, head->height},
              std::move(head->classes),
              {},
              std::move(head->trained_on)};
  const Layout layout = layout_of(model.network());
  if (file.rows.size() != layout.weights_count + layout.statistics_count) {
    return std::unexpected("the number of weights is not the network's");
  }
  if (!std::ranges::all_of(file.rows, [](float x) { return std::isfinite(x); })) {
    return std::unexpected("a weight is no number");
  }
  const auto middle = file.rows.begin() + static_cast<std::ptrdiff_t>(layout.weights_count);
  model.weights.values.assign(file.rows.begin(), middle);
  model.weights.statistics.assign(middle, file.rows.end());
  return model;
}

}  // namespace

void save(const std::filesystem::path& path, const Model& model) {
  RowFile file{json::write(ModelHead{model.size, model.input.width, model.input.height,
                                     model.classes, model.trained_on}),
               model.weights.values};
  file.rows.insert(file.rows.end(), model.weights.statistics.begin(),
                   model.weights.statistics.end());
  write_rows(path, mark, file);
}

std::expected<Model, std::string> load_model(const std::filesystem::path& path) {
  auto file = read_rows(path, mark);
  if (!file) return std::unexpected(file.error());
  auto model = model_of(std::move(*file));
  if (!model) return std::unexpected(path.string() + ": " + model.error());
  return model;
}

std::expected<Model, std::string> parse_model(std::string_view bytes) {
  auto file = parse_rows(bytes, mark);
  if (!file) return std::unexpected(file.error());
  return model_of(std::move(*file));
}

std::size_t transfer(const Model& from, const Network& network, Weights& weights) {
  const Network old = from.network();
  const Layout old_layout = layout_of(old), layout = layout_of(network);
  std::map<std::string, std::size_t> by_name;
  for (std::size_t i = 0; i < old.steps.size(); ++i) by_name[old.steps[i].name] = i;
  std::size_t taken = 0;
  for (std::size_t i = 0; i < network.steps.size(); ++i) {
    const Step& step = network.steps[i];
    const auto found = by_name.find(step.name);
    if (step.op != Op::conv || found == by_name.end()) continue;
    const ConvPlace &to = layout.places[i], &place = old_layout.places[found->second];
    const Step& known = old.steps[found->second];
    const auto channels = static_cast<std::size_t>(step.channels);
    const bool same_shape = known.channels == step.channels && known.kernel == step.kernel &&
                            place.in_channels == to.in_channels;
    if (!same_shape) continue;
    const std::size_t count = to.shift + channels - to.kernel;
    std::copy_n(from.weights.values.begin() + static_cast<std::ptrdiff_t>(place.kernel), count,
                weights.values.begin() + static_cast<std::ptrdiff_t>(to.kernel));
    taken += count;
    if (!step.normalised) continue;
    std::copy_n(from.weights.statistics.begin() + static_cast<std::ptrdiff_t>(place.mean),
                2 * channels, weights.statistics.begin() + static_cast<std::ptrdiff_t>(to.mean));
  }
  return taken;
}

}  // namespace meme::vision
