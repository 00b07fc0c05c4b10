#include "vision/data/demo.h"

#include <cmath>
#include <fstream>
#include <numbers>
#include <stdexcept>

#include <fmt/format.h>
#include <opencv2/imgcodecs.hpp>
#include <opencv2/imgproc.hpp>

#include "base/random.h"
#include "vision/labels.h"

namespace meme::vision {
namespace fs = std::filesystem;
namespace {

constexpr const char* shapes[] = {"circle", "square", "triangle", "star"};
constexpr int shapes_count = 4, sub_pixel_bits = 4;
constexpr double covered_max = 0.15;

cv::Scalar colour(Random& random) {
  const auto part = [&] { return static_cast<double>(random.between(0, 255)); };
  const double blue = part(), green = part();
  return {blue, green, part()};
}

// A gradient with grain, so that a ground is no single number.
cv::Mat ground(int side, Random& random) {
  const cv::Scalar from = colour(random), to = colour(random);
  const double slope = random.unit();
  cv::Mat picture(side, side, CV_8UC3);
  for (int y = 0; y < side; ++y) {
    for (int x = 0; x < side; ++x) {
      const double at = (slope * x + (1 - slope) * y) / side;
      const double grain = random.unit() * 24 - 12;
      for (int c = 0; c < 3; ++c) {
        const double value = from[c] * (1 - at) + to[c] * at;
        picture.at<cv::Vec3b>(y, x)[c] = cv::saturate_cast<uchar>(value * 0.6 + 50 + grain);
      }
    }
  }
  return picture;
}

// Corners around the middle, at the distance 1.
std::vector<cv::Point2d> outline(int shape, double turn) {
  const int corners = shape == 0 ? 64 : shape == 1 ? 4 : shape == 2 ? 3 : 10;
  std::vector<cv::Point2d> points;
  for (int i = 0; i < corners; ++i) {
    const double angle = turn + 2 * std::numbers::pi * i / corners;
    const double distance = shape == 3 && i % 2 == 1 ? 0.45 : 1;
    points.emplace_back(std::cos(angle) * distance, std::sin(angle) * distance);
  }
  return points;
}

struct Placed {
  std::vector<cv::Point> corners;  // in sixteenths of a pixel
  Label label;
};

Placed place(int side, Random& random) {
  const int shape = static_cast<int>(random.below(shapes_count));
  const double radius = side * (0.04 + 0.14 * random.unit());
  const double x = radius + random.unit() * (side - 2 * radius);
  const double y = radius + random.unit() * (side - 2 * radius);
  Placed placed{{}, {shape, {1e9, 1e9, -1e9, -1e9}}};
  Box& box = placed.label.box;
  for (const cv::Point2d& corner : outline(shape, random.unit() * 2 * std::numbers::pi)) {
    const double px = x + corner.x * radius, py = y + corner.y * radius;
    placed.corners.emplace_back(cvRound(px * (1 << sub_pixel_bits)),
                                cvRound(py * (1 << sub_pixel_bits)));
    box = {std::min(box.left, px), std::min(box.top, py), std::max(box.right, px),
           std::max(box.bottom, py)};
  }
  return placed;
}

bool hides_another(const Box& box, const std::vector<Label>& labels) {
  for (const Label& label : labels) {
    const double smaller = std::min(box.area(), label.box.area());
    if (common_area(box, label.box) > covered_max * smaller) return true;
  }
  return false;
}

std::vector<Label> draw_shapes(cv::Mat& picture, Random& random) {
  std::vector<Label> labels;
  const auto wanted = random.between(1, 6);
  for (int tries = 0; tries < 40 && std::ssize(labels) < wanted; ++tries) {
    const Placed placed = place(picture.cols, random);
    if (hides_another(placed.label.box, labels)) continue;
    const std::vector<std::vector<cv::Point>> polygons{placed.corners};
    cv::fillPoly(picture, polygons, colour(random), cv::LINE_AA, sub_pixel_bits);
    cv::polylines(picture, polygons, true, colour(random), 2, cv::LINE_AA, sub_pixel_bits);
    labels.push_back(placed.label);
  }
  return labels;
}

void write_text(const fs::path& path, const std::string& text) {
  std::ofstream file(path);
  file << text;
  if (!file.flush()) throw std::runtime_error("cannot write " + path.string());
}

void draw_split(const fs::path& folder, int count, const DemoPlan& plan, Random& random) {
  fs::create_directories(folder / "images");
  fs::create_directories(folder / "labels");
  for (int i = 0; i < count; ++i) {
    cv::Mat picture = ground(plan.side, random);
    std::string lines;
    for (const auto& [shape, box, crowd] : draw_shapes(picture, random)) {
      const auto share = [&](double pixels) { return pixels / plan.side; };
      fmt::format_to(std::back_inserter(lines), "{} {:.6f} {:.6f} {:.6f} {:.6f}\n", shape,
                     share(box.left + box.right) / 2, share(box.top + box.bottom) / 2,
                     share(box.width()), share(box.height()));
    }
    const std::string stem = fmt::format("shapes-{:04}", i);
    if (!cv::imwrite((folder / "images" / (stem + ".png")).string(), picture)) {
      throw std::runtime_error("cannot write pictures to " + folder.string());
    }
    write_text(folder / "labels" / (stem + ".txt"), lines);
  }
}

}  // namespace

void draw_demo(const fs::path& folder, const DemoPlan& plan) {
  Random random(plan.seed);
  fs::create_directories(folder);
  draw_split(folder / "train", plan.train_count, plan, random);
  draw_split(folder / "valid", plan.valid_count, plan, random);
  draw_split(folder / "test", plan.test_count, plan, random);
  std::string names;
  for (const char* shape : shapes) names += fmt::format("  - {}\n", shape);
  write_text(
      folder / "data.yaml",
      "train: train/images\nval: valid/images\ntest: test/images\n\nnc: 4\nnames:\n" + names);
}

}  // namespace meme::vision
