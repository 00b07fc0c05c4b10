#include "booking/domain/claim_list.h"

#include <gtest/gtest.h>
#include <rapidcheck.h>

#include <map>

namespace meme::booking {
namespace {

Claim claim_of(int start, int end, std::uint64_t owner) {
  return make_claim(ClaimKind::hold, owner, {minute_of(start), minute_of(end)}, {});
}

TEST(Claim, BlocksItsMargins) {
  const Margins margins{Minutes{45}, Minutes{50}, Minutes{30}};
  const Interval service{minute_of(1000), minute_of(1090)};
  const Claim claim = make_claim(ClaimKind::approved, 7, service, margins);
  EXPECT_EQ(claim.blocked(), (Interval{minute_of(955), minute_of(1140)}));
  EXPECT_EQ(claim.service(), service);
  EXPECT_EQ(claim.travel_minutes, 30);
}

TEST(ClaimList, RefusesOverlapsAndAllowsTouching) {
  ClaimList list;
  EXPECT_TRUE(list.insert(claim_of(100, 200, 1)));
  EXPECT_FALSE(list.insert(claim_of(199, 250, 2)));
  EXPECT_FALSE(list.insert(claim_of(50, 101, 2)));
  EXPECT_FALSE(list.insert(claim_of(120, 130, 2)));
  EXPECT_FALSE(list.insert(claim_of(0, 1000, 2)));
  EXPECT_TRUE(list.insert(claim_of(200, 250, 2)));
  EXPECT_TRUE(list.insert(claim_of(50, 100, 3)));
  EXPECT_EQ(list.size(), 3U);
  EXPECT_EQ(list.first_overlapping({minute_of(99), minute_of(300)})->owner, 3U);
  EXPECT_EQ(list.overlapping({minute_of(100), minute_of(201)}).size(), 2U);
  EXPECT_EQ(list.first_overlapping({minute_of(250), minute_of(300)}), nullptr);
}

TEST(ClaimList, OnlyTheOwnerErases) {
  ClaimList list;
  list.insert(claim_of(100, 200, 1));
  EXPECT_FALSE(list.erase(minute_of(100), 2));
  EXPECT_FALSE(list.erase(minute_of(101), 1));
  EXPECT_TRUE(list.erase(minute_of(100), 1));
  EXPECT_FALSE(list.erase(minute_of(100), 1));
  EXPECT_TRUE(list.empty());
}

TEST(ClaimList, ReplacesInPlace) {
  ClaimList list;
  list.insert(claim_of(100, 200, 1));
  Claim booked = claim_of(100, 200, 9);
  booked.kind = ClaimKind::approved;
  EXPECT_FALSE(list.replace(minute_of(100), 2, booked));
  EXPECT_TRUE(list.replace(minute_of(100), 1, booked));
  EXPECT_EQ(list.find(minute_of(100))->owner, 9U);
}

TEST(ClaimList, StaysSmall) {
  EXPECT_EQ(sizeof(ClaimList), 16U);
  ClaimList list;
  EXPECT_EQ(list.heap_bytes(), 0U);
  list.insert(claim_of(0, 10, 1));
  EXPECT_EQ(list.heap_bytes(), sizeof(Claim));
}

// Random changes against an ordered map.
class Model {
 public:
  bool insert(const Claim& claim) {
    for (const auto& [start, other] : claims_) {
      if (other.blocked().overlaps(claim.blocked())) return false;
    }
    claims_.emplace(claim.start, claim);
    return true;
  }
  bool erase(Minute start, std::uint64_t owner) {
    const auto found = claims_.find(start);
    if (found == claims_.end() || found->second.owner != owner) return false;
    claims_.erase(found);
    return true;
  }
  std::size_t drop_before(Minute at) {
    return std::erase_if(claims_, [at](const auto& entry) { return entry.second.end <= at; });
  }
  std::vector<Claim> overlapping(Interval interval) const {
    std::vector<Claim> found;
    for (const auto& [start, claim] : claims_) {
      if (!interval.empty() && claim.blocked().overlaps(interval)) found.push_back(claim);
    }
    return found;
  }
  std::size_t size() const { return claims_.size(); }

 private:
  std::map<Minute, Claim> claims_;
};

void change_both(ClaimList& list, Model& model) {
  const int start = *rc::gen::inRange(0, 300);
  const auto owner = static_cast<std::uint64_t>(*rc::gen::inRange(1, 4));
  switch (*rc::gen::inRange(0, 8)) {
    case 0:
      RC_ASSERT(list.erase(minute_of(start), owner) == model.erase(minute_of(start), owner));
      break;
    case 1: {
      if (list.empty()) break;
      const Claim known = list.all()[static_cast<std::size_t>(start) % list.size()];
      RC_ASSERT((list.erase(known.start, known.owner) && model.erase(known.start, known.owner)));
      break;
    }
    case 2:
      RC_ASSERT(list.drop_before(minute_of(start / 10)) ==
                model.drop_before(minute_of(start / 10)));
      break;
    default: {
      const Claim claim = claim_of(start, start + *rc::gen::inRange(1, 40), owner);
      RC_ASSERT(list.insert(claim) == model.insert(claim));
    }
  }
}

TEST(ClaimListProperty, AgreesWithAMap) {
  const bool held = rc::check([] {
    ClaimList list;
    Model model;
    const int changes = *rc::gen::inRange(0, 60);
    for (int i = 0; i < changes; ++i) {
      change_both(list, model);
      const int a = *rc::gen::inRange(0, 320);
      const Interval asked{minute_of(a), minute_of(a + *rc::gen::inRange(0, 60))};
      const auto expected = model.overlapping(asked);
      RC_ASSERT(std::ranges::equal(list.overlapping(asked), expected));
      const Claim* first = list.first_overlapping(asked);
      RC_ASSERT((first == nullptr) == expected.empty());
      RC_ASSERT((first == nullptr || *first == expected.front()));
    }
    RC_ASSERT(list.size() == model.size());
    const ClaimList copy = list;
    RC_ASSERT(std::ranges::equal(copy.all(), list.all()));
  });
  EXPECT_TRUE(held);
}

}  // namespace
}  // namespace meme::booking
