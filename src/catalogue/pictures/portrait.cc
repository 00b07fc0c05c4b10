#include <array>

#include "catalogue/pictures/canvas.h"

namespace meme::catalogue {
namespace {

enum class HairStyle { straight, wavy, bob, bun, ponytail };

HairStyle choose_hair(Random& random, Category category) {
  using enum HairStyle;
  constexpr std::array anything{straight, wavy, bob, bun, ponytail};
  constexpr std::array tidy{bun, ponytail, bob};
  constexpr std::array bridal{bun, wavy, bun};
  if (category == Category::interview) return pick(random, std::span<const HairStyle>(tidy));
  if (category == Category::wedding) return pick(random, std::span<const HairStyle>(bridal));
  return pick(random, std::span<const HairStyle>(anything));
}

void draw_hair_behind(Canvas& canvas, const Colours& c, HairStyle style) {
  switch (style) {
    case HairStyle::straight:
      canvas.add(
          R"(<path fill="{}" d="M200 92C105 92 104 180 104 240L96 440Q130 462 160 452L240 452Q270)"
          R"( 462 304 440)"
          R"(L296 240C296 180 295 92 200 92Z"/>)",
          c.hair);
      return;
    case HairStyle::wavy:
      canvas.add(
          R"(<path fill="{}" d="M200 90C100 88 98 180 104 230C80 270 114 300 92 340C72 384 110)"
          R"( 400 100 440)"
          R"(Q150 470 200 440Q250 470 300 440C290 400 328 384 308 340C286 300 320 270 296 230)"
          R"(C302 180 300 88 200 90Z"/>)",
          c.hair);
      return;
    case HairStyle::bob:
      canvas.add(
          R"(<path fill="{}" d="M200 92C100 92 100 190 102 250Q98 320 116 352Q160 366 200 350Q240)"
          R"( 366 284 352)"
          R"(Q302 320 298 250C300 190 300 92 200 92Z"/>)",
          c.hair);
      return;
    case HairStyle::bun:
      canvas.add(R"(<circle cx="200" cy="82" r="42" fill="{0}"/><path fill="none" stroke="{1}")"
                 R"( stroke-width="3" )"
                 R"(d="M172 84q26-34 56-6M180 100q24-22 44-2"/>)",
                 c.hair, c.hair_light);
      canvas.add(
          R"(<path fill="{}" d="M200 96C112 96 112 180 118 236L282 236C288 180 288 96 200 96Z"/>)",
          c.hair);
      return;
    case HairStyle::ponytail:
      canvas.add(
          R"(<path fill="{0}" d="M266 120C350 130 334 250 352 330C356 370 330 390 312 370C322 300)"
          R"( 300 220 258 190Z"/>)"
          R"(<path fill="{0}" d="M200 96C112 96 112 180 118 236L282 236C288 180 288 96 200 96Z"/>)",
          c.hair);
      return;
  }
}

void draw_body(Canvas& canvas, const Colours& c, Category category) {
  canvas.add(
      R"(<path fill="{}" d="M40 500C48 424 128 408 172 392L172 300L228 300L228 392C272 408 352)"
      R"( 424 360 500Z"/>)",
      c.skin);
  canvas.add(
      R"(<path fill="{}" opacity=".7" d="M172 330Q200 362 228 330L228 352Q200 386 172 352Z"/>)",
      c.skin_shade);
  if (category == Category::interview) {
    canvas.add(
        R"(<path fill="{}" d="M36 500C46 430 120 410 166 396L200 470L234 396C280 410 354 430 364)"
        R"( 500Z"/>)",
        c.cloth);
    canvas.add(R"(<path fill="#fff" d="M166 396L200 456L234 396L246 404L200 490L154 404Z"/>)");
    return;
  }
  if (category == Category::wedding || category == Category::party) {
    canvas.add(
        R"(<path fill="{}" d="M52 500C60 462 110 452 138 448Q170 476 200 458Q230 476 262 448C290)"
        R"( 452 340 462 348 500Z"/>)",
        c.cloth);
    return;
  }
  canvas.add(
      R"(<path fill="{}" d="M36 500C46 432 112 412 156 400Q200 446 244 400C288 412 354 432 364)"
      R"( 500Z"/>)",
      c.cloth);
}

void draw_head(Canvas& canvas, const Colours& c) {
  canvas.add(R"(<path fill="{0}" d="M124 232q-16-6-14 14t20 28zM276 232q16-6 14 14t-20 28z"/>)",
             c.skin_shade);
  canvas.add(
      R"(<path fill="{}" d="M124 210C122 118 278 118 276 210C278 284 246 342 200 342C154 342 122)"
      R"( 284 124 210Z"/>)",
      c.skin);
  canvas.add(R"(<circle cx="152" cy="276" r="30" fill='url(#b)'/><circle cx="248" cy="276" r="30")"
             R"( fill='url(#b)'/>)");
}

void draw_brows_and_nose(Canvas& canvas, Sketch& s) {
  const auto arch = s.random.between(4, 11);
  canvas.add(
      R"(<path fill="none" stroke="{0}" stroke-width="5" stroke-linecap="round" opacity=".8" )"
      R"(d="M142 {1}q20-{2} 40-2M258 {1}q-20-{2}-40-2"/>)",
      s.colours.hair, 214, arch);
  canvas.add(
      R"(<path fill="none" stroke="{}" stroke-width="3" stroke-linecap="round" d="M202 246q6 22 4)"
      R"( 32q-3 7-13 4"/>)",
      s.colours.skin_shade);
}

