#include "vision/report/chart.h"

#include <algorithm>
#include <cmath>
#include <numeric>

#include <fmt/format.h>

#include "vision/report/drawing.h"
#include "vision/report/markup.h"

namespace meme::vision {
namespace {

constexpr double width = 640, height = 400, left = 60, right = 150, top = 40, bottom = 50;
constexpr int ticks_count = 5;

std::string opening(double w, double h, const std::string& title) {
  return fmt::format(
      "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {} {}\" "
      "font-family=\"system-ui,sans-serif\" font-size=\"12\" role=\"img\" aria-label=\"{}\">\n"
      "<rect width=\"100%\" height=\"100%\" fill=\"#fff\"/>\n"
      "<text x=\"{}\" y=\"24\" font-size=\"15\">{}</text>\n",
      w, h, escaped(title), left, escaped(title));
}

struct Range {
  double low = 0, high = 1;
  double share(double value) const { return (value - low) / (high - low); }
};

// From the data, a little wider where it is a point.
Range range_of(const Chart& chart, bool of_x) {
  Range range{1e300, -1e300};
  for (const Line& line : chart.lines) {
    for (const auto& [x, y] : line.points) {
      range.low = std::min(range.low, of_x ? x : y);
      range.high = std::max(range.high, of_x ? x : y);
    }
  }
  if (!(range.low <= range.high)) return {};
  if (!of_x) range.low = std::min(range.low, 0.0);
  if (range.high - range.low < 1e-9) range.high = range.low + 1;
  return range;
}

double place_x(const Range& range, double x) {
  return left + (width - left - right) * range.share(x);
}
double place_y(const Range& range, double y) {
  return height - bottom - (height - top - bottom) * range.share(y);
}

std::string axes(const Chart& chart, const Range& xs, const Range& ys) {
  std::string svg;
  auto out = std::back_inserter(svg);
  for (int i = 0; i <= ticks_count; ++i) {
    const double x = xs.low + (xs.high - xs.low) * i / ticks_count;
    const double y = ys.low + (ys.high - ys.low) * i / ticks_count;
    fmt::format_to(out, "<line x1=\"{}\" x2=\"{}\" y1=\"{:.1f}\" y2=\"{:.1f}\" stroke=\"#ddd\"/>\n",
                   left, width - right, place_y(ys, y), place_y(ys, y));
    fmt::format_to(out, "<text x=\"{}\" y=\"{:.1f}\" text-anchor=\"end\">{:.3g}</text>\n", left - 6,
                   place_y(ys, y) + 4, y);
    fmt::format_to(out, "<text x=\"{:.1f}\" y=\"{}\" text-anchor=\"middle\">{:.3g}</text>\n",
                   place_x(xs, x), height - bottom + 18, x);
  }
  fmt::format_to(out, "<text x=\"{}\" y=\"{}\" text-anchor=\"middle\">{}</text>\n",
                 (left + width - right) / 2, height - 10, escaped(chart.x_name));
  fmt::format_to(out,
                 "<text transform=\"translate(14 {}) rotate(-90)\" text-anchor=\"middle\">"
                 "{}</text>\n",
                 height / 2, escaped(chart.y_name));
  return svg;
}

}  // namespace

std::string line_chart(const Chart& chart) {
  const Range xs = range_of(chart, true);
  const Range ys = chart.is_share ? Range{} : range_of(chart, false);
  std::string svg = opening(width, height, chart.title) + axes(chart, xs, ys);
  auto out = std::back_inserter(svg);
  for (std::size_t i = 0; i < chart.lines.size(); ++i) {
    const Line& line = chart.lines[i];
    const Colour c = colour_of(static_cast<int>(i));
    const std::string paint = fmt::format("rgb({},{},{})", c.red, c.green, c.blue);
    fmt::format_to(out, "<polyline fill=\"none\" stroke=\"{}\" stroke-width=\"2\" points=\"",
                   paint);
    for (const auto& [x, y] : line.points) {
      fmt::format_to(out, "{:.1f},{:.1f} ", place_x(xs, x), place_y(ys, y));
    }
    const double y = top + 16 + 18 * static_cast<double>(i);
    fmt::format_to(out, "\"/>\n<rect x=\"{}\" y=\"{}\" width=\"12\" height=\"12\" fill=\"{}\"/>",
                   width - right + 12, y - 10, paint);
    fmt::format_to(out, "<text x=\"{}\" y=\"{}\">{}</text>\n", width - right + 30, y,
                   escaped(line.name));
  }
  return svg + "</svg>\n";
}

std::string matrix_chart(const std::string& title, const std::vector<std::string>& names,
                         const std::vector<std::vector<int>>& counts) {
  constexpr double cell = 64, margin = 130;
  const double side = margin + cell * static_cast<double>(counts.size());
  std::string svg = opening(side + 20, side + 20, title);
  auto out = std::back_inserter(svg);
  const auto name = [&](std::size_t i) { return i < names.size() ? names[i] : "nothing"; };
  for (std::size_t row = 0; row < counts.size(); ++row) {
    const double sum = std::accumulate(counts[row].begin(), counts[row].end(), 0.0);
    const double y = margin + cell * static_cast<double>(row);
    fmt::format_to(out, "<text x=\"{}\" y=\"{}\" text-anchor=\"end\">{}</text>\n", margin - 8,
                   y + cell / 2 + 4, escaped(name(row)));
    fmt::format_to(out, "<text x=\"{}\" y=\"{}\" text-anchor=\"middle\">{}</text>\n", y + cell / 2,
                   margin - 8, escaped(name(row)));
    for (std::size_t column = 0; column < counts.size(); ++column) {
      const double share = sum > 0 ? counts[row][column] / sum : 0;
      const double x = margin + cell * static_cast<double>(column);
      fmt::format_to(out,
                     "<rect x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\" fill=\"#0072b2\" "
                     "fill-opacity=\"{:.3f}\" stroke=\"#ccc\"/>",
                     x, y, cell, cell, share);
      fmt::format_to(out, "<text x=\"{}\" y=\"{}\" text-anchor=\"middle\" fill=\"{}\">{}</text>\n",
                     x + cell / 2, y + cell / 2 + 4, share > 0.6 ? "#fff" : "#222",
                     counts[row][column]);
    }
  }
  return svg + "</svg>\n";
}

}  // namespace meme::vision
