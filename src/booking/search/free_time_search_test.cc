#include "booking/search/free_time_search.h"

#include <gtest/gtest.h>

#include <atomic>
#include <thread>

#include "booking/search/testing/market.h"

namespace meme::booking::search {
namespace {

using namespace std::chrono;
using namespace std::chrono_literals;
using testing::hours_range;
using testing::Market;
using testing::schedule_of;

// Tuesday, 1 December 2026, nine in the morning in Seoul.
constexpr Date today{year{2026}, December, day{1}};
constexpr Instant now = Instant{sys_days{today}};
constexpr Date saturday{year{2026}, December, day{5}};

Minute seoul(Date date, int hour, int minute = 0) {
  return minute_of(sys_days{date}.time_since_epoch().count() * 24LL * 60 + (hour - 9) * 60 +
                   minute);
}

// Artists 1, 2 and 3, recommended in this order, open from 10:00 to 18:00, each with an hour's
// wedding make-up in the district of their number.
class FreeTimeSearchTest : public ::testing::Test {
 protected:
  FreeTimeSearchTest() {
    for (int i = 0; i < 3; ++i) add_artist();
  }

  ArtistId add_artist() {
    auto& artist = market_.catalogue.add_artist();
    artist.district = static_cast<catalogue::DistrictIndex>(artist.id.value);
    const ArtistId id = artist.id;
    auto& portfolio = market_.catalogue.add_portfolio(id);
    portfolio.category = catalogue::Category::wedding;
    portfolio.duration = 60min;
    portfolio.price = Money{100'000 + 10'000 * static_cast<int>(id.value)};
    market_.set_schedule(id, open_);
    return id;
  }

  FreeTimeSearch& search() {
    if (!search_) search_.emplace(market_.catalogue, market_.calendars, today, 1);
    return *search_;
  }

  std::vector<int> find(const SearchQuery& query) {
    const auto page = search().find(query, now);
    std::vector<int> artists;
    for (const SearchHit& hit : page.value().hits) {
      artists.push_back(static_cast<int>(hit.artist.value));
    }
    return artists;
  }

  void take(int artist, Interval blocked) {
    ASSERT_TRUE(market_.claim(ArtistId{static_cast<std::uint64_t>(artist)}, blocked));
    search().time_changed(ArtistId{static_cast<std::uint64_t>(artist)}, blocked);
  }

