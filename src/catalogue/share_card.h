// What a link to an artist or a portfolio looks like where it is shared: Open Graph tags
// (https://ogp.me) for the head of the page.
#pragma once
#include <string>
#include <string_view>

#include "catalogue/api.h"

namespace meme::catalogue {

// The tags for the page at `path`, escaped for HTML; empty when the page is of nothing that
// everybody may see. `origin` ("https://meme.example") makes addresses absolute, as readers of the
// tags want them. From memory, any thread.
std::string share_card(const Catalogue& catalogue, std::string_view path, std::string_view origin);

}  // namespace meme::catalogue
