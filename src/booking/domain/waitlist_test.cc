#include "booking/domain/waitlist.h"

#include <gtest/gtest.h>

#include "booking/domain/hold.h"

namespace meme::booking {
namespace {

using namespace std::chrono;
using State = WaitlistState;
using Event = WaitlistEvent;

WaitlistEntry entry_of(std::uint64_t id, int from, int to, int duration) {
  return {.id = WaitlistId{id},
          .window = {minute_of(from), minute_of(to)},
          .duration = Minutes{duration}};
}

std::optional<Minute> at_window_start(const WaitlistEntry& entry) {
  return entry.window.start;
}

TEST(Waitlist, LivesThroughItsStates) {
  EXPECT_EQ(after(State::waiting, Event::offer), State::offered);
  EXPECT_EQ(after(State::offered, Event::take), State::taken);
  EXPECT_EQ(after(State::offered, Event::lapse), State::lapsed);
  EXPECT_EQ(after(State::waiting, Event::lapse), State::lapsed);
  EXPECT_EQ(after(State::offered, Event::leave), State::left);
  EXPECT_EQ(after(State::waiting, Event::take), std::nullopt);
  EXPECT_EQ(after(State::offered, Event::offer), std::nullopt);
  for (const State over : {State::taken, State::lapsed, State::left}) {
    for (const Event event : {Event::offer, Event::take, Event::lapse, Event::leave}) {
      EXPECT_EQ(after(over, event), std::nullopt);
    }
  }
}

TEST(Waitlist, TheFirstWhomItFitsIsOffered) {
  std::vector<WaitlistEntry> line{entry_of(1, 0, 100, 60), entry_of(2, 500, 600, 60),
                                  entry_of(3, 500, 600, 90), entry_of(4, 500, 540, 60)};
  const Interval freed{minute_of(560), minute_of(620)};
  EXPECT_EQ(first_in_line(line, freed, at_window_start)->index, 1U);
  line[1].state = State::offered;
  EXPECT_EQ(first_in_line(line, freed, at_window_start)->index, 2U);
  // The second has no free start after all, and the fourth's window does not meet the freed time.
  line[1].state = State::waiting;
  const auto only_long = [](const WaitlistEntry& entry) -> std::optional<Minute> {
    if (entry.duration < Minutes{90}) return std::nullopt;
    return entry.window.start;
  };
  EXPECT_EQ(first_in_line(line, freed, only_long)->index, 2U);
  EXPECT_FALSE(could_use(line[3], freed));
  EXPECT_FALSE(could_use(entry_of(5, 560, 600, 60), freed));
  EXPECT_EQ(first_in_line(line, {minute_of(700), minute_of(800)}, at_window_start), std::nullopt);
}

TEST(Waitlist, PositionsCountThoseWhoWait) {
  std::vector<WaitlistEntry> line{entry_of(1, 0, 9, 5), entry_of(2, 0, 9, 5), entry_of(3, 0, 9, 5)};
  line[0].state = State::offered;
  EXPECT_EQ(position(line, WaitlistId{1}), 0U);
  EXPECT_EQ(position(line, WaitlistId{2}), 1U);
  EXPECT_EQ(position(line, WaitlistId{3}), 2U);
  EXPECT_EQ(position(line, WaitlistId{9}), 0U);
}

TEST(Waitlist, WindowsPass) {
  const WaitlistEntry entry = entry_of(1, 100, 200, 60);
  EXPECT_FALSE(window_passed(entry, Instant{minute_of(140)}));
  EXPECT_TRUE(window_passed(entry, Instant{minute_of(140)} + milliseconds{1}));
}

TEST(Hold, OnlyItsOwnerWithItsFenceInTime) {
  const Instant now{minute_of(1000)};
  const HoldState hold{MemberId{7}, Fence{3}, now + minutes{5}};
  EXPECT_TRUE(check_hold(hold, {MemberId{7}, Fence{3}}, now));
  EXPECT_EQ(check_hold(hold, {MemberId{8}, Fence{3}}, now).error(), HoldRefusal::not_found);
  EXPECT_EQ(check_hold(hold, {MemberId{7}, Fence{2}}, now).error(), HoldRefusal::stale_fence);
  EXPECT_EQ(check_hold(hold, {MemberId{7}, Fence{4}}, now).error(), HoldRefusal::stale_fence);
  EXPECT_TRUE(check_hold(hold, {MemberId{7}, Fence{3}}, hold.expires_at - milliseconds{1}));
  EXPECT_EQ(check_hold(hold, {MemberId{7}, Fence{3}}, hold.expires_at).error(),
            HoldRefusal::expired);
  EXPECT_EQ(seconds_left(hold, now), 300);
  EXPECT_EQ(seconds_left(hold, now + milliseconds{1}), 299);
  EXPECT_EQ(seconds_left(hold, now + hours{1}), 0);
  EXPECT_GT(next_fence(Fence{3}), Fence{3});
}

}  // namespace
}  // namespace meme::booking
