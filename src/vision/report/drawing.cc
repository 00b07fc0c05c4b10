#include "vision/report/drawing.h"

#include <array>
#include <cmath>

#include <opencv2/imgproc.hpp>

namespace meme::vision {

// Okabe and Ito's palette: told apart by people who do not see all colours.
Colour colour_of(int class_index) {
  static constexpr std::array<Colour, 7> palette{{{230, 159, 0},
                                                  {86, 180, 233},
                                                  {0, 158, 115},
                                                  {213, 94, 0},
                                                  {204, 121, 167},
                                                  {0, 114, 178},
                                                  {240, 228, 66}}};
  return palette[static_cast<std::size_t>(class_index) % palette.size()];
}

void draw_box(cv::Mat& picture, const Box& box, const BoxStyle& style) {
  const Colour colour = colour_of(style.class_index);
  const cv::Scalar paint(colour.blue, colour.green, colour.red);
  const int line = std::max(1, std::max(picture.cols, picture.rows) / 320);
  const cv::Point corner(cvRound(box.left), cvRound(box.top));
  cv::rectangle(picture, corner, {cvRound(box.right), cvRound(box.bottom)}, paint, line);
  if (style.text.empty()) return;
  const double scale = 0.4 * line;
  int below = 0;
  const cv::Size size = cv::getTextSize(style.text, cv::FONT_HERSHEY_SIMPLEX, scale, line, &below);
  const int y = std::max(corner.y, size.height + below);
  cv::rectangle(picture, {corner.x, y - size.height - below}, {corner.x + size.width, y}, paint,
                cv::FILLED);
  cv::putText(picture, style.text, {corner.x, y - below / 2 - 1}, cv::FONT_HERSHEY_SIMPLEX, scale,
              {0, 0, 0}, line, cv::LINE_AA);
}

}  // namespace meme::vision
