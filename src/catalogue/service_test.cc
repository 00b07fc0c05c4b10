#include "catalogue/service.h"

#include <gtest/gtest.h>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/use_future.hpp>

#include "catalogue/testing/stall.h"

namespace meme::catalogue {
namespace {

template <class T>
T wait_for(runtime::Task<T> task) {
  runtime::asio::io_context context;
  auto done = runtime::asio::co_spawn(context, std::move(task), runtime::asio::use_future);
  context.run();
  return done.get();
}

class CatalogueTest : public ::testing::Test {
 protected:
  CatalogueTest() {
    testing::fill(*database_);
    load();
  }
  void load() {
    catalogue_ = std::make_unique<StoredCatalogue>(*database_, embedded_region());
    database_->start();
  }
  void restart() {
    catalogue_.reset();
    database_.reopen();
    load();
  }

  testing::TemporaryDatabase database_;
  std::unique_ptr<StoredCatalogue> catalogue_;
};

TEST_F(CatalogueTest, LoadsWhatIsStored) {
  EXPECT_EQ(catalogue_->artist_count(), 3u);
  EXPECT_EQ(catalogue_->portfolio_count(), 5u);
  const auto ann = *catalogue_->artist(ArtistId{1});
  EXPECT_EQ(ann.name, "Ann");
  EXPECT_EQ(catalogue_->districts()[ann.district].code, "mapo");
  EXPECT_EQ(ann.member, MemberId{10});
  EXPECT_EQ(catalogue_->portfolio(PortfolioId{2})->mode, BookingMode::approve);
  EXPECT_EQ(catalogue_->portfolios_of(ArtistId{1}).size(), 3u);
  EXPECT_EQ(catalogue_->district("mapo"), ann.district);
  EXPECT_FALSE(catalogue_->district("atlantis"));
  EXPECT_EQ(catalogue_->region().time_zone, "Asia/Seoul");
}

TEST_F(CatalogueTest, KnowsTheCancellationPolicies) {
  const std::vector<CancellationRule> expected{{72, 100}, {24, 50}};
  EXPECT_EQ(catalogue_->cancellation_policy(2).rules, expected);
  EXPECT_TRUE(catalogue_->cancellation_policy(999).rules.empty());
}

TEST_F(CatalogueTest, ReadsLongTextsFromTheDatabase) {
  EXPECT_EQ(wait_for(catalogue_->bio(ArtistId{1})), "Ann's story.");
  EXPECT_EQ(wait_for(catalogue_->description(PortfolioId{1})), "A day to remember.");
  EXPECT_EQ(wait_for(catalogue_->bio(ArtistId{99})), "");
}

TEST_F(CatalogueTest, AChangeIsDurableVisibleAndTold) {
  std::vector<Change> told;
  Money price_when_told{};
  const auto subscription = catalogue_->subscribe([&](const Change& change) {
    told.push_back(change);
    price_when_told = catalogue_->portfolio(*change.portfolio)->price;
  });
  EXPECT_TRUE(wait_for(catalogue_->edit(
      PortfolioId{1}, {.title = "새 이름", .price = Money{70'000}, .hidden = true})));
  ASSERT_EQ(told.size(), 1u);
  EXPECT_EQ(told[0].artist, ArtistId{1});
  EXPECT_EQ(told[0].portfolio, PortfolioId{1});
  EXPECT_EQ(price_when_told, Money{70'000});
  restart();
  const auto changed = *catalogue_->portfolio(PortfolioId{1});
  EXPECT_EQ(changed.title, "새 이름");
  EXPECT_EQ(changed.price, Money{70'000});
  EXPECT_TRUE(changed.hidden);
  EXPECT_EQ(changed.mode, BookingMode::instant);
}

TEST_F(CatalogueTest, AnEndedSubscriptionHearsNothing) {
  int heard = 0;
  auto subscription = catalogue_->subscribe([&](const Change&) { ++heard; });
  subscription.reset();
  wait_for(catalogue_->edit(PortfolioId{1}, {.hidden = true}));
  EXPECT_EQ(heard, 0);
}

TEST_F(CatalogueTest, EditingNothingFindsNothing) {
  EXPECT_FALSE(wait_for(catalogue_->edit(PortfolioId{77}, {.hidden = true})));
}

TEST(CatalogueLoading, AnUnknownDistrictStopsTheStart) {
  testing::TemporaryDatabase database;
  testing::fill(*database);
  testing::insert(database->bootstrap(), {.id = ArtistId{4}, .member = MemberId{40}, .name = "Dee"},
                  "atlantis");
  EXPECT_THROW(StoredCatalogue(*database, embedded_region()), std::runtime_error);
}

TEST(CatalogueLoading, DistrictsOfAnEarlierRegionStay) {
  testing::TemporaryDatabase database;
  testing::fill(*database);
  {
    const StoredCatalogue seoul(*database, embedded_region());
  }
  const auto jeju =
      parse_region(R"({"code":"jeju","ko":"제주","en":"Jeju","timeZone":"Asia/Seoul",)"
                   R"("districts":[{"code":"aewol","ko":"애월읍","en":"Aewol-eup"}]})");
  const StoredCatalogue both(*database, *jeju);
  EXPECT_EQ(both.districts().size(), 26u);
  EXPECT_EQ(both.districts()[0].code, "aewol");
  EXPECT_EQ(both.districts()[both.artist(ArtistId{1})->district].code, "mapo");
}

}  // namespace
}  // namespace meme::catalogue
