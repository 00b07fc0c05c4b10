// The files of the API pages: our two, and Swagger UI's when the front end's packages were
// installed at build time.
#pragma once
#include "http/assets.h"

namespace meme::http {

const AssetSet& docs_assets();

}  // namespace meme::http
