#include "catalogue/pictures/picture.h"

#include <array>

#include "base/check.h"
#include "catalogue/pictures/canvas.h"

namespace meme::catalogue {
namespace {

struct Wall {
  std::string_view top, bottom;
};
struct Skin {
  std::string_view base, shade;
};
struct Hair {
  std::string_view base, light;
};
struct Lips {
  std::string_view base, light;
};

// Two walls, three lips, three shadows per category: enough to tell the categories apart at a
// glance.
struct Mood {
  std::array<Wall, 3> walls;
  std::array<Lips, 3> lips;
  std::array<std::string_view, 3> shadows;
  std::array<std::string_view, 3> cloths;
  std::array<std::string_view, 2> accents;
};

constexpr std::array<Skin, 4> skins{{{"#f9dcc9", "#eebfa5"},
                                     {"#f6d3bd", "#e6b394"},
                                     {"#f1c8ab", "#dca582"},
                                     {"#fbe4d6", "#f0c9b4"}}};
constexpr std::array<Hair, 6> hairs{{{"#2b211f", "#4a3934"},
                                     {"#3a2a26", "#5c443c"},
                                     {"#4e3429", "#7a5443"},
                                     {"#1f1c22", "#3d3744"},
                                     {"#6b4532", "#95654c"},
                                     {"#57343a", "#7f5058"}}};

constexpr std::array<Mood, category_count> moods{{
    // daily: fresh and light
    {{{{"#ffe9dc", "#ffd3bf"}, {"#fdf1e3", "#f6d9b8"}, {"#e9f3ea", "#cfe3cf"}}},
     {{{"#e8736b", "#f7aaa0"}, {"#dd6f74", "#f2a6a8"}, {"#e58a66", "#f6bb9d"}}},
     {{"#e7a98c", "#d99a8e", "#c99a76"}},
     {{"#ffffff", "#f3c9b0", "#a9c4b2"}},
     {{"#ff633e", "#f2b544"}}},
    // interview: calm and tidy
    {{{{"#eef2f6", "#d3dde6"}, {"#f3efe9", "#ddd2c3"}, {"#e6eef3", "#c2d3de"}}},
     {{{"#c9666b", "#e39a9b"}, {"#cf7468", "#e8a89c"}, {"#bf6a72", "#dd9ea3"}}},
     {{"#c9a18c", "#b9968a", "#bf9a7c"}},
     {{"#2f3b4c", "#3b3f46", "#4a5568"}},
     {{"#8aa0b4", "#c2a878"}}},
    // actor: stage light
    {{{{"#3a2a3f", "#7a3b46"}, {"#23303f", "#50607a"}, {"#402a2a", "#8a4a3a"}}},
     {{{"#b3243b", "#d85a68"}, {"#a32f3a", "#cf6466"}, {"#8f2a45", "#c25a74"}}},
     {{"#7a4a52", "#6a4f63", "#8a5a42"}},
     {{"#1d1a1f", "#54202c", "#22303a"}},
     {{"#f2c14e", "#ff633e"}}},
    // party: colour and glitter
    {{{{"#4b2a6b", "#c2528b"}, {"#1f2a5a", "#7a4fb0"}, {"#5a1f4a", "#e0567a"}}},
     {{{"#d6246e", "#f472a8"}, {"#c2185b", "#ec6a9c"}, {"#b5268a", "#e070bd"}}},
     {{"#b36ae2", "#e85fa6", "#5fa8e8"}},
     {{"#2a1a3a", "#f06292", "#3f51b5"}},
     {{"#ffe082", "#8ef0ff"}}},
    // wedding: ivory and blossom
    {{{{"#fff8f1", "#f6e3d8"}, {"#fdf3f4", "#f3d6da"}, {"#f7f5ee", "#e2dfcb"}}},
     {{{"#d9687a", "#f0a0ac"}, {"#e07a7a", "#f4b0ac"}, {"#cf6a78", "#eaa2a8"}}},
     {{"#e3b7a6", "#dcaab0", "#d8b48e"}},
     {{"#ffffff", "#fffaf3", "#fdf6f6"}},
     {{"#f4a7b3", "#f7c9a8"}}},
    // prosthetic: another creature
    {{{{"#16302f", "#3f7a66"}, {"#2a1f3a", "#5f4a8a"}, {"#30221a", "#7d4a2a"}}},
     {{{"#4a1f2a", "#8a3f4a"}, {"#2f4a3f", "#5f8a72"}, {"#5a2a5a", "#9a5f9a"}}},
     {{"#3f8a72", "#7a4fa0", "#a8452f"}},
     {{"#1a1f1f", "#2a2233", "#2b1d16"}},
     {{"#7fe0b8", "#ffb347"}}},
    // studio: soft light on seamless paper
    {{{{"#f4d9d0", "#e2a999"}, {"#dfe3ee", "#aab4d0"}, {"#ece3d6", "#c8b59a"}}},
     {{{"#cf4f4f", "#ee9088"}, {"#c2586c", "#e596a4"}, {"#d9653f", "#f3a585"}}},
     {{"#c98a6a", "#a97f9a", "#b98f5a"}},
     {{"#222222", "#ffffff", "#8a6f5a"}},
     {{"#ffffff", "#ff633e"}}},
    // etc
    {{{{"#e6f4f1", "#b9ddd4"}, {"#fff4d6", "#f5d58a"}, {"#ece7fb", "#c6b8ee"}}},
     {{{"#d95f5f", "#f2a09a"}, {"#cf5f8a", "#eea0bf"}, {"#d9774a", "#f2b08f"}}},
     {{"#7fb5a8", "#a58fd8", "#e0a45a"}},
     {{"#3f6f66", "#6a55a0", "#b5722f"}},
     {{"#ff633e", "#5b8def"}}},
}};

constexpr std::array<std::string_view, 3> liners{"#2a1d1b", "#3a2723", "#241a20"};

// Neighbouring seeds must not give neighbouring pictures.
std::uint64_t spread(std::uint32_t seed, Category category) {
  return (static_cast<std::uint64_t>(seed) << 8 | static_cast<std::uint64_t>(category)) *
         0x9E3779B97F4A7C15ULL;
}

}  // namespace

Colours choose_colours(Random& random, Category category) {
  const Mood& mood = moods[static_cast<std::size_t>(category)];
  const auto& wall = pick(random, std::span<const Wall>(mood.walls));
  const auto& skin = pick(random, std::span<const Skin>(skins));
  const auto& hair = pick(random, std::span<const Hair>(hairs));
  const auto& lips = pick(random, std::span<const Lips>(mood.lips));
  return Colours{.wall_top = wall.top,
                 .wall_bottom = wall.bottom,
                 .skin = skin.base,
                 .skin_shade = skin.shade,
                 .hair = hair.base,
                 .hair_light = hair.light,
                 .lip = lips.base,
                 .lip_light = lips.light,
                 .shadow = pick(random, std::span<const std::string_view>(mood.shadows)),
                 .liner = pick(random, std::span<const std::string_view>(liners)),
                 .cloth = pick(random, std::span<const std::string_view>(mood.cloths)),
                 .accent = pick(random, std::span<const std::string_view>(mood.accents))};
}

void begin_picture(Canvas& canvas, const Colours& c) {
  canvas.add(R"(<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 400 500">)");
  canvas.add(R"(<defs><linearGradient id="w" x2="0" y2="1"><stop stop-color="{}"/>)", c.wall_top);
  canvas.add(R"(<stop offset="1" stop-color="{}"/></linearGradient>)", c.wall_bottom);
  canvas.add(R"(<radialGradient id="b"><stop stop-color="{0}" stop-opacity=".55"/>)", c.lip_light);
  canvas.add(R"(<stop offset="1" stop-color="{}" stop-opacity="0"/></radialGradient>)",
             c.lip_light);
  canvas.add(R"(<radialGradient id="e" cy=".8"><stop stop-color="{}" stop-opacity=".9"/>)",
             c.shadow);
  canvas.add(R"(<stop offset="1" stop-color="{}" stop-opacity="0"/></radialGradient>)", c.shadow);
  canvas.add(R"(<linearGradient id="m"><stop stop-color="#8d8d93"/>)");
  canvas.add(R"(<stop offset=".4" stop-color="#f6f4f2"/><stop offset="1" stop-color="#97959b"/>)");
  canvas.add(R"(</linearGradient></defs><path fill='url(#w)' d="M0 0h400v500H0z"/>)");
}

void end_picture(Canvas& canvas) {
  canvas.add("</svg>");
}

std::string draw_picture(std::uint32_t seed, Category category, int number) {
  MEME_ASSERT(number >= 1 && number <= picture_count);
  Random random(spread(seed, category));
  const Colours colours = choose_colours(random, category);
  Sketch sketch{random, category, colours};
  Canvas canvas;
  begin_picture(canvas, colours);
  if (number == 1) {
    draw_portrait(canvas, sketch);
  } else if (number == 2) {
    draw_eyes_close_up(canvas, sketch);
  } else {
    draw_tools(canvas, sketch);
  }
  end_picture(canvas);
  return std::move(canvas).take();
}

}  // namespace meme::catalogue
