// A small labelled set that the programme draws itself: circles, squares, triangles and stars on
// grainy grounds. The same seed draws the same files. Any thread.
#pragma once
#include <cstdint>
#include <filesystem>

namespace meme::vision {

struct DemoPlan {
  int train_count = 160, valid_count = 40, test_count = 40;
  int side = 320;  // pixels
  std::uint64_t seed = 1;
};

// As a YOLO folder: data.yaml, train/, valid/ and test/ with images/ and labels/.
void draw_demo(const std::filesystem::path& folder, const DemoPlan& plan);

}  // namespace meme::vision
