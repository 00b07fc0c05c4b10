#include <array>

#include "catalogue/pictures/canvas.h"

namespace meme::catalogue {
namespace {

struct Spot {
  std::int64_t x, y, degrees;
};

void open_group(Canvas& canvas, Spot at) {
  canvas.add(R"(<g transform='translate({} {}) rotate({})'>)", at.x, at.y, at.degrees);
}

// Each tool is drawn standing upright with its foot at the origin.
void draw_brush(Canvas& canvas, const Colours& c, Spot at, std::int64_t width) {
  open_group(canvas, at);
  canvas.add(R"(<path fill="{0}" d="M-7 0L-{1}-190H{1}L7 0Q0 10-7 0Z"/>)", c.hair, width / 3);
  canvas.add(R"(<path fill='url(#m)' d="M-{0}-246L-{1}-186H{1}L{0}-246Z"/>)", width / 2, width / 3);
  canvas.add(R"(<path fill="{0}" d="M-{1}-244Q-{2}-300-{1}-330Q0-{3} {1}-330Q{2}-300 {1}-244Z"/>)",
             c.skin_shade, width / 2, width * 4 / 5, 344 + width / 3);
  canvas.add(R"(<path fill="{0}" opacity=".8" d="M-{1}-326Q0-{2} {1}-326Q0-306-{1}-326Z"/></g>)",
             c.shadow, width / 2, 344 + width / 3);
}

void draw_lipstick(Canvas& canvas, const Colours& c, Spot at, std::string_view shade) {
  open_group(canvas, at);
  canvas.add(R"(<path fill="{}" d="M-24 0V-92H24V0Q0 10-24 0Z"/>)", c.liner);
  canvas.add(R"(<path fill='url(#m)' d="M-21-92h42v-42h-42z"/>)");
  canvas.add(R"(<path fill="{}" d="M-16-134V-196Q4-222 16-204V-134Z"/>)", shade);
  canvas.add(R"(<path fill="#fff" opacity=".35" d="M-12-136V-190Q-8-198-4-202V-136Z"/></g>)");
}

void draw_compact(Canvas& canvas, const Colours& c, Spot at) {
  open_group(canvas, at);
  canvas.add(R"(<circle cy="-104" r="74" fill="{0}"/><circle cy="-104" r="62" fill="#f5fbff"/>)"
             R"(<path fill="#dcecf5" d="M-36-154L30-54L6-44L-54-132Z"/>)",
             c.accent);
  canvas.add(R"(<circle cy="40" r="74" fill="{}"/><circle cy="40" r="60" fill="{}"/>)", c.accent,
             c.skin);
  canvas.add(
      R"(<path fill="none" stroke="{}" stroke-width="4" opacity=".6" d="M-34 14q34 22 68 0M-40)"
      R"( 34q40 24 80 0M-36 56q36 20 72 0"/></g>)",
      c.skin_shade);
}

void draw_palette(Canvas& canvas, Sketch& s, Spot at) {
  const Colours& c = s.colours;
  open_group(canvas, at);
  canvas.add(R"(<rect x="-150" y="-104" width="300" height="208" rx="18" fill="{}"/>)", c.liner);
  std::array<std::string_view, 9> pans{c.shadow,     c.skin_shade, c.lip_light,
                                       c.hair_light, c.accent,     c.wall_bottom,
                                       c.lip,        c.skin,       c.cloth};
  for (std::size_t i = pans.size(); i > 1; --i) std::swap(pans[i - 1], pans[s.random.below(i)]);
  const bool round = s.random.chance(0.5);
  for (int i = 0; i < 8; ++i) {
    canvas.add(R"(<rect x="{}" y="{}" width="60" height="76" rx="{}" fill="{}"/>)",
               -138 + (i % 4) * 72, -90 + (i / 4) * 92, round ? 30 : 8,
               pans[static_cast<std::size_t>(i)]);
  }
  canvas.add(R"(<path fill="#fff" opacity=".14" d="M-150-50L-60-104H20L-150 60Z"/></g>)");
}

void draw_swatches(Canvas& canvas, Sketch& s, std::int64_t x, std::int64_t y) {
  const std::array shades{s.colours.lip, s.colours.shadow, s.colours.lip_light};
  for (std::size_t i = 0; i < shades.size(); ++i) {
    canvas.add(
        R"(<path fill="none" stroke="{}" stroke-width="24" stroke-linecap="round" opacity=".85")"
        R"( d="M{} {}q40-{} 104 4"/>)",
        shades[i], x, y + static_cast<std::int64_t>(i) * 38, s.random.between(6, 22));
  }
}

}  // namespace

// Tools laid out on the wall colour; three arrangements.
void draw_tools(Canvas& canvas, Sketch& s) {
  const Colours& c = s.colours;
  canvas.add(R"(<circle cx="{}" cy="{}" r="170" fill="#fff" opacity=".28"/>)",
             s.random.between(120, 280), s.random.between(160, 320));
  const auto turn = s.random.between(-8, 8);
  switch (s.random.below(3)) {
    case 0:
      draw_palette(canvas, s, {200, 150, turn - 6});
      draw_brush(canvas, c, {96, 484, -16 + turn}, 46);
      draw_brush(canvas, c, {196, 492, 2 + turn}, 26);
      draw_lipstick(canvas, c, {316, 458, 14 + turn}, c.lip);
      break;
    case 1:
      draw_compact(canvas, c, {150, 300, turn - 8});
      draw_swatches(canvas, s, 42, 56);
      draw_lipstick(canvas, c, {300, 296, 12 + turn}, c.lip);
      draw_lipstick(canvas, c, {338, 470, -8 + turn}, c.lip_light);
      draw_brush(canvas, c, {248, 492, 4 + turn}, 30);
      break;
    default:
      draw_brush(canvas, c, {88, 470, -10 + turn}, 58);
      draw_brush(canvas, c, {178, 476, -3 + turn}, 40);
      draw_brush(canvas, c, {256, 476, 5 + turn}, 24);
      draw_lipstick(canvas, c, {342, 290, 8 + turn}, c.lip);
      draw_swatches(canvas, s, 236, 366);
  }
}

}  // namespace meme::catalogue
