// Search over HTTP: GET /v1/search.
#pragma once
#include "base/clock.h"
#include "booking/search/free_time_search.h"
#include "catalogue/api.h"
#include "http/router.h"

namespace meme::booking::search {

// All must outlive the router.
void add_search_routes(http::Router& router, const FreeTimeSearch& search,
                       const catalogue::Catalogue& catalogue, const Clock& clock);

}  // namespace meme::booking::search
