// Hand-made histories: honest ones pass, and each kind of lie is found.
#include "checker.h"

#include <gtest/gtest.h>

#include <chrono>

namespace meme::checker {
namespace {

struct When {
  std::int64_t invoked;
  std::int64_t completed;
};

Operation hold(When when, std::uint64_t claim, std::int64_t start, std::int64_t fence) {
  Operation o;
  o.kind = Kind::hold;
  o.invoked = when.invoked;
  o.completed = when.completed;
  o.artist = 1;
  o.claim = claim;
  o.start = start;
  o.end = start + 60;
  o.fence = fence;
  o.ends_at = when.completed + 300'000;
  return o;
}

Operation book(When when, std::uint64_t claim, std::int64_t start) {
  auto o = hold(when, claim, start, 0);
  o.kind = Kind::book;
  o.ends_at = never;
  o.version = 1;
  return o;
}

Operation confirm(When when, std::uint64_t claim, const Operation& held) {
  auto o = book(when, claim, held.start);
  o.hold = held.claim;
  o.fence = held.fence;
  return o;
}

Operation change(Kind kind, When when, const Operation& made, std::int64_t version) {
  auto o = made;
  o.kind = kind;
  o.invoked = when.invoked;
  o.completed = when.completed;
  o.hold = 0;
  o.version = version;
  o.ends_at = never;
  o.active = kind == Kind::read || kind == Kind::last;
  return o;
}

Operation with(Operation o, Outcome outcome) {
  o.outcome = outcome;
  return o;
}

Operation inactive(Operation o) {
  o.active = false;
  return o;
}

std::vector<std::string> found(const History& history) {
  std::vector<std::string> names;
  for (const auto& violation : check(history)) names.emplace_back(name_of(violation.rule));
  return names;
}

using Names = std::vector<std::string>;

TEST(Checker, AcceptsAnHonestDay) {
  const auto h = hold({0, 10}, 1, 600, 1);
  const auto r = confirm({20, 30}, 2, h);
  auto moved = change(Kind::move, {100, 120}, r, 2);
  moved.start = 900;
  moved.end = 960;
  const auto other = book({130, 140}, 3, 600);
  const History history{h,
                        with(hold({5, 9}, 0, 630, 0), Outcome::refused),
                        r,
                        change(Kind::read, {40, 50}, r, 1),
                        moved,
                        other,
                        change(Kind::release, {200, 210}, other, 2),
                        inactive(change(Kind::last, {500, 510}, other, 2)),
                        change(Kind::last, {500, 510}, moved, 2),
                        book({300, 310}, 4, 600),
                        change(Kind::last, {500, 510}, book({300, 310}, 4, 600), 1)};
  EXPECT_EQ(found(history), Names{});
}

TEST(Checker, FindsPartialOverlap) {
  EXPECT_EQ(found({book({0, 10}, 1, 600), book({20, 30}, 2, 630)}), Names{"overlap"});
  EXPECT_EQ(found({hold({0, 10}, 1, 600, 1), book({20, 30}, 2, 659)}), Names{"overlap"});
}

TEST(Checker, TouchingIntervalsAndOtherArtistsDoNotOverlap) {
  auto elsewhere = book({20, 30}, 3, 600);
  elsewhere.artist = 2;
  EXPECT_EQ(found({book({0, 10}, 1, 600), book({20, 30}, 2, 660), elsewhere}), Names{});
}

TEST(Checker, AnExpiredHoldMakesRoom) {
  const auto h = hold({0, 10}, 1, 600, 1);
  EXPECT_EQ(found({h, book({h.ends_at, h.ends_at + 5}, 2, 600)}), Names{});
  EXPECT_EQ(found({h, book({h.ends_at - 20, h.ends_at - 10}, 2, 600)}), Names{"overlap"});
}

TEST(Checker, AnUnansweredReleaseMayHaveMadeRoom) {
  const auto r = book({0, 10}, 1, 600);
  const auto lost_answer = with(change(Kind::release, {20, 30}, r, 2), Outcome::unknown);
  EXPECT_EQ(found({r, lost_answer, book({40, 50}, 2, 600)}), Names{});
  const auto refused = with(change(Kind::release, {20, 30}, r, 2), Outcome::refused);
  EXPECT_EQ(found({r, refused, book({40, 50}, 2, 600)}), Names{"overlap"});
}

TEST(Checker, AMoveKeepsBothEndsHonest) {
  const auto r = book({0, 10}, 1, 600);
  auto moved = change(Kind::move, {100, 110}, r, 2);
  moved.start = 900;
  moved.end = 960;
  EXPECT_EQ(found({r, moved, book({200, 210}, 2, 900)}), Names{"overlap"});
  EXPECT_EQ(found({r, moved, book({50, 60}, 2, 600)}), Names{"overlap"});
  EXPECT_EQ(found({r, moved, book({200, 210}, 2, 600)}), Names{});
}

TEST(Checker, APendingReservationEndsAtItsDeadlineUnlessApproved) {
  auto pending = book({0, 10}, 1, 600);
  pending.ends_at = 1000;
  const auto later = book({1000, 1010}, 2, 600);
  EXPECT_EQ(found({pending, later}), Names{});
  const auto approved = change(Kind::approve, {500, 510}, pending, 2);
  EXPECT_EQ(found({pending, approved, later}), Names{"overlap"});
}

TEST(Checker, FindsALostReservation) {
  const auto r = book({0, 10}, 1, 600);
  const auto s = book({0, 10}, 2, 700);
  EXPECT_EQ(found({r, inactive(change(Kind::read, {20, 30}, r, 1))}), Names{"lost"});
  EXPECT_EQ(found({r, s, change(Kind::last, {20, 30}, s, 1)}), Names{"lost"});
}

TEST(Checker, FindsAResurrectedReservation) {
  const auto r = book({0, 10}, 1, 600);
  EXPECT_EQ(found({r, change(Kind::release, {20, 30}, r, 2), change(Kind::read, {40, 50}, r, 2)}),
            Names{"resurrected"});
}

TEST(Checker, FindsAnExpiredHoldConfirmed) {
  const auto h = hold({0, 10}, 1, 600, 1);
  EXPECT_EQ(found({h, confirm({h.ends_at + 1, h.ends_at + 5}, 2, h)}), Names{"stale_fence"});
  EXPECT_EQ(check({h, confirm({h.ends_at + 1, h.ends_at + 5}, 2, h)}, {.clock = 1}).size(), 0U);
}

TEST(Checker, FindsAnOutbidHoldConfirmed) {
  auto h = hold({0, 10}, 1, 600, 1);
  h.ends_at = 100;
  const auto newer = hold({120, 130}, 2, 630, 2);
  const auto late = confirm({140, 150}, 3, h);
  EXPECT_NE(std::ranges::count(found({h, newer, late}), "stale_fence"), 0);
}

TEST(Checker, FindsAReleasedHoldConfirmed) {
  const auto h = hold({0, 10}, 1, 600, 1);
  EXPECT_EQ(found({h, change(Kind::release, {20, 30}, h, 0), confirm({40, 50}, 2, h)}),
            Names{"stale_fence"});
}

TEST(Checker, FindsAForeignFence) {
  const auto h = hold({0, 10}, 1, 600, 5);
  auto guessed = confirm({20, 30}, 2, h);
  guessed.fence = 6;
  EXPECT_EQ(found({h, guessed}), Names{"stale_fence"});
}

TEST(Checker, FindsFencesThatDoNotGrow) {
  EXPECT_EQ(found({hold({0, 10}, 1, 600, 4), hold({20, 30}, 2, 700, 4)}), Names{"stale_fence"});
  EXPECT_EQ(found({hold({0, 25}, 1, 600, 5), hold({20, 30}, 2, 700, 4)}), Names{});
}

TEST(Checker, FindsBrokenKeys) {
  auto first = book({0, 10}, 1, 600);
  first.key = "k";
  first.request = 7;
  first.answer = 70;
  auto again = first;
  again.invoked = 20;
  again.completed = 30;
  EXPECT_EQ(found({first, again}), Names{});
  again.answer = 71;
  EXPECT_EQ(found({first, again}), Names{"idempotency"});
  auto twice = first;
  twice.claim = 2;
  twice.start = 900;
  twice.end = 960;
  EXPECT_EQ(found({first, twice}), Names{"idempotency"});
  auto other_body = first;
  other_body.request = 8;
  EXPECT_EQ(found({first, other_body}), Names{"idempotency"});
  other_body.member = 9;  // another person's key
  EXPECT_EQ(found({first, other_body}), Names{});
}

TEST(Checker, ARepeatedConfirmationIsNoNewOne) {
  const auto h = hold({0, 10}, 1, 600, 1);
  auto r = confirm({20, 30}, 2, h);
  r.key = "k";
  auto again = r;
  again.invoked = h.ends_at + 100;
  again.completed = h.ends_at + 110;
  EXPECT_EQ(found({h, r, again}), Names{});
}

TEST(Checker, FindsVersionsThatFall) {
  const auto r = book({0, 10}, 1, 600);
  EXPECT_EQ(found({r, change(Kind::read, {20, 30}, r, 3), change(Kind::read, {40, 50}, r, 2)}),
            Names{"backwards"});
  auto elsewhere = change(Kind::read, {40, 50}, r, 3);
  elsewhere.start = 700;
  elsewhere.end = 760;
  EXPECT_EQ(found({r, change(Kind::read, {20, 30}, r, 3), elsewhere}), Names{"backwards"});
}

TEST(Checker, FindsAPhantom) {
  auto seen = change(Kind::last, {100, 110}, book({0, 10}, 5, 600), 1);
  seen.member = 3;
  EXPECT_EQ(found({seen}), Names{"phantom"});
  auto unanswered = with(book({0, 10}, 0, 600), Outcome::unknown);
  unanswered.member = 3;
  unanswered.key = "k";
  EXPECT_EQ(found({unanswered, seen}), Names{});
  auto second = seen;
  second.claim = 6;
  second.artist = 1;
  EXPECT_EQ(std::ranges::count(found({unanswered, seen, second}), "phantom"), 1);
}

TEST(History, SurvivesItsTextForm) {
  auto r = book({1'764'000'000'000, 1'764'000'000'010}, 1ULL << 62, 600);
  r.key = "a \"key\"\n";
  r.request = ~0ULL;
  r.active = true;
  auto u = with(hold({3, 4}, 9, 10, 2), Outcome::unknown);
  std::string text;
  append_line(text, r);
  text += '\n';
  append_line(text, u);
  const auto read = read_lines(text);
  ASSERT_TRUE(read.has_value()) << read.error();
  std::string again;
  append_line(again, read->at(0));
  again += '\n';
  append_line(again, read->at(1));
  EXPECT_EQ(again, text);
  EXPECT_EQ(read->at(0).request, ~0ULL);
  EXPECT_EQ(read->at(0).ends_at, never);
}

TEST(History, NamesTheLineItCannotRead) {
  const auto bad = read_lines("{\"kind\":\"hold\",\"outcome\":\"ok\"}\n\n{\"kind\":\"steal\"}\n");
  ASSERT_FALSE(bad.has_value());
  EXPECT_EQ(bad.error(), "line 3: unknown kind or outcome");
}

TEST(Checker, JudgesAHundredThousandOperationsQuickly) {
  History history;
  for (int i = 0; i < 100'000; ++i) {
    auto o = book({i, i + 5}, static_cast<std::uint64_t>(i + 1), 60 * (i / 100));
    o.artist = static_cast<std::uint64_t>(i % 100 + 1);
    history.push_back(o);
  }
  const auto began = std::chrono::steady_clock::now();
  EXPECT_EQ(found(history), Names{});
  EXPECT_LT(std::chrono::steady_clock::now() - began, std::chrono::seconds(20));
}

}  // namespace
}  // namespace meme::checker
