#include "catalogue/pictures/canvas.h"

namespace meme::catalogue {
namespace {

void draw_soft_discs(Canvas& canvas, Sketch& s, int discs_count) {
  for (int i = 0; i < discs_count; ++i) {
    canvas.add(R"(<circle cx="{}" cy="{}" r="{}" fill="#fff" opacity=".{}"/>)",
               s.random.between(10, 390), s.random.between(20, 320), s.random.between(18, 70),
               s.random.between(12, 30));
  }
}

void draw_spotlights(Canvas& canvas, Sketch& s) {
  const auto left = s.random.between(30, 120);
  canvas.add(R"(<path fill="{0}" opacity=".22" d="M{1} 0L20 500H300z"/>)", s.colours.accent, left);
  canvas.add(R"(<path fill="#fff" opacity=".16" d="M{} 0L120 500H390z"/>)", left + 200);
}

void draw_sparkles(Canvas& canvas, Sketch& s, int sparkles_count) {
  canvas.add(R"(<path fill="{}" d=")", s.colours.accent);
  for (int i = 0; i < sparkles_count; ++i) {
    const auto size = s.random.between(4, 13);
    canvas.add("M{0} {1}q1 {2} {2} {2}q-{3} 1-{2} {2}q-1-{2}-{2}-{2}q{3}-1 {2}-{2}z",
               s.random.between(16, 384), s.random.between(16, 420), size, size - 1);
  }
  canvas.add(R"("/>)");
}

void draw_blossom(Canvas& canvas, const Colours& c, std::int64_t x, std::int64_t y) {
  canvas.add(R"(<g transform='translate({} {})' fill="{}">)", x, y, c.accent);
  canvas.add(R"(<circle cy="-9" r="8"/><circle cx="9" cy="-2" r="8"/><circle cx="5" cy="8" r="8"/>)"
             R"(<circle cx="-6" cy="8" r="8"/><circle cx="-9" cy="-2" r="8"/><circle r="5")"
             R"( fill="#fff6d8"/></g>)");
}

void draw_ring_light(Canvas& canvas, Sketch& s) {
  const auto radius = s.random.between(150, 178);
  canvas.add(R"(<circle cx="200" cy="224" r="{0}" fill="none" stroke="#fff" stroke-width="26")"
             R"( opacity=".85"/>)"
             R"(<circle cx="200" cy="224" r="{0}" fill="none" stroke="#fff" stroke-width="44")"
             R"( opacity=".25"/>)",
             radius);
}

void draw_veil(Canvas& canvas, Sketch& s) {
  canvas.add(
      R"(<path fill="#fff" opacity=".42" d="M200 86C90 84 80 220 52 500L130 500C104 380 108 190)"
      R"( 200 124)"
      R"(C292 190 296 380 270 500L348 500C320 220 310 84 200 86Z"/>)");
  for (std::int64_t x = 140; x <= 260; x += 30) {
    const auto off = x < 200 ? 200 - x : x - 200;
    draw_blossom(canvas, s.colours, x, 112 + off * off / 130);
  }
}

void draw_scales(Canvas& canvas, Sketch& s) {
  canvas.add(
      R"(<path fill="{}" opacity=".55" d="M200 128C262 130 276 170 276 212C278 284 246 342 200 342)"
      R"(Q186 300 206 262Q180 226 204 190Q190 160 200 128Z"/>)",
      s.colours.shadow);
  canvas.add(R"(<path fill="none" stroke="{}" stroke-width="2" opacity=".8" d=")",
             s.colours.accent);
  for (int row = 0; row < 5; ++row) {
    for (int column = 0; column < 3; ++column) {
      canvas.add("M{} {}q6 9 12 0", 232 + column * 13 - (row % 2) * 6 - row * 3, 262 + row * 12);
    }
  }
  canvas.add(
      R"("/><path fill="none" stroke="{}" stroke-width="3" stroke-linecap="round" d="M150 158l20)"
      R"( 34M166 160l-16 30"/>)",
      s.colours.accent);
}

void draw_horns(Canvas& canvas, Sketch& s) {
  canvas.add(
      R"(<path fill="{0}" d="M136 132C108 96 112 60 132 40C130 74 146 96 166 112ZM264 132C292 96)"
      R"( 288 60 268 40)"
      R"(C270 74 254 96 234 112Z"/>)",
      s.colours.shadow);
}

