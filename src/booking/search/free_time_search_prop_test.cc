// The search against going through everybody, on random markets with clocks that change, and after
// random changes.
#include <gtest/gtest.h>

#include <map>
#include <optional>

#include "base/random.h"
#include "booking/domain/availability.h"
#include "booking/search/free_time_search.h"
#include "booking/search/testing/market.h"

namespace meme::booking::search {
namespace {

using namespace std::chrono;
using testing::hours_range;
using testing::Market;
using testing::schedule_of;

// Berlin turns its clock back five days later, New York twelve; Lord Howe has turned it forward, by
// half an hour.
constexpr Date first_date{year{2026}, October, day{20}};

struct Found {
  std::uint64_t own_key = 0;
  std::size_t place = 0;  // in the recommended order
  std::uint64_t artist = 0;
  std::uint64_t portfolio = 0;
  std::vector<Minute> starts;
};

class RandomMarket {
 public:
  explicit RandomMarket(std::uint64_t seed) : random_(seed), now_(sys_days{first_date} + 9h) {
    for (int i = 0; i < 6; ++i) schedules_.push_back(random_schedule());
    const auto artists = random_.between(1, 150);
    for (std::int64_t i = 0; i < artists; ++i) add_artist();
    for (auto& facts : market_.catalogue.artists) {
      facts.rank = static_cast<std::uint32_t>(random_.below(20));
    }
    search_.emplace(market_.catalogue, market_.calendars, first_date, 2);
    order_by_rank();
  }

  void change() {
    switch (random_.below(6)) {
      case 0:
        return change_schedule();
      case 1:
        return change_offer();
      case 2:
        return join();
      case 3:
        return roll();
      default:
        return change_time();
    }
  }

  void compare() {
    const SearchQuery query = random_query();
    const std::vector<Found> expected = go_through_everybody(query);
    SearchQuery page_query = query;
    std::size_t seen = 0;
    do {
      const auto page = search_->find(page_query, now_);
      ASSERT_TRUE(page.has_value());
      for (const SearchHit& hit : page->hits) {
        ASSERT_LT(seen, expected.size());
        const Found& wanted = expected[seen++];
        ASSERT_EQ(hit.artist.value, wanted.artist);
        ASSERT_EQ(hit.portfolio.value, wanted.portfolio);
        std::vector<Minute> starts;
        for (const Slot& slot : hit.free_times) starts.push_back(slot.start.at);
        ASSERT_EQ(starts, wanted.starts);
      }
      page_query.cursor = page->next_cursor.value_or("");
    } while (!page_query.cursor.empty());
    ASSERT_EQ(seen, expected.size());
    hits += seen;
  }

  std::size_t hits = 0;

 private:
  SharedSchedule random_schedule() {
    static constexpr const char* zones[] = {"Asia/Seoul",          "Asia/Seoul",
                                            "America/New_York",    "Europe/Berlin",
                                            "Australia/Lord_Howe", "Asia/Kathmandu"};
    ScheduleDocument document;
    document.time_zone = zones[random_.below(6)];
    document.step_minutes = random_.chance(0.7) ? 30 : static_cast<int>(random_.between(5, 90));
    document.lead_time_minutes = static_cast<int>(random_.between(0, 3000));
    document.horizon_days = static_cast<int>(random_.between(3, 100));
    document.buffer_before_minutes = static_cast<int>(random_.between(0, 30));
    document.buffer_after_minutes = static_cast<int>(random_.between(0, 30));
    document.travel_minutes = static_cast<int>(random_.between(0, 60));
    std::vector<HoursRange> hours;
    const auto grain = random_.chance(0.6) ? 30 : 1;
    const auto at = [&](std::int64_t low, std::int64_t high) {
      return static_cast<int>(random_.between(low, high)) / grain * grain;
    };
    const int open = at(0, 700);
    const int close = at(open + 60, 1380);
    hours.push_back(hours_range(open, close));
    if (random_.chance(0.3)) hours.push_back(hours_range(close + 30, 1440));
    for (int i = 0; i < 5; ++i) {
      const int opening = at(0, 1200);
      const Date date{local_days{first_date} + days{5 + 22 * i}};
      document.exceptions.push_back({date, {hours_range(opening, opening + 180)}, ""});
    }
    return schedule_of(hours, document);
  }

