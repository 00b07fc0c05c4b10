#include "app/demo/seed.h"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <stdexcept>

#include "app/demo/diary.h"
#include "app/demo/people.h"
#include "app/demo/writing.h"
#include "base/check.h"
#include "booking/json.h"
#include "booking/migrations.h"
#include "catalogue/module.h"
#include "catalogue/service.h"
#include "members/module.h"

namespace meme::app::demo {
namespace {

using namespace std::chrono_literals;

constexpr std::int64_t neighbourhood_artists = 64;
constexpr std::int64_t rows_per_transaction = 300'000;
constexpr std::int64_t bookings_per_artist_and_year = 60;
constexpr std::int64_t default_reservations_max = 10'000'000;
constexpr double bookings_per_customer = 6.5;

std::int64_t wanted_reservations(const SeedPlan& plan) {
  const std::int64_t usual = plan.artists * std::max(1, plan.years) * bookings_per_artist_and_year;
  return plan.reservations.value_or(std::min(usual, default_reservations_max));
}

// Each neighbourhood draws from its own numbers, so that making one does not depend on how another
// went.
Random random_of(std::uint64_t seed, std::int64_t neighbourhood) {
  return Random(seed * 0x9E3779B97F4A7C15ULL + static_cast<std::uint64_t>(neighbourhood));
}

// The artists' shares of the bookings, in proportion to how popular they are.
std::vector<std::int64_t> shares_of(const std::vector<Artist>& artists,
                                    std::int64_t bookings_count) {
  double popularity = 0;
  for (const Artist& one : artists) popularity += one.popularity;
  std::vector<std::int64_t> shares;
  double owed = 0;
  for (const Artist& one : artists) {
    owed += static_cast<double>(bookings_count) * one.popularity / popularity;
    shares.push_back(static_cast<std::int64_t>(owed));
    owed -= static_cast<double>(shares.back());
  }
  return shares;
}

// Stars and rank follow from the reviews; few reviews count towards the middle.
void settle_reputation(Random& random, Artist& artist) {
  auto& facts = artist.facts;
  const double count = facts.review_count;
  if (facts.review_count > 0) {
    facts.rating_hundredths =
        static_cast<std::uint16_t>(std::lround(100.0 * static_cast<double>(artist.stars) / count));
  }
  const double mean = (4.5 * 8 + static_cast<double>(artist.stars)) / (8 + count);
  const double score = mean + 0.06 * std::log2(1 + count) + 0.15 * random.unit();
  facts.rank = static_cast<std::uint32_t>((10.0 - std::min(score, 9.0)) * 400'000'000.0);
}

// Numbers in the order of booking, so that a customer's reservations are numbered as they were
// made.
void number_bookings(Neighbourhood& made, Numbers& numbers, std::vector<std::size_t>& order) {
  order.resize(made.bookings.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::ranges::sort(order, {},
                    [&](std::size_t i) { return std::pair(made.bookings[i].row.created_at, i); });
  for (const std::size_t i : order) {
    Booking& one = made.bookings[i];
    one.row.id = ReservationId{numbers.reservation++};
    for (auto& step : one.history) step.reservation = one.row.id;
    if (one.claim) one.claim->owner = one.row.id.value;
  }
}

class Seeding {
 public:
  Seeding(sql::Database& database, const SeedPlan& plan)
      : database_(database),
        plan_(plan),
        catalogue_(database, plan.region),
        world_(make_world(plan, catalogue_)),
        wanted_(wanted_reservations(plan)) {}

  SeedCounts run(FunctionRef<void(const SeedCounts&)> progress) {
    while (counts_.artists < plan_.artists) {
      database_.bootstrap_transaction([this](sql::Session& session) { write_some(session); });
      progress(counts_);
    }
    return counts_;
  }

 private:
  void write_some(sql::Session& session) {
    Writing writing(session, counts_);
    while (counts_.artists < plan_.artists && writing.rows() < rows_per_transaction) {
      const Neighbourhood made = make_next();
      writing.write(made, order_);
    }
  }

  Neighbourhood make_next() {
    Random random = random_of(plan_.seed, made_++);
    const auto artists_count = std::min<std::int64_t>(
        neighbourhood_artists, plan_.artists - static_cast<std::int64_t>(numbers_.artist) + 1);
    const double share = static_cast<double>(artists_count) / static_cast<double>(plan_.artists);
    // What the hours of earlier artists did not hold is owed by the later ones, within reason.
    const auto even = std::llround(static_cast<double>(wanted_) * share);
    owed_ = std::min(owed_ + even, even + even / 2);
    const auto bookings_count = owed_;
    const auto customers_count = std::max<std::int64_t>(
        12, std::llround(static_cast<double>(bookings_count) / bookings_per_customer));
    Making making{world_, random, numbers_};
    Neighbourhood made = make_people(making, artists_count, customers_count);
    const auto shares = shares_of(made.artists, bookings_count);
    for (std::size_t i = 0; i < made.artists.size(); ++i) {
      fill_diary(making, shares[i], made.artists[i], made);
      settle_reputation(random, made.artists[i]);
    }
    owed_ = std::max<std::int64_t>(0, owed_ - std::ssize(made.bookings));
    number_bookings(made, numbers_, order_);
    return made;
  }

  sql::Database& database_;
  const SeedPlan& plan_;
  catalogue::StoredCatalogue catalogue_;
  World world_;
  std::int64_t wanted_;
  Numbers numbers_;
  SeedCounts counts_;
  std::vector<std::size_t> order_;  // of the bookings just made, by their numbers
  std::int64_t made_ = 0;
  std::int64_t owed_ = 0;  // bookings wanted so far and not made
};

void migrate(sql::Database& database) {
  members::migrate(database);
  catalogue::migrate(database);
  if (auto migrated = database.migrate(booking::migrations, "booking"); !migrated) {
    throw std::runtime_error(migrated.error().message);
  }
}

}  // namespace

World make_world(const SeedPlan& plan, const catalogue::Catalogue& catalogue) {
  const auto zone = TimeZone::find(plan.region.time_zone);
  if (!zone)
    throw std::runtime_error("the region's time zone is not known: " + plan.region.time_zone);
  const Minute now = zone->moments_of(LocalMinute{std::chrono::local_days{plan.today}} + 9h).latest;
  World world{.plan = plan,
              .catalogue = catalogue,
              .zone = *zone,
              .now = now,
              .opened = Instant{now} - 24h * (365 * plan.years + 30),
              .hours = HoursPool(plan.seed, plan.region.time_zone)};
  for (const auto& district : plan.region.districts)
    world.district_weights.push_back(district.weight);
  for (std::uint16_t id = 0; id <= 4; ++id) {
    std::vector<booking::CancellationTier> tiers;
    for (const auto& rule : catalogue.cancellation_policy(id).rules) {
      tiers.push_back({rule.hours_before, rule.refund_percent});
    }
    world.cancellation_texts.push_back(json::write(tiers));
  }
  return world;
}

bool is_seeded(sql::Database& database) {
  migrate(database);
  return has_people(database.bootstrap());
}

SeedCounts seed(sql::Database& database, const SeedPlan& plan,
                FunctionRef<void(const SeedCounts&)> progress) {
  MEME_ASSERT(plan.artists >= 1 && plan.artists <= artists_max);
  MEME_ASSERT(plan.years >= 0 && plan.years <= years_max);
  if (is_seeded(database)) {
    throw std::runtime_error("there are people in this database already; seed an empty one");
  }
  return Seeding(database, plan).run(progress);
}

}  // namespace meme::app::demo
