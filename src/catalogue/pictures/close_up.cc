#include "catalogue/pictures/canvas.h"

namespace meme::catalogue {
namespace {

// One eye drawn at the origin, 200 wide; the other is its mirror image.
void define_eye(Canvas& canvas, Sketch& s) {
  const Colours& c = s.colours;
  const bool closed = s.random.chance(0.35);
  const auto wing = s.random.between(8, 30);
  canvas.add(R"(<g id="o"><ellipse cy="-26" rx="128" ry="82" fill='url(#e)'/>)");
  if (closed) {
    canvas.add(R"(<path fill="{}" opacity=".6" d="M-96-2C-60-64 60-64 96-2Q0 48-96-2Z"/>)",
               c.shadow);
    canvas.add(
        R"(<path fill="none" stroke="{}" stroke-width="7" stroke-linecap="round" d="M-98-4Q0 52)"
        R"( 98-4l{}-12"/>)",
        c.liner, wing);
    canvas.add(
        R"(<path fill="none" stroke="{}" stroke-width="4.5" stroke-linecap="round" )"
        R"(d="M-70 14l-10 20M-44 22l-7 23M-14 26l-3 25M18 26l5 25M48 20l10 22M76 10l14 19"/>)",
        c.liner);
  } else {
    canvas.add(
        R"(<path fill="#fff" d="M-96 0C-58-54 58-54 96 0Q0 56-96 0Z"/>)"
        R"(<circle cy="-4" r="35" fill="{}"/><circle cy="-4" r="17" fill="{}"/><circle cx="12")"
        R"( cy="-16" r="8" fill="#fff"/>)",
        c.hair_light, c.liner);
    canvas.add(R"(<path fill="{}" d="M-100 2C-60-66 60-66 98-2l{}-14Q70-78 0-76Q-70-74-100 2Z")"
               R"( opacity=".85"/>)",
               c.shadow, wing);
    canvas.add(
        R"(<path fill="none" stroke="{}" stroke-width="8" stroke-linecap="round" d="M-98 2C-58-54)"
        R"( 58-54 96 0l{}-16"/>)",
        c.liner, wing);
    canvas.add(R"(<path fill="none" stroke="{}" stroke-width="4" stroke-linecap="round" )"
               R"(d="M-62-36l-8-22M-30-46l-4-25M4-49l2-26M38-43l8-24M68-28l16-20"/>)",
               c.liner);
  }
  canvas.add(
      R"(<path fill="none" stroke="{0}" stroke-width="17" stroke-linecap="round" opacity=".8" d=")"
      R"(M-96-96Q-10-{1} 104-104"/>)",
      c.hair, s.random.between(118, 146));
  canvas.add("</g>");
}

void draw_glitter(Canvas& canvas, Sketch& s, int glitter_count) {
  canvas.add(R"(<path fill="none" stroke="{}" stroke-linecap="round" stroke-width="5" d=")",
             s.colours.accent);
  for (int i = 0; i < glitter_count; ++i) {
    canvas.add("M{} {}h0", s.random.between(90, 320), s.random.between(150, 330));
  }
  canvas.add(R"("/>)");
}

}  // namespace

// Half a face at close range, the head tilted, with the lips at the lower edge.
void draw_eyes_close_up(Canvas& canvas, Sketch& s) {
  const Colours& c = s.colours;
  canvas.add("<defs>");
  define_eye(canvas, s);
  canvas.add(R"(</defs><g transform='rotate({} 200 250)'>)", s.random.between(-14, 14));
  canvas.add(R"(<path fill="{}" d="M-60-80H460V420Q430 640 200 660Q-30 640-60 420Z"/>)", c.skin);
  canvas.add(R"(<path fill="{}" d="M-80-80H480V120Q400 24 250 30Q60 20-20 240Q-70 300-80 420Z"/>)",
             c.hair);
  canvas.add(
      R"(<path fill="none" stroke="{}" stroke-width="6" stroke-linecap="round" opacity=".6" d=")"
      R"(M20 110Q90 20 230 10M-20 200Q0 140 30 100"/>)",
      c.hair_light);
  canvas.add(R"(<circle cx="60" cy="370" r="110" fill='url(#b)'/><circle cx="345" cy="360" r="100")"
             R"( fill='url(#b)'/>)");
  canvas.add(R"(<use href="#o" transform='translate(92 236) scale(-.82 .82)'/><use href="#o")"
             R"( transform='translate(312 236) scale(.82)'/>)");
  canvas.add(
      R"(<path fill="none" stroke="{}" stroke-width="6" stroke-linecap="round" d="M212 250q14 66)"
      R"( 8 104q-8 22-38 12"/>)",
      c.skin_shade);
  canvas.add(R"(<path fill="{}" d="M128 446q44-26 64-20q14 6 28 0q22-6 62 20q-76 14-154 0z"/>)",
             c.lip);
  canvas.add(R"(<path fill="{}" d="M128 446q78 16 154 0q-24 54-76 54t-78-54z"/>)", c.lip);
  canvas.add(
      R"(<path fill="none" stroke="{}" stroke-width="9" stroke-linecap="round" opacity=".8" d=")"
      R"(M172 478q34 10 66-2"/></g>)",
      c.lip_light);
  const bool sparkling = s.category == Category::party || s.category == Category::prosthetic;
  if (sparkling) draw_glitter(canvas, s, 26);
}

}  // namespace meme::catalogue
