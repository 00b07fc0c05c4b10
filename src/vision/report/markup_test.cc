#include "vision/report/markup.h"

#include <gtest/gtest.h>

namespace meme::vision {
namespace {

TEST(Markup, TextEndsNeitherATagNorAnAttribute) {
  EXPECT_EQ(escaped("a<b> & \"c\""), "a&lt;b> &amp; &quot;c&quot;");
  EXPECT_EQ(escaped("눈썹"), "눈썹");
}

}  // namespace
}  // namespace meme::vision
