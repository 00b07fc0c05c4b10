// The built front end, compiled into the programme from web/dist.
#pragma once
#include "http/assets.h"

namespace meme::app {
const http::AssetSet& web_assets();
}  // namespace meme::app
