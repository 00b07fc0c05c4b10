// What artists write about themselves and their work, and what people say about their bookings.
#pragma once
#include <string>
#include <string_view>

#include "base/random.h"
#include "catalogue/facts.h"

namespace meme::app::demo {

// At most 60 code points.
std::string portfolio_title(Random& random, catalogue::Category category);

std::string portfolio_description(Random& random, const catalogue::PortfolioFacts& portfolio);

std::string artist_bio(Random& random, const catalogue::ArtistFacts& artist,
                       std::string_view district);

std::string_view booking_note(Random& random, catalogue::Category category);
std::string_view customer_cancel_reason(Random& random);
std::string_view artist_cancel_reason(Random& random);
std::string_view decline_reason(Random& random);

}  // namespace meme::app::demo
