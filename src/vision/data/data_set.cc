#include "vision/data/data_set.h"

#include <cmath>

#include <fmt/format.h>

namespace meme::vision {

std::string_view name_of(Split split) {
  switch (split) {
    case Split::none:
      return "none";
    case Split::train:
      return "train";
    case Split::valid:
      return "valid";
    case Split::test:
      return "test";
  }
  return "none";
}

Split split_named(std::string_view name) {
  if (name.contains("train")) return Split::train;
  if (name.contains("val")) return Split::valid;
  if (name.contains("test")) return Split::test;
  return Split::none;
}

std::string Problem::text() const {
  return line > 0 ? fmt::format("{}:{}: {}", file, line, what) : fmt::format("{}: {}", file, what);
}

void add_label(Picture& picture, const Label& label, const Place& place, Problems& problems) {
  const auto refuse = [&](std::string what) {
    problems.push_back({place.file, place.line, std::move(what)});
  };
  const Box& box = label.box;
  if (picture.labels.size() >= labels_of_picture_max) {
    return refuse(fmt::format("more than {} labels", labels_of_picture_max));
  }
  if (!std::isfinite(box.left + box.top + box.right + box.bottom)) {
    return refuse("a coordinate is no number");
  }
  const bool inside = box.left >= -1 && box.top >= -1 && box.right <= picture.width + 1.0 &&
                      box.bottom <= picture.height + 1.0;
  if (!inside) {
    return refuse(
        fmt::format("the box {:.1f},{:.1f} - {:.1f},{:.1f} lies outside the picture of "
                    "{} x {}",
                    box.left, box.top, box.right, box.bottom, picture.width, picture.height));
  }
  Label kept = label;
  kept.box = clipped(box, picture.width, picture.height);
  if (kept.box.empty()) return refuse("the box is empty");
  picture.labels.push_back(kept);
}

}  // namespace meme::vision
