#include "booking/domain/cancellation_policy.h"

#include <gtest/gtest.h>
#include <rapidcheck.h>

namespace meme::booking {
namespace {

using namespace std::chrono;

const CancellationTerms terms{{{48, 100}, {24, 50}, {3, 33}}};
constexpr Minute start = minute_of(30'000'000);

Refund refund_at(Instant now, Actor actor = Actor::customer, bool approved = true) {
  return refund_of({terms, Money{99'999}, start, approved}, {actor, now});
}

TEST(Cancellation, NoticeDecides) {
  EXPECT_EQ(refund_at(start - hours{48}).amount, Money{99'999});
  EXPECT_EQ(refund_at(start - hours{48} + milliseconds{1}).amount, Money{49'999});
  EXPECT_EQ(refund_at(start - hours{24}).tier, (CancellationTier{24, 50}));
  EXPECT_EQ(refund_at(start - hours{4}).amount, Money{32'999});
  const Refund late = refund_at(start - hours{3} + milliseconds{1});
  EXPECT_EQ(late.rule, RefundRule::too_late);
  EXPECT_EQ(late.amount, Money{0});
  EXPECT_EQ(late.hours_left, 2);
  EXPECT_EQ(refund_at(start + hours{1}).hours_left, 0);
}

TEST(Cancellation, OthersGiveEverythingBack) {
  const Instant late = start - minutes{1};
  EXPECT_EQ(refund_at(late, Actor::artist).rule, RefundRule::by_artist);
  EXPECT_EQ(refund_at(late, Actor::artist).amount, Money{99'999});
  EXPECT_EQ(refund_at(late, Actor::operator_).amount, Money{99'999});
  EXPECT_EQ(refund_at(late, Actor::customer, false).rule, RefundRule::not_approved);
  EXPECT_EQ(refund_at(late, Actor::customer, false).amount, Money{99'999});
}

TEST(Cancellation, MovingABookingWinsNothingBack) {
  const CancellationCase booking{terms, Money{100'000}, start};
  const auto moved = [&](Instant now) { return after_reschedule(booking, {Actor::customer, now}); };
  EXPECT_EQ(moved(start - hours{72}), terms);
  EXPECT_EQ(moved(start - hours{30}), (CancellationTerms{{{48, 50}, {24, 50}, {3, 33}}}));
  EXPECT_EQ(moved(start - hours{1}), (CancellationTerms{{{48, 0}, {24, 0}, {3, 0}}}));
  EXPECT_EQ(after_reschedule(booking, {Actor::artist, start - hours{1}}), terms);
}

TEST(Cancellation, PoliciesMakeSense) {
  EXPECT_TRUE(validate(terms).empty());
  EXPECT_TRUE(validate(CancellationTerms{}).empty());
  EXPECT_EQ(validate({{{24, 50}, {24, 40}}}).size(), 1U);
  EXPECT_EQ(validate({{{24, 50}, {12, 60}}}).size(), 1U);
  EXPECT_EQ(validate({{{-1, 50}}}).size(), 1U);
  EXPECT_EQ(validate({{{24, 101}}}).size(), 1U);
  EXPECT_FALSE(validate({std::vector<CancellationTier>(cancellation_tiers_max + 1)}).empty());
}

TEST(CancellationProperty, RefundsAreRoundedDownAndNeverGrow) {
  const bool held = rc::check([] {
    const std::int64_t price = *rc::gen::inRange<std::int64_t>(0, 1'000'000'000'000);
    const int percent = *rc::gen::inRange(0, 101);
    const CancellationTerms one{{{0, percent}}};
    const Refund refund = refund_of({one, Money{price}, start}, {Actor::customer, start});
    RC_ASSERT(refund.amount.amount == price * percent / 100);
    const int sooner = *rc::gen::inRange(0, 100);
    const int later = *rc::gen::inRange(0, sooner + 1);
    RC_ASSERT(refund_at(start - hours{later}).amount <= refund_at(start - hours{sooner}).amount);
    const CancellationCase booking{terms, Money{price}, start};
    const CancellationTerms capped =
        after_reschedule(booking, {Actor::customer, start - hours{later}});
    RC_ASSERT(validate(capped).empty());
  });
  EXPECT_TRUE(held);
}

}  // namespace
}  // namespace meme::booking
