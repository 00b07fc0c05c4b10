#include "catalogue/pictures/picture.h"

#include <gtest/gtest.h>

#include <set>

namespace meme::catalogue {
namespace {

// FNV-1a; only to notice a change.
std::uint64_t fingerprint(const std::string& text) {
  std::uint64_t hash = 14'695'981'039'346'656'037ULL;
  for (const char c : text) hash = (hash ^ static_cast<unsigned char>(c)) * 1'099'511'628'211ULL;
  return hash;
}

// Answers are cached as immutable, so a seed's picture must not change between releases.
TEST(Picture, IsTheSameForEver) {
  EXPECT_EQ(fingerprint(draw_picture(1, Category::daily, 1)), 3'118'703'744'819'367'211u);
  EXPECT_EQ(fingerprint(draw_picture(2, Category::wedding, 2)), 2'131'745'235'492'298'665u);
  EXPECT_EQ(fingerprint(draw_picture(3, Category::party, 3)), 12'185'315'786'043'045'267u);
}

TEST(Picture, IsSmallAndHarmless) {
  for (std::uint32_t seed = 0; seed < 600; ++seed) {
    const auto category = static_cast<Category>(seed % category_count);
    for (int number = 1; number <= picture_count; ++number) {
      const std::string svg = draw_picture(seed * 2'654'435'761U, category, number);
      ASSERT_LT(svg.size(), picture_bytes_max);
      ASSERT_TRUE(svg.starts_with("<svg xmlns=\"http://www.w3.org/2000/svg\" "));
      ASSERT_TRUE(svg.ends_with("</svg>"));
      for (const char* bad :
           {"<script", "<foreignObject", " on", "href=\"http", "javascript:", "{", "nan"}) {
        ASSERT_EQ(svg.find(bad), std::string::npos) << bad;
      }
    }
  }
}

TEST(Picture, DiffersByCategorySeedAndNumber) {
  std::set<std::string> seen;
  for (std::size_t category = 0; category < category_count; ++category) {
    for (std::uint32_t seed = 0; seed < 40; ++seed) {
      for (int number = 1; number <= picture_count; ++number) {
        seen.insert(draw_picture(seed, static_cast<Category>(category), number));
      }
    }
  }
  EXPECT_GT(seen.size(), category_count * 40 * picture_count * 95 / 100);
}

// Tags are closed in order: a browser shows nothing of an SVG that is not well-formed.
TEST(Picture, IsWellFormed) {
  for (std::uint32_t seed = 0; seed < 500; ++seed) {
    const std::string svg =
        draw_picture(seed, static_cast<Category>(seed % 8), 1 + static_cast<int>(seed % 3));
    std::vector<std::string> open;
    for (std::size_t at = svg.find('<'); at != std::string::npos; at = svg.find('<', at + 1)) {
      const auto end = svg.find('>', at);
      ASSERT_NE(end, std::string::npos);
      const auto tag = svg.substr(at + 1, end - at - 1);
      if (tag.front() == '/') {
        ASSERT_FALSE(open.empty());
        ASSERT_EQ(open.back(), tag.substr(1));
        open.pop_back();
      } else if (tag.back() != '/') {
        open.push_back(tag.substr(0, tag.find(' ')));
      }
    }
    ASSERT_TRUE(open.empty()) << seed;
  }
}

}  // namespace
}  // namespace meme::catalogue
