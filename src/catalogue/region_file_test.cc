#include "catalogue/region_file.h"

#include <gtest/gtest.h>

namespace meme::catalogue {
namespace {

TEST(RegionFile, SeoulComesWithTheProgramme) {
  const RegionFile& seoul = embedded_region();
  EXPECT_EQ(seoul.code, "seoul");
  EXPECT_EQ(seoul.time_zone, "Asia/Seoul");
  EXPECT_EQ(seoul.districts.size(), 25u);
  EXPECT_EQ(seoul.districts.front().code, "gangnam");
  EXPECT_EQ(seoul.districts.front().name_ko, "강남구");
}

TEST(RegionFile, OtherRegionsAreRead) {
  const auto region =
      parse_region(R"({"code":"jeju","ko":"제주","en":"Jeju","timeZone":"Asia/Seoul",)"
                   R"("districts":[{"code":"aewol","ko":"애월읍","en":"Aewol-eup"}]})");
  ASSERT_TRUE(region);
  EXPECT_EQ(region->districts.at(0).weight, 1);
}

TEST(RegionFile, ProblemsAreToldWithTheirPlace) {
  const auto twice = parse_region(
      R"({"code":"x","ko":"x","en":"x","timeZone":"UTC",)"
      R"("districts":[{"code":"a","ko":"a","en":"a"},{"code":"a","ko":"b","en":"b"}]})");
  EXPECT_EQ(twice.error(), "The district a is there twice.");
  const auto none =
      parse_region(R"({"code":"x","ko":"x","en":"x","timeZone":"UTC","districts":[]})");
  EXPECT_TRUE(none.error().starts_with("/districts: ")) << none.error();
  EXPECT_FALSE(parse_region("{"));
  EXPECT_FALSE(read_region("/nonexistent/region.json"));
}

}  // namespace
}  // namespace meme::catalogue
