#include "outbox/parking.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace meme::outbox {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

Instant at(int millis) {
  return Instant{Instant::duration{millis}};
}

TEST(Parking, OnlyTheFirstOfAKeyIsTried) {
  Parking parking;
  parking.put(5, {"a", 1, at(100)});
  parking.put(6, {"a", 0, at(0)});
  parking.put(3, {"b", 2, at(50)});
  EXPECT_THAT(parking.due(at(0)), IsEmpty());
  EXPECT_THAT(parking.due(at(99)), ElementsAre(3));
  EXPECT_THAT(parking.due(at(100)), ElementsAre(3, 5));
  EXPECT_EQ(parking.next_due(), at(50));
  parking.take(5);
  EXPECT_THAT(parking.due(at(0)), ElementsAre(6));
  EXPECT_TRUE(parking.blocks("a"));
  parking.take(6);
  parking.take(6);
  EXPECT_FALSE(parking.blocks("a"));
  EXPECT_EQ(parking.size(), 1U);
}

TEST(Parking, PuttingAgainReplaces) {
  Parking parking;
  parking.put(1, {"a", 1, at(10)});
  parking.put(1, {"a", 2, at(20)});
  EXPECT_EQ(parking.at(1).attempts, 2);
  EXPECT_EQ(parking.next_due(), at(20));
  parking.clear();
  EXPECT_EQ(parking.next_due(), std::nullopt);
  EXPECT_FALSE(parking.holds(1));
}

}  // namespace
}  // namespace meme::outbox
