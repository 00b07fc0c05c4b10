#include <algorithm>

#include <fmt/format.h>
#include <opencv2/imgcodecs.hpp>
#include <opencv2/imgproc.hpp>

#include "base/base64.h"
#include "vision/data/check.h"
#include "vision/data/picture_file.h"
#include "vision/data/splits.h"
#include "vision/report/drawing.h"
#include "vision/report/markup.h"

namespace meme::vision {
namespace {

constexpr std::size_t shown_max = 12;
constexpr int thumbnail_side = 280;

constexpr char style[] = R"(<!doctype html><meta charset="utf-8"><title>Data set</title><style>
body{font:15px/1.5 system-ui,sans-serif;margin:2rem auto;max-width:1240px;padding:0 1rem;color:#222}
pre{background:#f5f5f3;padding:1rem;overflow:auto}
.row{display:flex;flex-wrap:wrap;gap:.6rem}
figure{margin:0}figcaption{font-size:12px;max-width:280px;overflow-wrap:anywhere}
h2{margin-top:2rem;font-size:1.1rem}</style>
)";

// With all its labels, or with the one that is spoken of.
std::string figure(const DataSet& set, const Finding& finding) {
  const Picture& picture = set.pictures[finding.picture];
  const auto bytes = read_picture_file(set.root / picture.file);
  if (!bytes) return "";
  auto pixels = decode_picture(*bytes);
  if (!pixels) return "";
  for (int i = 0; i < std::ssize(picture.labels); ++i) {
    if (finding.label >= 0 && finding.label != i) continue;
    const Label& label = picture.labels[static_cast<std::size_t>(i)];
    draw_box(*pixels, label.box,
             {label.class_index, set.classes[static_cast<std::size_t>(label.class_index)]});
  }
  const double scale = static_cast<double>(thumbnail_side) / std::max(pixels->cols, pixels->rows);
  cv::Mat small;
  cv::resize(*pixels, small, {}, scale, scale, cv::INTER_AREA);
  std::vector<uchar> encoded;
  cv::imencode(".jpg", small, encoded, {cv::IMWRITE_JPEG_QUALITY, 80});
  const std::string_view jpeg(reinterpret_cast<const char*>(encoded.data()), encoded.size());
  std::string text = base64url(jpeg);  // data: wants the older alphabet, and no padding
  std::ranges::replace(text, '-', '+');
  std::ranges::replace(text, '_', '/');
  return fmt::format(
      "<figure><img alt=\"\" src=\"data:image/jpeg;base64,{}\"><figcaption>{} ({}) {}</figcaption>"
      "</figure>",
      text, escaped(picture.file), name_of(picture.split), escaped(finding.what));
}

void append_findings(std::string& page, const DataSet& set,
                     std::pair<std::string_view, const std::vector<Finding>&> part) {
  if (part.second.empty()) return;
  fmt::format_to(std::back_inserter(page), "<h2>{} ({})</h2><div class=row>", part.first,
                 part.second.size());
  for (std::size_t i = 0; i < std::min(shown_max, part.second.size()); ++i) {
    page += figure(set, part.second[i]);
  }
  page += "</div>\n";
}

std::vector<Finding> flat(const std::vector<std::vector<std::size_t>>& groups) {
  std::vector<Finding> all;
  for (std::size_t i = 0; i < groups.size(); ++i) {
    for (const std::size_t picture : groups[i]) {
      all.push_back({picture, -1, fmt::format("group {}", i + 1)});
    }
  }
  return all;
}

std::vector<Finding> samples(const DataSet& set) {
  std::vector<Finding> all;
  const std::size_t step = std::max<std::size_t>(1, set.pictures.size() / shown_max);
  for (std::size_t i = 0; i < set.pictures.size(); i += step) all.push_back({i, -1, ""});
  return all;
}

}  // namespace

std::string html_report(const DataSet& set, const Check& check) {
  std::string page = style;
  page += "<h1>Data set</h1><pre>" + escaped(text_report(check)) + "</pre>\n";
  append_findings(page, set, {"Alike, in different splits", flat(check.alike_across)});
  append_findings(page, set, {"Alike, within a split", flat(check.alike_within)});
  append_findings(page, set, {"Labelled twice", check.repeated});
  append_findings(page, set, {"Narrower than 2 pixels", check.tiny});
  append_findings(page, set, {"Samples", samples(set)});
  return page;
}

}  // namespace meme::vision