  ArtistId add_artist() {
    auto& facts = market_.catalogue.add_artist();
    facts.district = static_cast<catalogue::DistrictIndex>(random_.below(4));
    facts.rating_hundredths = static_cast<std::uint16_t>(random_.below(5) * 100);
    const ArtistId artist = facts.id;
    const auto portfolios = random_.below(4);
    for (std::uint64_t i = 0; i < portfolios; ++i)
      random_offer(market_.catalogue.add_portfolio(artist));
    market_.set_schedule(artist, schedules_[random_.below(schedules_.size())]);
    const auto claims = random_.chance(0.5) ? random_.below(300) : random_.below(10);
    for (std::uint64_t i = 0; i < claims; ++i) market_.claim(artist, random_time());
    return artist;
  }

  void random_offer(catalogue::PortfolioFacts& facts) {
    facts.category = static_cast<catalogue::Category>(random_.below(3));
    facts.place = static_cast<catalogue::PlaceSet>(random_.between(1, 3));
    facts.price = Money{static_cast<std::int64_t>(random_.below(8)) * 10'000};
    facts.duration =
        minutes(random_.chance(0.8) ? 30 * random_.between(1, 6) : random_.between(5, 600));
    facts.hidden = random_.chance(0.1);
  }

  Interval random_time() {
    const Minute base = floor_minute(Instant{sys_days{first_date}});
    const auto start = base + Minutes{static_cast<std::int32_t>(random_.between(-1440, 40 * 1440))};
    const auto grid = random_.chance(0.7) ? 15 : 1;
    const Minute from = minute_of(count(start) / grid * grid);
    return {from, from + Minutes{static_cast<std::int32_t>(random_.between(1, 10)) * grid * 5}};
  }

  // Around the present mostly, where lead times matter and the clocks change.
  SearchQuery random_query() {
    SearchQuery query;
    if (random_.chance(0.9)) {
      const auto away = random_.chance(0.8) ? random_.between(-1, 16) : random_.between(0, 88);
      query.date = Date{local_days{today_} + days{away}};
      if (random_.chance(0.2)) query.date = Date{year{2026}, October, day{25}};
    }
    if (random_.chance(0.6)) query.from = static_cast<int>(random_.below(1380));
    if (random_.chance(0.1)) query.from = static_cast<int>(60 + random_.below(120));
    if (random_.chance(0.6)) query.to = static_cast<int>(random_.between(query.from + 1, 1440));
    if (random_.chance(0.5)) query.category = static_cast<catalogue::Category>(random_.below(3));
    if (random_.chance(0.3)) query.districts = {1, 3};
    if (random_.chance(0.4)) query.place = random_.chance(0.5) ? Place::shop : Place::visit;
    if (random_.chance(0.3)) query.duration_least = Minutes{60};
    if (random_.chance(0.3)) query.price_most = Money{30'000};
    if (random_.chance(0.2)) query.price_least = Money{20'000};
    query.order = static_cast<Order>(random_.below(query.date ? 4 : 3));
    query.limit = static_cast<int>(random_.between(1, 30));
    return query;
  }

  std::optional<Found> match(const SearchQuery& query, const catalogue::ArtistFacts& artist,
                             const catalogue::PortfolioFacts& offer) const {
    const bool fits =
        !artist.hidden && !offer.hidden && (!query.category || offer.category == *query.category) &&
        (!query.place || catalogue::offers(offer.place, *query.place)) &&
        (!query.price_least || offer.price >= *query.price_least) &&
        (!query.price_most || offer.price <= *query.price_most) &&
        offer.duration >= query.duration_least &&
        (query.districts.empty() ||
         std::ranges::find(query.districts, artist.district) != query.districts.end());
    if (!fits) return std::nullopt;
    Found found{.artist = artist.id.value, .portfolio = offer.id.value};
    int first = 0;
    if (query.date) {
      found.starts = bookable(query, offer, first);
      if (found.starts.empty()) return std::nullopt;
    }
    if (query.order == Order::price) found.own_key = static_cast<std::uint64_t>(offer.price.amount);
    if (query.order == Order::rating) found.own_key = 1000u - artist.rating_hundredths;
    if (query.order == Order::soonest) found.own_key = static_cast<std::uint64_t>(first);
    return found;
  }

  std::vector<Minute> bookable(const SearchQuery& query, const catalogue::PortfolioFacts& offer,
                               int& first) const {
    const ArtistCalendar& calendar = market_.calendars.peek(offer.artist);
    const bool in_shop = query.place.value_or(catalogue::offers(offer.place, Place::shop)
                                                  ? Place::shop
                                                  : Place::visit) == Place::shop;
    const Minutes duration{static_cast<std::int32_t>(offer.duration.count())};
    std::vector<Minute> all;
    offered_starts(
        {*calendar.schedule, calendar.occupied(), {.duration = duration, .visit = !in_shop}, now_},
        *query.date, all);
    const TimeZone zone = calendar.schedule->zone();
    const LocalMinute midnight{local_days{*query.date}};
    std::vector<Minute> starts;
    for (const Minute start : all) {
      const int from = (zone.to_local(start) - midnight).count();
      if (from < query.from) continue;
      if (query.to && (zone.to_local(start + duration) - midnight).count() > *query.to) continue;
      if (starts.empty()) first = from;
      if (starts.size() < free_times_max) starts.push_back(start);
    }
    return starts;
  }

  std::optional<Found> best_match(const SearchQuery& query,
                                  const catalogue::ArtistFacts& artist) const {
    std::optional<Found> best;
    auto offers = market_.catalogue.portfolios_of(artist.id);
    std::ranges::sort(offers, {}, [](const auto& o) { return std::pair(o.price, o.id); });
    for (const auto& offer : offers) {
      auto found = match(query, artist, offer);
      if (!found || (best && best->own_key <= found->own_key)) continue;
      if (best && query.order != Order::soonest) continue;
      best = std::move(found);
    }
    return best;
  }

  std::vector<Found> go_through_everybody(const SearchQuery& query) const {
    std::vector<Found> all;
    for (std::size_t place = 0; place < order_.size(); ++place) {
      auto best = best_match(query, market_.catalogue.artists[order_[place] - 1]);
      if (!best) continue;
      best->place = place;
      all.push_back(std::move(*best));
    }
    std::ranges::sort(all, {}, [](const Found& f) { return std::pair(f.own_key, f.place); });
    return all;
  }

  void order_by_rank() {
    for (const auto& facts : market_.catalogue.artists) order_.push_back(facts.id.value);
    std::ranges::sort(order_, {}, [&](std::uint64_t id) {
      return std::pair(market_.catalogue.artists[id - 1].rank, id);
    });
  }

  catalogue::ArtistFacts& somebody() {
    return market_.catalogue.artists[random_.below(market_.catalogue.artists.size())];
  }

  void change_time() {
    const ArtistId artist = somebody().id;
    const auto claims = market_.calendars.peek(artist).claims.all();
    Interval time = random_time();
    if (!claims.empty() && random_.chance(0.4)) {
      time = claims[random_.below(claims.size())].blocked();
      ASSERT_TRUE(market_.unclaim(artist, time.start));
    } else if (!market_.claim(artist, time)) {
      return;
    }
    search_->time_changed(artist, time);
  }

  void change_schedule() {
    const ArtistId artist = somebody().id;
    if (random_.chance(0.3)) schedules_.push_back(random_schedule());
    market_.set_schedule(artist, schedules_[random_.below(schedules_.size())]);
    search_->artist_changed(artist);
  }

  void change_offer() {
    auto& facts = somebody();
    if (random_.chance(0.3)) facts.hidden = !facts.hidden;
    if (random_.chance(0.5)) random_offer(market_.catalogue.add_portfolio(facts.id));
    for (auto& portfolio : market_.catalogue.portfolios) {
      if (portfolio.artist == facts.id && random_.chance(0.5)) random_offer(portfolio);
    }
    search_->artist_changed(facts.id);
  }

  void join() {
    const ArtistId artist = add_artist();
    search_->artist_changed(artist);
    order_.push_back(artist.value);
  }

  void roll() {
    now_ += minutes(random_.between(0, 1000));
    today_ = Date{floor<days>(now_)};
    while (!search_->roll(today_, 40)) {
      if (random_.chance(0.3)) change_time();
    }
  }

  Random random_;
  Market market_;
  std::vector<SharedSchedule> schedules_;
  std::vector<std::uint64_t> order_;
  Instant now_;
  Date today_ = first_date;
  std::optional<FreeTimeSearch> search_;
};

void live_and_compare(RandomMarket& market) {
  for (int round = 0; round < 40; ++round) {
    for (int query = 0; query < 4; ++query) {
      market.compare();
      if (::testing::Test::HasFatalFailure()) return;
    }
    market.change();
  }
}

TEST(FreeTimeSearchProperty, FindsWhoGoingThroughEverybodyFinds) {
  std::size_t hits = 0;
  for (std::uint64_t seed = 0; seed < 60; ++seed) {
    SCOPED_TRACE(seed);
    RandomMarket market(seed);
    live_and_compare(market);
    if (HasFatalFailure()) return;
    hits += market.hits;
  }
  EXPECT_GT(hits, 20'000u);
}

}  // namespace
}  // namespace meme::booking::search
