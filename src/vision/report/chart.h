// Charts as SVG text. Any thread.
#pragma once
#include <string>
#include <utility>
#include <vector>

namespace meme::vision {

struct Line {
  std::string name;
  std::vector<std::pair<double, double>> points;
};

struct Chart {
  std::string title, x_name, y_name;
  std::vector<Line> lines;
  bool is_share = false;  // y runs from 0 to 1
};
std::string line_chart(const Chart& chart);

// Rows are what is there, columns what was found; shades are shares of the row.
std::string matrix_chart(const std::string& title, const std::vector<std::string>& names,
                         const std::vector<std::vector<int>>& counts);

}  // namespace meme::vision
