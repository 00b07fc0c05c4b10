// The OpenAPI 3.1 description of a router's routes.
#pragma once
#include <string>

#include "http/router.h"

namespace meme::http {

// JSON. The router must be sealed.
std::string openapi(const Router& router, std::string_view version);

// Adds /openapi.json and the API pages below /docs, which need nothing from other servers. Add them
// last: the description is written when first asked for, from all routes.
void add_api_pages(Router& router, std::string version);

}  // namespace meme::http
