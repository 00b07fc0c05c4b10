// A trained model on disk: its weights and all that is needed to use them. A file is
// model/row_file.h with the mark "MEMEDET1" and the weights and statistics as rows.
#pragma once
#include <expected>
#include <filesystem>
#include <string>
#include <vector>

#include "vision/model/guesses.h"
#include "vision/model/weights.h"

namespace meme::vision {

struct Model {
  ModelSize size = ModelSize::medium;
  InputSize input;
  std::vector<std::string> classes;
  Weights weights;
  std::string trained_on;  // the data set's version

  Network network() const { return build_network(size, static_cast<int>(classes.size())); }
};

void save(const std::filesystem::path& path, const Model& model);
std::expected<Model, std::string> load_model(const std::filesystem::path& path);
std::expected<Model, std::string> parse_model(std::string_view bytes);

// Another class list's model: what has the same name and shape is taken over, the rest is new.
// Returns how many weights were taken over.
std::size_t transfer(const Model& from, const Network& network, Weights& weights);

}  // namespace meme::vision