void draw_earrings(Canvas& canvas, Sketch& s) {
  const auto drop = s.random.between(8, 26);
  canvas.add(
      R"(<g stroke="{0}" stroke-width="2"><path d="M119 268v{1}M281 268v{1}"/></g>)"
      R"(<g fill="{0}"><circle cx="119" cy="{2}" r="6"/><circle cx="281" cy="{2}" r="6"/></g>)",
      s.colours.accent, drop, 270 + drop);
}

// A brush that has just touched the cheek.
void draw_brush_at_cheek(Canvas& canvas, Sketch& s) {
  canvas.add(R"(<g transform='translate(268 286) rotate({})'>)", s.random.between(28, 52));
  canvas.add(R"(<path fill="{}" d="M0 0Q-6-26 8-34H62V34H8Q-6 26 0 0Z" opacity=".96"/>)",
             s.colours.lip_light);
  canvas.add(R"(<path fill="{}" d="M0 0Q-5-18 8-28L24-30V30L8 28Q-5 18 0 0Z" opacity=".5"/>)",
             s.colours.lip);
  canvas.add(
      R"(<path fill='url(#m)' d="M58-26h44v52H58z"/><path fill="{}" d="M100-18Q210-12 300-6V6Q210)"
      R"( 12 100 18Z"/></g>)",
      s.colours.hair);
}

void draw_face_gems(Canvas& canvas, Sketch& s) {
  canvas.add(
      R"(<g fill="{0}" stroke="#fff"><circle cx="134" cy="262" r="4"/><circle cx="143" cy="270")"
      R"( r="3"/>)"
      R"(<circle cx="153" cy="275" r="2.4"/><circle cx="266" cy="262" r="4"/><circle cx="257")"
      R"( cy="270" r="3"/>)"
      R"(<circle cx="247" cy="275" r="2.4"/></g>)",
      s.colours.accent);
}

void draw_painted_star(Canvas& canvas, Sketch& s) {
  const auto x = s.random.chance(0.5) ? 152 : 248;
  canvas.add(
      R"(<path fill="{0}" transform='translate({1} 274)' d="M0-17l5 11 12 1-9 8 3 12-11-6-11 6)"
      R"( 3-12-9-8 12-1z"/>)",
      s.colours.accent, x);
}

}  // namespace

void draw_setting(Canvas& canvas, Sketch& s) {
  switch (s.category) {
    case Category::actor:
      return draw_spotlights(canvas, s);
    case Category::party:
      return draw_sparkles(canvas, s, 22);
    case Category::studio:
      return draw_ring_light(canvas, s);
    case Category::prosthetic:
      return draw_soft_discs(canvas, s, 3);
    case Category::interview:
      canvas.add(R"(<path fill="#fff" opacity=".45" d="M{0} 0h90v500h-90z"/>)",
                 s.random.between(20, 290));
      return;
    case Category::daily:
    case Category::wedding:
    case Category::etc:
      return draw_soft_discs(canvas, s, 6);
  }
}

void draw_adornment(Canvas& canvas, Sketch& s) {
  switch (s.category) {
    case Category::daily:
      if (s.random.chance(0.6)) draw_brush_at_cheek(canvas, s);
      return;
    case Category::interview:
      return draw_earrings(canvas, s);
    case Category::actor:
      draw_earrings(canvas, s);
      canvas.add(
          R"(<path fill="#000" opacity=".2" d="M200 112C290 112 300 200 276 260C262 320 230 342)"
          R"( 200 342Z"/>)");
      return;
    case Category::party:
      draw_face_gems(canvas, s);
      return draw_earrings(canvas, s);
    case Category::wedding:
      draw_veil(canvas, s);
      return draw_earrings(canvas, s);
    case Category::prosthetic:
      draw_scales(canvas, s);
      if (s.random.chance(0.5)) draw_horns(canvas, s);
      return;
    case Category::studio:
      return draw_brush_at_cheek(canvas, s);
    case Category::etc:
      return draw_painted_star(canvas, s);
  }
}

}  // namespace meme::catalogue
