#include "catalogue/offer.h"

#include <gtest/gtest.h>

#include <atomic>
#include <stdexcept>
#include <string>
#include <thread>

namespace meme::catalogue {
namespace {

ArtistFacts artist(std::uint64_t id, std::string_view name = "Ann") {
  return {.id = ArtistId{id},
          .member = MemberId{id * 10},
          .district = 12,
          .place = PlaceSet::visit,
          .hidden = false,
          .experience_years = 30,
          .rating_hundredths = 487,
          .review_count = 3'000'000'000,
          .rank = 4'000'000'000,
          .name = name};
}

PortfolioFacts portfolio(std::uint64_t id, std::uint64_t owner, std::string_view title = "Look") {
  return {.id = PortfolioId{id},
          .artist = ArtistId{owner},
          .category = Category::etc,
          .place = PlaceSet::both,
          .mode = BookingMode::approve,
          .hidden = true,
          .cancellation_policy = 65'535,
          .duration = std::chrono::minutes(1440),
          .price = Money{100'000'000},
          .picture_seed = 0xFFFF'FFFF,
          .title = title};
}

TEST(Offer, GivesBackWhatWasPut) {
  Offer offer;
  offer.put(artist(7));
  offer.put(portfolio(9, 7));
  const auto a = *offer.artist(ArtistId{7});
  EXPECT_EQ(a.member, MemberId{70});
  EXPECT_EQ(a.district, 12);
  EXPECT_EQ(a.place, PlaceSet::visit);
  EXPECT_EQ(a.experience_years, 30);
  EXPECT_EQ(a.rating_hundredths, 487);
  EXPECT_EQ(a.review_count, 3'000'000'000);
  EXPECT_EQ(a.rank, 4'000'000'000);
  EXPECT_EQ(a.name, "Ann");
  EXPECT_FALSE(a.hidden);
  const auto p = *offer.portfolio(PortfolioId{9});
  EXPECT_EQ(p.artist, ArtistId{7});
  EXPECT_EQ(p.category, Category::etc);
  EXPECT_EQ(p.place, PlaceSet::both);
  EXPECT_EQ(p.mode, BookingMode::approve);
  EXPECT_TRUE(p.hidden);
  EXPECT_EQ(p.cancellation_policy, 65'535);
  EXPECT_EQ(p.duration, std::chrono::minutes(1440));
  EXPECT_EQ(p.price, Money{100'000'000});
  EXPECT_EQ(p.picture_seed, 0xFFFF'FFFF);
  EXPECT_EQ(p.title, "Look");
}

TEST(Offer, KnowsWhatIsNotThere) {
  Offer offer;
  offer.put(artist(3));
  for (std::uint64_t id : {0ULL, 1ULL, 4ULL, 1ULL << 62}) {
    EXPECT_FALSE(offer.artist(ArtistId{id}));
    EXPECT_FALSE(offer.portfolio(PortfolioId{id}));
    EXPECT_FALSE(offer.visible(PortfolioId{id}));
    EXPECT_TRUE(offer.portfolios_of(ArtistId{id}).empty());
  }
  EXPECT_EQ(offer.artist_count(), 1u);
}

TEST(Offer, ListsAnArtistsPortfoliosByIdHoweverTheyCame) {
  Offer offer;
  offer.put(artist(1));
  offer.put(artist(2));
  for (std::uint64_t id : {5, 2, 9, 1}) offer.put(portfolio(id, 1));
  offer.put(portfolio(4, 2));
  offer.put(portfolio(2, 1, "Again"));
  std::string ids;
  for (const auto& one : offer.portfolios_of(ArtistId{1})) ids += std::to_string(one.id.value);
  EXPECT_EQ(ids, "1259");
  EXPECT_EQ(offer.portfolio_count(), 5u);
  EXPECT_EQ(offer.portfolio(PortfolioId{2})->title, "Again");
}

TEST(Offer, AHiddenArtistHidesWhatTheyOffer) {
  Offer offer;
  auto ann = artist(1);
  auto look = portfolio(1, 1);
  look.hidden = false;
  offer.put(ann);
  offer.put(look);
  EXPECT_TRUE(offer.visible(look.id));
  ann.hidden = true;
  offer.put(ann);
  EXPECT_FALSE(offer.visible(look.id));
  ann.hidden = false;
  look.hidden = true;
  offer.put(ann);
  offer.put(look);
  EXPECT_FALSE(offer.visible(look.id));
}

TEST(Offer, RefusesRowsThatContradictEachOther) {
  Offer offer;
  offer.put(artist(1));
  offer.put(portfolio(1, 1));
  offer.put(artist(2));
  EXPECT_THROW(offer.put(portfolio(2, 9)), std::runtime_error);           // nobody's
  EXPECT_THROW(offer.put(portfolio(1, 2)), std::runtime_error);           // changes hands
  EXPECT_THROW(offer.put(artist(dense_id_max + 1)), std::runtime_error);  // not dense
  EXPECT_THROW(offer.put(artist(0)), std::runtime_error);
  EXPECT_THROW(offer.put(artist(3, std::string(256, 'x'))), std::runtime_error);
}

TEST(Offer, TextsStayWhereTheyAre) {
  Offer offer;
  offer.put(artist(1, "first"));
  const auto before = offer.artist(ArtistId{1})->name;
  offer.put(artist(1, "second"));
  for (std::uint64_t id = 2; id < 5'000; ++id) offer.put(artist(id, std::string(200, 'x')));
  EXPECT_EQ(before, "first");
  EXPECT_EQ(offer.artist(ArtistId{1})->name, "second");
}

TEST(Offer, CanBeReadWhileItChanges) {
  Offer offer;
  offer.put(artist(1));
  std::atomic<bool> done{false};
  std::jthread writer([&] {
    for (std::uint64_t id = 1; id < 3'000; ++id) offer.put(portfolio(id, 1));
    done = true;
  });
  std::size_t seen = 0;
  while (!done) {
    const auto now = offer.portfolio_count();
    EXPECT_GE(now, seen);
    seen = now;
    if (const auto one = offer.portfolio(PortfolioId{1})) EXPECT_EQ(one->title, "Look");
  }
}

}  // namespace
}  // namespace meme::catalogue
