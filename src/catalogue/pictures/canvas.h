// A growing SVG document and the colours and choices one picture is made of.
#pragma once
#include <fmt/format.h>

#include <cstdint>
#include <iterator>
#include <span>
#include <string>
#include <string_view>
#include <utility>

#include "base/random.h"
#include "catalogue/facts.h"

namespace meme::catalogue {

// Colours are "#rrggbb".
struct Colours {
  std::string_view wall_top, wall_bottom;  // background gradient
  std::string_view skin, skin_shade;
  std::string_view hair, hair_light;
  std::string_view lip, lip_light;
  std::string_view shadow, liner;  // eye shadow and lash line
  std::string_view cloth, accent;
};

struct Sketch {
  Random random;
  Category category;
  Colours colours;
};

class Canvas {
 public:
  Canvas() { svg_.reserve(4096); }

  template <class... Args>
  void add(fmt::format_string<Args...> text, Args&&... args) {
    fmt::format_to(std::back_inserter(svg_), text, std::forward<Args>(args)...);
  }
  std::string take() && { return std::move(svg_); }

 private:
  std::string svg_;
};

template <class T>
const T& pick(Random& random, std::span<const T> choices) {
  return choices[random.below(choices.size())];
}

Colours choose_colours(Random& random, Category category);

// Definitions shared by all compositions: gradients named w (wall), b (blush), e (eye shadow), m
// (metal).
void begin_picture(Canvas& canvas, const Colours& colours);
void end_picture(Canvas& canvas);

void draw_portrait(Canvas& canvas, Sketch& sketch);
void draw_eyes_close_up(Canvas& canvas, Sketch& sketch);
void draw_tools(Canvas& canvas, Sketch& sketch);

// What sets a category apart, drawn behind the head and in front of the portrait.
void draw_setting(Canvas& canvas, Sketch& sketch);
void draw_adornment(Canvas& canvas, Sketch& sketch);

}  // namespace meme::catalogue
