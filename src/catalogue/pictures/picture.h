// Drawn pictures of make-up work, so that a marketplace without uploads still looks like one. The
// same seed, category and number give the same bytes for ever: answers are cached as immutable.
// Pure functions; any thread.
#pragma once
#include <cstdint>
#include <string>

#include "catalogue/facts.h"

namespace meme::catalogue {

// Each portfolio has this many: 1 a portrait, 2 a close-up of the eyes, 3 the palette and tools.
inline constexpr int picture_count = 3;
inline constexpr std::size_t picture_bytes_max = 6 * 1024;

// An SVG document of 400 × 500 without scripts, links or external references. `number` is
// within 1..picture_count.
std::string draw_picture(std::uint32_t seed, Category category, int number);

}  // namespace meme::catalogue
