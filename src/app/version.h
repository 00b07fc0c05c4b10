#pragma once
#include <string_view>

namespace meme::app {
inline constexpr std::string_view version = MEME_VERSION;
}  // namespace meme::app