  using Artists = std::vector<int>;
  Market market_;
  SharedSchedule open_ = schedule_of({hours_range(600, 1080)});
  std::optional<FreeTimeSearch> search_;
};

TEST_F(FreeTimeSearchTest, FindsAllByRankWithTheirFirstFreeTimes) {
  const auto page = search().find({.date = saturday}, now);
  ASSERT_TRUE(page.has_value());
  ASSERT_EQ(page->hits.size(), 3u);
  const SearchHit& first = page->hits[0];
  EXPECT_EQ(first.artist, ArtistId{1});
  EXPECT_EQ(first.portfolio, PortfolioId{1});
  ASSERT_EQ(first.free_times.size(), 3u);
  EXPECT_EQ(first.free_times[0].start, (ZonedMinute{seoul(saturday, 10), 540min}));
  EXPECT_EQ(first.free_times[0].end, (ZonedMinute{seoul(saturday, 11), 540min}));
  EXPECT_EQ(first.free_times[2].start.at, seoul(saturday, 11));
  EXPECT_FALSE(page->next_cursor);
}

TEST_F(FreeTimeSearchTest, FollowsBookingsAndCancellations) {
  take(1, {seoul(saturday, 10), seoul(saturday, 18)});
  EXPECT_EQ(find({.date = saturday}), (Artists{2, 3}));
  ASSERT_TRUE(market_.unclaim(ArtistId{1}, seoul(saturday, 10)));
  search().time_changed(ArtistId{1}, {seoul(saturday, 10), seoul(saturday, 18)});
  EXPECT_EQ(find({.date = saturday}), (Artists{1, 2, 3}));
}

TEST_F(FreeTimeSearchTest, TheServiceLiesInTheWindow) {
  take(2, {seoul(saturday, 10), seoul(saturday, 11)});
  EXPECT_EQ(find({.date = saturday, .from = 540, .to = 660}), (Artists{1, 3}));
  EXPECT_EQ(find({.date = saturday, .from = 540, .to = 690}), (Artists{1, 3}));
  EXPECT_EQ(find({.date = saturday, .from = 540, .to = 720}), (Artists{1, 2, 3}));
  EXPECT_EQ(find({.date = saturday, .from = 1020}), (Artists{1, 2, 3}));
  EXPECT_EQ(find({.date = saturday, .from = 1021}), Artists{});
}

TEST_F(FreeTimeSearchTest, FiltersByWhatOnePortfolioOffers) {
  auto& second = market_.catalogue.add_portfolio(ArtistId{1});
  second.category = catalogue::Category::daily;
  second.duration = 120min;
  second.price = Money{50'000};
  second.place = catalogue::PlaceSet::visit;
  EXPECT_EQ(find({.category = catalogue::Category::daily}), Artists{1});
  EXPECT_EQ(find({.category = catalogue::Category::wedding, .price_most = Money{50'000}}),
            Artists{});
  EXPECT_EQ(find({.duration_least = 90min}), Artists{1});
  EXPECT_EQ(find({.districts = {2, 3}}), (Artists{2, 3}));
  EXPECT_EQ(find({.category = catalogue::Category::daily, .place = Place::shop}), Artists{});
  EXPECT_EQ(find({.price_least = Money{120'000}, .price_most = Money{120'000}}), Artists{2});
}

TEST_F(FreeTimeSearchTest, OrdersByPriceRatingAndStart) {
  market_.catalogue.portfolios[0].price = Money{900'000};
  market_.catalogue.artists[1].rating_hundredths = 410;
  market_.catalogue.artists[2].rating_hundredths = 480;
  take(3, {seoul(saturday, 9), seoul(saturday, 14)});
  EXPECT_EQ(find({.date = saturday, .order = Order::price}), (Artists{2, 3, 1}));
  EXPECT_EQ(find({.date = saturday, .order = Order::rating}), (Artists{3, 2, 1}));
  EXPECT_EQ(find({.date = saturday, .order = Order::soonest}), (Artists{1, 2, 3}));
  take(1, {seoul(saturday, 9), seoul(saturday, 11)});
  EXPECT_EQ(find({.date = saturday, .order = Order::soonest}), (Artists{2, 1, 3}));
}

TEST_F(FreeTimeSearchTest, PagesGoOnWhereTheLastOneEnded) {
  SearchQuery query{.date = saturday, .limit = 2};
  const auto first = search().find(query, now);
  ASSERT_TRUE(first->next_cursor);
  query.cursor = *first->next_cursor;
  EXPECT_EQ(find(query), Artists{3});
  query.districts = {1};
  EXPECT_EQ(search().find(query, now).error(), SearchError::bad_cursor);
  query.cursor = "rubbish";
  EXPECT_EQ(search().find(query, now).error(), SearchError::bad_cursor);
}

TEST_F(FreeTimeSearchTest, LeadTimeAndHorizonCount) {
  // Nine o'clock now, two hours of lead time, the step is half an hour from ten.
  const auto page = search().find({.date = today}, now);
  EXPECT_EQ(page->hits.at(0).free_times.at(0).start.at, seoul(today, 11));
  EXPECT_EQ(find({.date = Date{local_days{today} + days{60}}}), (Artists{1, 2, 3}));
  EXPECT_EQ(find({.date = Date{local_days{today} + days{61}}}), Artists{});
  EXPECT_EQ(find({.date = Date{local_days{today} - days{1}}}), Artists{});
  EXPECT_EQ(find({.date = Date{local_days{today} - days{300}}}), Artists{});
  EXPECT_EQ(search().find({.date = Date{local_days{today} + days{91}}}, now).error(),
            SearchError::date_too_far);
}

TEST_F(FreeTimeSearchTest, SoonestNeedsADate) {
  EXPECT_EQ(search().find({.order = Order::soonest}, now).error(), SearchError::order_needs_date);
}

TEST_F(FreeTimeSearchTest, SeesNewHiddenAndChangedArtists) {
  search();
  const ArtistId fourth = add_artist();
  search().artist_changed(fourth);
  market_.catalogue.artists[0].hidden = true;
  search().artist_changed(ArtistId{1});
  market_.set_schedule(ArtistId{2}, schedule_of({hours_range(1200, 1320)}));
  search().artist_changed(ArtistId{2});
  EXPECT_EQ(find({.date = saturday}), (Artists{2, 3, 4}));
  EXPECT_EQ(find({.date = saturday, .from = 1200}), Artists{2});
  market_.catalogue.portfolios[3].hidden = true;
  search().artist_changed(fourth);
  EXPECT_EQ(find({}), (Artists{2, 3}));
}

// Berlin's clock goes back from 03:00 to 02:00 on 25 October 2026: what takes two hours from the
// first 02:00 on ends at the second 03:00, in a window of one hour on the wall clock.
class ClockChangeTest : public FreeTimeSearchTest {
 protected:
  void open_in_berlin(ArtistId artist) {
    ScheduleDocument berlin;
    berlin.time_zone = "Europe/Berlin";
    market_.set_schedule(artist, schedule_of({hours_range(0, 600)}, berlin));
    market_.catalogue.portfolios[artist.value - 1].duration = 120min;
  }

  static constexpr Date change{year{2026}, October, day{25}};
  static constexpr int two = 120;
  static constexpr int three = 180;
};

TEST_F(ClockChangeTest, AnHourOnTheClockHoldsTwo) {
  open_in_berlin(ArtistId{2});
  const Instant earlier = Instant{sys_days{change} - days{10}};
  FreeTimeSearch berlin(market_.catalogue, market_.calendars, Date{floor<days>(earlier)}, 1);
  const auto page = berlin.find({.date = change, .from = two, .to = three}, earlier);
  ASSERT_EQ(page->hits.size(), 1u);
  EXPECT_EQ(page->hits[0].artist, ArtistId{2});
  EXPECT_EQ(page->hits[0].free_times.at(0).start.at, Minute{sys_days{change}});
  EXPECT_EQ(page->hits[0].free_times.at(0).start.offset, 120min);
}

TEST_F(ClockChangeTest, IsKnownOnDaysRolledInLater) {
  open_in_berlin(ArtistId{2});
  const sys_days before = sys_days{change} - days{100};
  FreeTimeSearch berlin(market_.catalogue, market_.calendars, Date{before}, 1);
  for (int day = 1; day <= 60; ++day) ASSERT_TRUE(berlin.roll(Date{before + days{day}}, 100));
  const auto page =
      berlin.find({.date = change, .from = two, .to = three}, Instant{before + days{60}});
  ASSERT_TRUE(page.has_value());
  ASSERT_EQ(page->hits.size(), 1u);
  EXPECT_EQ(page->hits[0].artist, ArtistId{2});
}

TEST_F(FreeTimeSearchTest, RollsOnToNewDays) {
  ScheduleDocument far;
  far.horizon_days = 200;
  const Date last{local_days{today} + days{91}};
  // On that day the second artist works late, at a time no other day begins.
  far.exceptions.push_back({last, {hours_range(1215, 1275)}, ""});
  market_.set_schedule(ArtistId{2}, schedule_of({hours_range(600, 1080)}, far));
  far.exceptions.clear();
  open_ = schedule_of({hours_range(600, 1080)}, far);
  for (const std::uint64_t id : {1, 3}) market_.set_schedule(ArtistId{id}, open_);
  take(1, {seoul(last, 8), seoul(last, 20)});
  const Date tomorrow{local_days{today} + days{1}};
  EXPECT_FALSE(search().roll(tomorrow, 2));
  EXPECT_EQ(search().find({.date = last}, now).error(), SearchError::date_too_far);
  EXPECT_TRUE(search().roll(tomorrow, 2));
  EXPECT_EQ(find({.date = last}), (Artists{2, 3}));
  EXPECT_EQ(find({.date = last, .from = 1200}), Artists{2});
  EXPECT_TRUE(search().roll(tomorrow, 2));
}

TEST_F(FreeTimeSearchTest, ReadersAlwaysFindWhatStaysFree) {
  search();
  std::atomic<bool> over = false;
  std::atomic<int> missed = 0;
  const auto read = [&] {
    const SearchQuery query{.date = saturday, .from = 600, .to = 720, .order = Order::price};
    while (!over) {
      const auto page = search_->find(query, now);
      const bool found = page && !page->hits.empty() && page->hits[0].artist == ArtistId{1};
      if (!found) ++missed;
    }
  };
  std::jthread first(read);
  std::jthread second(read);
  const Interval morning{seoul(saturday, 10), seoul(saturday, 12)};
  const Interval evening{seoul(saturday, 16), seoul(saturday, 18)};
  for (int round = 0; round < 300; ++round) {
    take(2, morning);
    take(1, evening);
    market_.catalogue.artists[2].hidden = round % 2 == 0;
    search().artist_changed(ArtistId{3});
    ASSERT_TRUE(market_.unclaim(ArtistId{2}, morning.start));
    search().time_changed(ArtistId{2}, morning);
    ASSERT_TRUE(market_.unclaim(ArtistId{1}, evening.start));
    search().time_changed(ArtistId{1}, evening);
    if (round % 50 == 0) search().artist_changed(add_artist());
  }
  over = true;
  first.join();
  second.join();
  EXPECT_EQ(missed, 0);
  EXPECT_EQ(find({.date = saturday}), (Artists{1, 2, 3, 4, 5, 6, 7, 8, 9}));
}

}  // namespace
}  // namespace meme::booking::search
