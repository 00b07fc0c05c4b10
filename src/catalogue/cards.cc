#include "catalogue/cards.h"

namespace meme::catalogue {

std::string picture_url(PortfolioId portfolio, int number) {
  std::string url = "/media/portfolios/";
  portfolio.append_to(url);
  url.push_back('/');
  json::append_integer(url, number);
  url += ".svg";
  return url;
}

void describe(json::Describe<ArtistCard>& d) {
  d.name("ArtistCard").summary("An artist in short.");
  d.field("id", &ArtistCard::id, "The artist.");
  d.field("name", &ArtistCard::name, "As the artist wants to be called.", {.max_length = 40});
  d.field("district", &ArtistCard::district, "Code of the district.", {.max_length = 40});
  d.field("place", &ArtistCard::place, "Where the artist works.");
  d.field("rating", &ArtistCard::rating, "Mean of the reviews, 0 to 5; 0 without reviews.",
          {.min = 0, .max = 5});
  d.field("reviewCount", &ArtistCard::review_count, "Number of reviews.");
  d.field("experienceYears", &ArtistCard::experience_years, "Years of work.",
          {.min = 0, .max = 80});
  d.field("pictureUrl", &ArtistCard::picture_url, "Path of a picture.", {.max_length = 80});
}

void describe(json::Describe<PortfolioCard>& d) {
  d.name("PortfolioCard").summary("What an artist offers, in short.");
  d.field("id", &PortfolioCard::id, "The portfolio.");
  d.field("artistId", &PortfolioCard::artist, "Whose it is.");
  d.field("title", &PortfolioCard::title, "Its title.", {.max_length = 60});
  d.field("category", &PortfolioCard::category, "Occasion of the make-up.");
  d.field("place", &PortfolioCard::place, "Where it can be booked.");
  d.field("price", &PortfolioCard::price, "Price of one booking.");
  d.field("durationMinutes", &PortfolioCard::duration_minutes, "Length of one booking.",
          {.min = 5, .max = 1440});
  d.field("mode", &PortfolioCard::mode, "Approved at once, or by the artist.");
  d.field("pictureUrl", &PortfolioCard::picture_url, "Path of the first picture.",
          {.max_length = 80});
  d.field("hidden", &PortfolioCard::hidden, "Seen by its artist only.");
}

void describe(json::Describe<CancellationRule>& d) {
  d.name("CancellationRule").summary("What canceling gives back with at least this notice.");
  d.field("hoursBefore", &CancellationRule::hours_before, "Hours before the start.",
          {.min = 0, .max = 8760});
  d.field("refundPercent", &CancellationRule::refund_percent, "Percent of the price.",
          {.min = 0, .max = 100});
}

}  // namespace meme::catalogue
