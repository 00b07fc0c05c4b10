#include "catalogue/share_card.h"

#include <gtest/gtest.h>

#include "catalogue/testing/stall.h"

namespace meme::catalogue {
namespace {

class ShareCardTest : public ::testing::Test {
 protected:
  ShareCardTest() {
    testing::fill(*database_);
    PortfolioFacts mean;
    mean.id = PortfolioId{9};
    mean.artist = ArtistId{1};
    mean.duration = std::chrono::minutes(90);
    mean.price = Money{1'250'000};
    mean.title = "\"><script>alert('&')</script>";
    testing::insert(database_->bootstrap(), mean);
    catalogue_ = std::make_unique<StoredCatalogue>(*database_, embedded_region());
    database_->start();
  }

  std::string at(std::string_view path) const {
    return share_card(*catalogue_, path, "https://meme.example");
  }

  testing::TemporaryDatabase database_;
  std::unique_ptr<StoredCatalogue> catalogue_;
};

TEST_F(ShareCardTest, NamesWhatThePageIsOf) {
  const std::string artist = at("/artists/art_1");
  EXPECT_NE(artist.find(R"(property="og:title" content="Ann")"), std::string::npos) << artist;
  EXPECT_NE(artist.find("https://meme.example/media/artists/art_1.svg"), std::string::npos);
  const std::string portfolio = at("/portfolios/pf_9/book");
  EXPECT_NE(portfolio.find("1,250,000원 · 1시간 30분"), std::string::npos) << portfolio;
  EXPECT_NE(portfolio.find("content=\"https://meme.example/portfolios/pf_9/book\""),
            std::string::npos);
}

TEST_F(ShareCardTest, LetsNoTextOutOfItsTag) {
  const std::string card = at("/portfolios/pf_9");
  EXPECT_EQ(card.find("<script"), std::string::npos);
  EXPECT_NE(card.find("&quot;&gt;&lt;script&gt;alert('&amp;')&lt;/script&gt;"), std::string::npos);
}

TEST_F(ShareCardTest, SaysNothingOfHiddenOrUnknownThings) {
  for (const auto* path : {"/artists/art_3", "/portfolios/pf_3", "/portfolios/pf_5",
                           "/artists/art_77", "/artists/x", "/portfolios/", "/", "/search"}) {
    EXPECT_EQ(at(path), "") << path;
  }
}

}  // namespace
}  // namespace meme::catalogue
