#include "catalogue/http.h"

#include <gtest/gtest.h>

#include "catalogue/pictures/picture.h"
#include "catalogue/testing/stall.h"
#include "http/testing/server.h"

namespace meme::catalogue {
namespace {

using identity::Principal;
using identity::Role;

class CatalogueHttpTest : public ::testing::Test {
 protected:
  CatalogueHttpTest() {
    testing::fill(*database_);
    catalogue_ = std::make_unique<StoredCatalogue>(*database_, embedded_region());
    database_->start();
    routes_ = std::make_unique<CatalogueRoutes>(*catalogue_, true);
    server_ = std::make_unique<http::testing::TestServer>(
        [this](http::Router& router) { routes_->add_to(router); });
  }

  http::testing::TestResponse get(std::string_view path) { return server_->get(path); }
  http::testing::TestResponse get_as_ann(std::string_view path) {
    return server_->get(path, {http::testing::signed_in_as(ann_)});
  }
  http::testing::TestResponse patch(const Principal& who, std::string_view path,
                                    std::string_view body) {
    return server_->send("PATCH", path, body, {http::testing::signed_in_as(who)});
  }

  const Principal ann_{MemberId{10}, ArtistId{1}, {Role::customer, Role::artist}};
  const Principal bo_{MemberId{20}, ArtistId{2}, {Role::customer, Role::artist}};
  const Principal customer_{MemberId{90}, std::nullopt, Role::customer};
  testing::TemporaryDatabase database_;
  std::unique_ptr<StoredCatalogue> catalogue_;
  std::unique_ptr<CatalogueRoutes> routes_;
  std::unique_ptr<http::testing::TestServer> server_;
};

TEST_F(CatalogueHttpTest, ReferenceHasEveryEnumeration) {
  const auto answer = get("/v1/reference");
  EXPECT_EQ(answer.status, 200u);
  const auto body = boost::json::parse(answer.body).as_object();
  EXPECT_EQ(body.at("categories").as_array().size(), category_count);
  EXPECT_EQ(body.at("districts").as_array().size(), 25u);
  for (const auto& [list, size] :
       {std::pair{"places", 2u}, {"skinTypes", 6u}, {"personalColors", 5u}, {"genders", 4u}}) {
    EXPECT_EQ(body.at(list).as_array().size(), size) << list;
  }
  EXPECT_TRUE(body.at("demo").as_bool());
  EXPECT_EQ(body.at("regionName").as_string(), "서울");
  const auto etag = answer.header("ETag");
  EXPECT_FALSE(etag.empty());
  EXPECT_EQ(server_->get("/v1/reference", {{"If-None-Match", etag}}).status, 304u);
}

TEST_F(CatalogueHttpTest, AnArtistComesWithWhatOthersMaySee) {
  const auto body = boost::json::parse(get("/v1/artists/art_1").body).as_object();
  EXPECT_EQ(body.at("name").as_string(), "Ann");
  EXPECT_EQ(body.at("district").as_string(), "mapo");
  EXPECT_EQ(body.at("rating").to_number<double>(), 4.87);
  EXPECT_EQ(body.at("bio").as_string(), "Ann's story.");
  EXPECT_EQ(body.at("portfolios").as_array().size(), 2u);
  const auto own = boost::json::parse(get_as_ann("/v1/artists/art_1").body).as_object();
  EXPECT_EQ(own.at("portfolios").as_array().size(), 3u);
}

TEST_F(CatalogueHttpTest, APortfolioComesWithItsTerms) {
  const auto body = boost::json::parse(get("/v1/portfolios/pf_1").body).as_object();
  EXPECT_EQ(body.at("title").as_string(), "맑은 메이크업");
  EXPECT_EQ(body.at("category").as_string(), "wedding");
  EXPECT_EQ(body.at("price").at("amount").as_int64(), 10'000);
  EXPECT_EQ(body.at("durationMinutes").as_int64(), 60);
  EXPECT_EQ(body.at("description").as_string(), "A day to remember.");
  EXPECT_EQ(body.at("cancellation").at(0).at("hoursBefore").as_int64(), 72);
  EXPECT_EQ(body.at("artist").at("name").as_string(), "Ann");
  EXPECT_EQ(body.at("timeZone").as_string(), "Asia/Seoul");
  EXPECT_EQ(body.at("pictures").as_array().size(), static_cast<std::size_t>(picture_count));
}

TEST_F(CatalogueHttpTest, HiddenThingsDoNotExistForOthers) {
  for (const char* path : {"/v1/portfolios/pf_3", "/v1/portfolios/pf_5", "/v1/artists/art_3",
                           "/media/portfolios/pf_3/1.svg", "/media/artists/art_3.svg",
                           "/v1/portfolios/pf_z", "/v1/artists/art_z"}) {
    const auto answer = get(path);
    EXPECT_EQ(answer.status, 404u) << path;
    EXPECT_EQ(boost::json::parse(answer.body).at("code").as_string(), "not_found") << path;
  }
  EXPECT_EQ(get_as_ann("/v1/portfolios/pf_3").status, 200u);
  EXPECT_EQ(get_as_ann("/v1/portfolios/pf_5").status, 404u);
  const auto picture = get_as_ann("/media/portfolios/pf_3/1.svg");
  EXPECT_EQ(picture.status, 200u);
  EXPECT_TRUE(picture.header("Cache-Control").starts_with("private"));
}

TEST_F(CatalogueHttpTest, PicturesAreImmutableAndLocked) {
  const auto answer = get("/media/portfolios/pf_1/1.svg");
  EXPECT_EQ(answer.status, 200u);
  EXPECT_EQ(answer.header("Content-Type"), "image/svg+xml");
  EXPECT_NE(answer.header("Cache-Control").find("immutable"), std::string::npos);
  EXPECT_NE(answer.header("Content-Security-Policy").find("default-src 'none'"), std::string::npos);
  EXPECT_EQ(answer.header("X-Content-Type-Options"), "nosniff");
  EXPECT_EQ(answer.body, draw_picture(1'000'003, Category::wedding, 1));
  EXPECT_EQ(get("/media/artists/art_1.svg").status, 200u);
  for (const char* path : {"/media/portfolios/pf_1/0.svg", "/media/portfolios/pf_1/4.svg",
                           "/media/portfolios/pf_1/x.svg", "/media/portfolios/pf_99/1.svg"}) {
    EXPECT_EQ(get(path).status, 404u) << path;
  }
}

TEST_F(CatalogueHttpTest, ArtistsEditTheirOwn) {
  const auto changed = patch(ann_, "/v1/portfolios/pf_1",
                             R"({"hidden":true,"price":{"amount":55000,"currency":"KRW"}})");
  EXPECT_EQ(changed.status, 200u);
  EXPECT_TRUE(boost::json::parse(changed.body).at("hidden").as_bool());
  EXPECT_EQ(get("/v1/portfolios/pf_1").status, 404u);
  EXPECT_EQ(patch(bo_, "/v1/portfolios/pf_2", R"({"hidden":true})").status, 404u);
  EXPECT_EQ(patch(customer_, "/v1/portfolios/pf_2", R"({"hidden":true})").status, 403u);
  EXPECT_EQ(server_->send("PATCH", "/v1/portfolios/pf_2", R"({"hidden":true})").status, 401u);
  for (const char* bad : {R"({"hidden":1})", R"({"title":""})", R"({"colour":"red"})",
                          R"({"price":{"amount":-1,"currency":"KRW"}})"}) {
    EXPECT_EQ(patch(ann_, "/v1/portfolios/pf_2", bad).status, 422u) << bad;
  }
  EXPECT_FALSE(catalogue_->portfolio(PortfolioId{2})->hidden);
}

}  // namespace
}  // namespace meme::catalogue
