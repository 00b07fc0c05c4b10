#include "app/demo/people.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "app/demo/choice.h"
#include "app/demo/names.h"
#include "app/demo/texts.h"

namespace meme::app::demo {
namespace {

using namespace std::chrono_literals;
using catalogue::BookingMode;
using catalogue::Category;
using catalogue::category_count;
using catalogue::PlaceSet;
using identity::Role;

struct Trade {
  int share;  // how many portfolios are of this category, relative to the others
  int price;  // in thousand won, of an artist without experience
  std::array<int, 3> minutes;
  double approve;               // how often the artist wants to see a request first
  std::array<int, 4> policies;  // weights of the cancellation policies 1 to 4
};

constexpr std::array<Trade, category_count> trades{{
    {30, 45, {60, 60, 90}, 0.10, {6, 2, 0, 2}},      // daily
    {12, 65, {60, 60, 90}, 0.10, {5, 4, 0, 1}},      // interview
    {8, 95, {60, 90, 120}, 0.45, {2, 6, 1, 1}},      // actor
    {12, 75, {60, 90, 90}, 0.20, {5, 3, 0, 2}},      // party
    {18, 230, {120, 150, 180}, 0.55, {0, 2, 7, 1}},  // wedding
    {4, 190, {120, 180, 240}, 0.80, {0, 4, 5, 1}},   // prosthetic
    {11, 105, {90, 120, 120}, 0.35, {1, 6, 2, 1}},   // studio
    {5, 60, {60, 60, 90}, 0.25, {5, 2, 0, 3}},       // etc
}};

// The first artists, so that a demonstration can say whom to look for.
struct KnownArtist {
  std::string_view name;
  std::string_view district;
  PlaceSet place;
  BookingMode mode;
  std::uint8_t years;
  double popularity;
  std::array<Category, 3> categories;
};

constexpr std::array<KnownArtist, 6> known_artists{{
    {"윤슬 메이크업",
     "mapo",
     PlaceSet::both,
     BookingMode::instant,
     9,
     3.0,
     {Category::wedding, Category::daily, Category::party}},
    {"한지우",
     "gangnam",
     PlaceSet::both,
     BookingMode::approve,
     12,
     4.0,
     {Category::wedding, Category::studio, Category::actor}},
    {"서연우",
     "seodaemun",
     PlaceSet::visit,
     BookingMode::instant,
     4,
     1.5,
     {Category::daily, Category::interview, Category::etc}},
    {"스튜디오 누아",
     "seongdong",
     PlaceSet::shop,
     BookingMode::approve,
     15,
     2.0,
     {Category::prosthetic, Category::actor, Category::studio}},
    {"담화 민아",
     "jongno",
     PlaceSet::shop,
     BookingMode::instant,
     7,
     2.5,
     {Category::interview, Category::daily, Category::wedding}},
    {"박도연",
     "songpa",
     PlaceSet::both,
     BookingMode::instant,
     1,
     0.3,
     {Category::party, Category::daily, Category::etc}},
}};

constexpr std::array<std::string_view, 6> known_customers{"김하늘", "이서윤", "박지민",
                                                          "최윤아", "정하린", "강태윤"};

Instant between(Random& random, Instant from, Instant to) {
  if (to <= from) return from;
  return from + std::chrono::seconds(random.between(0, (to - from) / 1s));
}

Category draw_category(Random& random) {
  static const std::array<int, category_count> shares = [] {
    std::array<int, category_count> all{};
    for (std::size_t i = 0; i < all.size(); ++i) all[i] = trades[i].share;
    return all;
  }();
  return static_cast<Category>(draw(random, shares));
}

// Dearer with experience and in the districts where rents are; rounded as people do.
Money price_of(Random& random, const Trade& trade, const Artist& artist, bool dear_district) {
  const double experience = 1.0 + 0.045 * std::min<int>(artist.facts.experience_years, 20);
  const double taste = 0.85 + 0.45 * random.unit();
  const double won = trade.price * 1000.0 * experience * taste * (dear_district ? 1.2 : 1.0);
  return Money{std::max<std::int64_t>(20'000, std::llround(won / 5'000) * 5'000)};
}

Portfolio make_portfolio(const World& world, Random& random, const Artist& artist,
                         Category category) {
  const Trade& trade = trades[static_cast<std::size_t>(category)];
  const auto& code = world.catalogue.districts()[artist.facts.district].code;
  const bool dear = code == "gangnam" || code == "seocho" || code == "yongsan";
  Portfolio portfolio;
  auto& facts = portfolio.facts;
  facts.artist = artist.facts.id;
  facts.category = category;
  facts.place = artist.facts.place;
  if (facts.place == PlaceSet::both && random.chance(0.3)) facts.place = PlaceSet::shop;
  facts.mode = random.chance(trade.approve) ? BookingMode::approve : BookingMode::instant;
  facts.hidden = random.chance(0.02);
  facts.cancellation_policy = static_cast<std::uint16_t>(draw(random, trade.policies) + 1);
  facts.duration = std::chrono::minutes(pick(random, trade.minutes));
  facts.price = price_of(random, trade, artist, dear);
  facts.picture_seed = static_cast<std::uint32_t>(random());
  portfolio.title = portfolio_title(random, category);
  portfolio.description = portfolio_description(random, facts);
  portfolio.created_at = between(random, artist.created_at, artist.created_at + 24h);
  return portfolio;
}

// One to five, two and a half on average; most artists stay with the category they began with.
void add_portfolios(const World& world, Random& random, Artist& artist) {
  constexpr std::array<int, 5> shares{24, 33, 23, 12, 8};
  const auto portfolios_count = draw(random, shares) + 1;
  const Category main = draw_category(random);
  for (std::size_t i = 0; i < portfolios_count; ++i) {
    const Category category = i == 0 || random.chance(0.35) ? main : draw_category(random);
    artist.portfolios.push_back(make_portfolio(world, random, artist, category));
  }
  // Somebody who offers nothing would be no artist.
  artist.portfolios.front().facts.hidden = false;
}

SharedHours choose_hours(const World& world, Random& random) {
  // Fewer in a large world: each individual document is one more that cannot be shared.
  const double individuals = world.plan.artists <= 5'000 ? 0.25 : 0.04;
  if (random.chance(individuals)) return world.hours.individual(random, world.plan.today);
  return world.hours.any(random);
}

Artist make_artist(const World& world, Random& random, bool female) {
  Artist artist;
  auto& facts = artist.facts;
  facts.district = static_cast<catalogue::DistrictIndex>(
      draw(random, std::span<const int>(world.district_weights)));
  constexpr std::array<PlaceSet, 3> places{PlaceSet::shop, PlaceSet::visit, PlaceSet::both};
  constexpr std::array<int, 3> place_weights{52, 14, 34};
  facts.place = places.at(draw(random, place_weights));
  facts.experience_years =
      static_cast<std::uint8_t>(std::min(30.0, std::floor(exponential(random, 5.5))));
  artist.name = artist_name(random, female);
  artist.popularity = std::exp(0.9 * normal(random) - 0.4);
  artist.quality = std::clamp(4.72 + 0.2 * normal(random), 3.6, 4.97);
  // Half were there from the beginning, the others joined since.
  artist.created_at = random.chance(0.5) ? between(random, world.opened - 72h, world.opened)
                                         : between(random, world.opened, world.now - 24h * 14);
  artist.hours = choose_hours(world, random);
  return artist;
}

void become_known(const World& world, Random& random, const KnownArtist& known, Artist& artist) {
  artist.name = known.name;
  artist.facts.place = known.place;
  artist.facts.experience_years = known.years;
  if (const auto district = world.catalogue.district(known.district))
    artist.facts.district = *district;
  artist.popularity = known.popularity;
  artist.quality = 4.9;
  artist.created_at = world.opened - 24h;
  artist.hours = world.hours.open_all_week();
  for (const Category category : known.categories) {
    Portfolio portfolio = make_portfolio(world, random, artist, category);
    portfolio.facts.mode = known.mode;
    portfolio.facts.hidden = false;
    portfolio.facts.place = known.place;
    artist.portfolios.push_back(std::move(portfolio));
  }
}

void add_artist(Making& making, Neighbourhood& into) {
  const World& world = making.world;
  Random& random = making.random;
  Numbers& numbers = making.numbers;
  const bool female = random.chance(0.86);
  Artist artist = make_artist(world, random, female);
  artist.facts.id = ArtistId{numbers.artist++};
  if (artist.facts.id.value <= known_artists.size()) {
    become_known(world, random, known_artists[artist.facts.id.value - 1], artist);
  } else {
    add_portfolios(world, random, artist);
  }
  artist.facts.member = MemberId{numbers.member++};
  const auto& district = world.catalogue.districts()[artist.facts.district];
  artist.district = district.code;
  artist.bio = artist_bio(random, artist.facts, district.name_ko);
  for (Portfolio& portfolio : artist.portfolios) {
    portfolio.facts.id = PortfolioId{numbers.portfolio++};
    portfolio.facts.artist = artist.facts.id;
  }
  into.people.push_back({.id = artist.facts.member,
                         .roles = {Role::customer, Role::artist},
                         .name = artist.name,
                         .phone = phone_number(random),
                         .artist = artist.facts.id,
                         .created_at = artist.created_at});
  into.artists.push_back(std::move(artist));
}

Person make_customer(const World& world, Random& random, MemberId id) {
  const bool female = random.chance(0.88);
  std::string name = person_name(random, female);
  std::string phone = phone_number(random);
  return {.id = id,
          .roles = Role::customer,
          .name = std::move(name),
          .phone = std::move(phone),
          .created_at = between(random, world.opened - 24h * 60, world.opened)};
}

}  // namespace

Neighbourhood make_people(Making& making, std::int64_t artists_count,
                          std::int64_t customers_count) {
  const World& world = making.world;
  Random& random = making.random;
  Numbers& numbers = making.numbers;
  Neighbourhood made;
  const bool first = numbers.member == 1;
  if (first) {
    made.people.push_back({.id = MemberId{numbers.member++},
                           .roles = {Role::customer, Role::operator_},
                           .name = "미미 (운영팀)",
                           .phone = phone_number(random),
                           .created_at = world.opened - 24h * 90});
  }
  for (std::int64_t i = 0; i < artists_count; ++i) add_artist(making, made);
  made.first_customer = made.people.size();
  for (std::int64_t i = 0; i < customers_count; ++i) {
    made.people.push_back(make_customer(world, random, MemberId{numbers.member++}));
    if (first && i < std::ssize(known_customers)) {
      made.people.back().name = known_customers[static_cast<std::size_t>(i)];
    }
  }
  return made;
}

}  // namespace meme::app::demo
