// A labelled set of pictures in memory, and what was wrong with the files it was read from.
#pragma once
#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "vision/labels.h"

namespace meme::vision {

enum class Split : std::uint8_t { none, train, valid, test };
std::string_view name_of(Split split);
// "train", "valid" or "val", "test" and names that contain them; otherwise none.
Split split_named(std::string_view name);

struct Picture {
  std::string file;    // relative to the set's root
  std::string digest;  // SHA-256 of the file, hexadecimal
  int width = 0, height = 0;
  std::uint64_t print = 0;  // perceptual hash (data/picture_file.h)
  Split split = Split::none;
  std::vector<Label> labels;
};

struct DataSet {
  std::filesystem::path root;
  std::vector<std::string> classes;  // a label's class_index points here
  std::vector<Picture> pictures;
};

// Something in a file that could not be used; line 0 speaks of the whole file.
struct Problem {
  std::string file;
  int line = 0;
  std::string what;

  std::string text() const;
};
using Problems = std::vector<Problem>;

inline constexpr int classes_max = 1000;
inline constexpr int labels_of_picture_max = 10'000;

// Where a label was read, for what is said about it.
struct Place {
  const std::string& file;
  int line;
};
// Adds the label when it can be used, otherwise says why not. A box may lie a pixel outside, as
// rounding leaves it, and is clipped.
void add_label(Picture& picture, const Label& label, const Place& place, Problems& problems);

}  // namespace meme::vision