void draw_closed_eyes(Canvas& canvas, const Colours& c) {
  canvas.add(R"(<path fill="none" stroke="{}" stroke-width="4" stroke-linecap="round" )"
             R"(d="M142 244q20 15 40 0M218 244q20 15 40 0"/>)",
             c.liner);
  canvas.add(R"(<path fill="none" stroke="{}" stroke-width="2.5" stroke-linecap="round" )"
             R"(d="M144 246l-8 7M151 250l-5 9M160 252l-2 9M256 246l8 7M249 250l5 9M240 252l2 9"/>)",
             c.liner);
}

void draw_open_eyes(Canvas& canvas, const Colours& c) {
  canvas.add(R"(<path fill="#fff" d="M142 246q20-22 40 0q-20 14-40 0zM218 246q20-22 40 0q-20 14-40)"
             R"( 0z"/>)");
  canvas.add(
      R"(<g fill="{0}"><circle cx="163" cy="244" r="9"/><circle cx="237" cy="244" r="9"/></g>)"
      R"(<g fill="{1}"><circle cx="163" cy="244" r="4"/><circle cx="237" cy="244" r="4"/></g>)"
      R"(<g fill="#fff"><circle cx="166" cy="241" r="2.4"/><circle cx="240" cy="241" r="2.4"/>)"
      R"(</g>)",
      c.hair_light, c.liner);
  canvas.add(R"(<path fill="none" stroke="{}" stroke-width="4.5" stroke-linecap="round" )"
             R"(d="M134 242q8 2 10 2q18-20 38 2M266 242q-8 2-10 2q-18-20-38 2"/>)",
             c.liner);
}

void draw_lips(Canvas& canvas, Sketch& s) {
  const auto smile = s.random.between(4, 9);
  canvas.add(R"(<path fill="{0}" d="M174 304q14-9 20-7q6 3 12 0q6-2 20 7q-26 {1}-52 0z"/>)",
             s.colours.lip, smile);
  canvas.add(R"(<path fill="{0}" d="M174 304q26 {1} 52 0q-10 {2}-26 {2}t-26-{2}z"/>)",
             s.colours.lip, smile, smile + 12);
  canvas.add(
      R"(<path fill="none" stroke="{}" stroke-width="4" stroke-linecap="round" opacity=".8" d=")"
      R"(M188 318q12 4 24 0"/>)",
      s.colours.lip_light);
}

void draw_hair_before(Canvas& canvas, Sketch& s, HairStyle style) {
  const Colours& c = s.colours;
  const bool gathered = style == HairStyle::bun || style == HairStyle::ponytail;
  switch (gathered ? 3 : s.random.below(3)) {
    case 0:  // parted in the middle
      canvas.add(
          R"(<path fill="{}" d="M200 118C150 124 126 170 118 262C100 200 108 100 200 100C292 100)"
          R"( 300 200 282 262)"
          R"(C274 170 250 124 200 118Z"/>)",
          c.hair);
      break;
    case 1:  // swept to one side
      canvas.add(
          R"(<path fill="{}" d="M164 118C150 160 128 180 116 256C98 190 112 98 204 100C292 100)"
          R"( 302 196 284 258)"
          R"(C280 200 262 170 164 118Z"/>)",
          c.hair);
      break;
    case 2:  // fringe
      canvas.add(
          R"(<path fill="{}" d="M112 250C100 180 110 98 200 98C290 98 300 180 288 250Q284 210 268)"
          R"( 192)"
          R"(Q258 206 240 196Q226 208 204 198Q184 208 166 196Q148 206 134 192Q118 208 112 250Z"/>)",
          c.hair);
      break;
    default:  // combed back
      canvas.add(
          R"(<path fill="{}" d="M120 222C110 130 150 98 200 98C250 98 290 130 280 222C270 170 246)"
          R"( 142 200 140)"
          R"(C154 142 130 170 120 222Z"/>)",
          c.hair);
  }
  canvas.add(
      R"(<path fill="none" stroke="{}" stroke-width="4" stroke-linecap="round" opacity=".7" )"
      R"(d="M146 132q22-18 46-20M262 150q12 18 14 38"/>)",
      c.hair_light);
}

}  // namespace

void draw_portrait(Canvas& canvas, Sketch& s) {
  const HairStyle style = choose_hair(s.random, s.category);
  draw_setting(canvas, s);
  const auto lean = s.random.between(-5, 5);
  canvas.add(R"(<g transform='rotate({} 200 400)'>)", lean);
  draw_hair_behind(canvas, s.colours, style);
  draw_body(canvas, s.colours, s.category);
  draw_head(canvas, s.colours);
  canvas.add(
      R"(<ellipse cx="161" cy="236" rx="32" ry="22" fill='url(#e)'/><ellipse cx="239" cy="236")"
      R"( rx="32" ry="22" fill='url(#e)'/>)");
  draw_brows_and_nose(canvas, s);
  if (s.random.chance(0.45)) {
    draw_closed_eyes(canvas, s.colours);
  } else {
    draw_open_eyes(canvas, s.colours);
  }
  draw_lips(canvas, s);
  draw_hair_before(canvas, s, style);
  draw_adornment(canvas, s);
  canvas.add("</g>");
}

}  // namespace meme::catalogue
