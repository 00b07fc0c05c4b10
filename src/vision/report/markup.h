// Text that somebody else wrote, as part of HTML or SVG.
#pragma once
#include <string>
#include <string_view>

namespace meme::vision {

// Fit to stand between tags and in an attribute between double quotes.
std::string escaped(std::string_view text);

}  // namespace meme::vision
