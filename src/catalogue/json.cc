#include "catalogue/json.h"

namespace meme::catalogue {

ArtistView make_view(const ArtistCard& card) {
  return {.id = card.id,
          .name = card.name,
          .district = card.district,
          .place = card.place,
          .rating = card.rating,
          .review_count = card.review_count,
          .experience_years = card.experience_years,
          .picture_url = card.picture_url};
}

PortfolioView make_view(const PortfolioCard& card) {
  return {.id = card.id,
          .artist_id = card.artist,
          .title = card.title,
          .category = card.category,
          .place = card.place,
          .price = card.price,
          .duration_minutes = card.duration_minutes,
          .mode = card.mode,
          .picture_url = card.picture_url,
          .hidden = card.hidden};
}

void describe(json::Describe<ArtistView>& d) {
  d.name("Artist").summary("An artist with everything they offer.");
  d.field("id", &ArtistView::id, "The artist.");
  d.field("name", &ArtistView::name, "As the artist wants to be called.", {.max_length = 40});
  d.field("district", &ArtistView::district, "Code of the district.", {.max_length = 40});
  d.field("place", &ArtistView::place, "Where the artist works.");
  d.field("rating", &ArtistView::rating, "Mean of the reviews, 0 to 5; 0 without reviews.",
          {.min = 0, .max = 5});
  d.field("reviewCount", &ArtistView::review_count, "Number of reviews.");
  d.field("experienceYears", &ArtistView::experience_years, "Years of work.",
          {.min = 0, .max = 80});
  d.field("pictureUrl", &ArtistView::picture_url, "Path of a picture.", {.max_length = 80});
  d.field("bio", &ArtistView::bio, "About the artist.", {.max_length = 2000, .multiline = true});
  d.field("timeZone", &ArtistView::time_zone, "IANA time zone of the region.", {.max_length = 60});
  d.field("portfolios", &ArtistView::portfolios,
          "What the artist offers, hidden ones for themselves.");
}

void describe(json::Describe<PortfolioView>& d) {
  d.name("Portfolio").summary("What an artist offers: look, price, length and terms.");
  d.field("id", &PortfolioView::id, "The portfolio.");
  d.field("artistId", &PortfolioView::artist_id, "Whose it is.");
  d.field("title", &PortfolioView::title, "Its title.", {.max_length = 60});
  d.field("category", &PortfolioView::category, "Occasion of the make-up.");
  d.field("place", &PortfolioView::place, "Where it can be booked.");
  d.field("price", &PortfolioView::price, "Price of one booking.");
  d.field("durationMinutes", &PortfolioView::duration_minutes, "Length of one booking.",
          {.min = 5, .max = 1440});
  d.field("mode", &PortfolioView::mode, "Approved at once, or by the artist.");
  d.field("pictureUrl", &PortfolioView::picture_url, "Path of the first picture.",
          {.max_length = 80});
  d.field("hidden", &PortfolioView::hidden, "Seen by its artist only.");
  d.field("description", &PortfolioView::description, "What is done, and what to bring.",
          {.max_length = 4000, .multiline = true});
  d.field("cancellation", &PortfolioView::cancellation, "From the longest notice to the shortest.");
  d.field("artist", &PortfolioView::artist, "Whose it is, in short.");
  d.field("pictures", &PortfolioView::pictures, "Paths of all pictures.");
  d.field("timeZone", &PortfolioView::time_zone, "IANA time zone of the region.",
          {.max_length = 60});
}

void describe(json::Describe<PortfolioEdit>& d) {
  d.name("PortfolioEdit").summary("What changes; absent fields stay as they are.");
  d.field("title", &PortfolioEdit::title, "Its title.", {.min_length = 1, .max_length = 60});
  d.field("price", &PortfolioEdit::price, "Price of future bookings; made ones keep theirs.",
          {.min = 0, .max = 100'000'000});
  d.field("mode", &PortfolioEdit::mode, "Approved at once, or by the artist.");
  d.field("hidden", &PortfolioEdit::hidden, "Seen by its artist only.");
}

}  // namespace meme::catalogue
