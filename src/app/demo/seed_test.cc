#include "app/demo/seed.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "base/base64.h"
#include "base/random.h"
#include "booking/domain/availability.h"
#include "booking/json.h"
#include "booking/store.h"
#include "catalogue/service.h"

namespace meme::app::demo {
namespace {

using namespace std::chrono_literals;
using booking::ReservationEvent;
using booking::ReservationState;
using sql::Query;
using std::chrono::December;

constexpr Query all_reservations{"all_reservations", "SELECT id FROM reservation ORDER BY id"};
constexpr Query all_claims{"all_claims",
                           "SELECT artist_id, start, end, kind, owner_id FROM claim ORDER BY 1, 2"};
constexpr Query states{"states", "SELECT state, count(*) FROM reservation GROUP BY state"};
constexpr Query future{"future",
                       "SELECT count(*) FROM reservation WHERE state = $1 AND start > $2"};
constexpr Query reviewed{
    "reviewed",
    "SELECT a.id, a.review_count, a.rating_hundredths, "
    "(SELECT count(*) FROM reservation r WHERE r.artist_id = a.id AND r.state = 4) "
    "FROM artist a"};
constexpr Query orders{"orders",
                       "SELECT count(*) FROM reservation a JOIN reservation b ON a.customer_id = "
                       "b.customer_id AND a.id < b.id AND a.created_at > b.created_at"};
constexpr Query hidden_booked{"hidden_booked",
                              "SELECT count(*) FROM reservation r JOIN portfolio p ON p.id = "
                              "r.portfolio_id WHERE p.hidden = 1 OR p.artist_id <> r.artist_id"};
constexpr Query canceled_rules{"canceled_rules",
                               "SELECT canceled_rule, refund, price FROM reservation "
                               "WHERE state = 6"};
constexpr Query shared_hours{"shared_hours", "SELECT count(DISTINCT document) FROM schedule"};
constexpr Query strangers{"strangers",
                          "SELECT count(*) FROM reservation r LEFT JOIN member m ON m.id = "
                          "r.customer_id WHERE m.id IS NULL OR m.created_at > r.created_at"};

constexpr Query tables[] = {
    {"t1", "SELECT * FROM member ORDER BY id"},
    {"t2", "SELECT * FROM artist ORDER BY id"},
    {"t3", "SELECT * FROM artist_text ORDER BY 1"},
    {"t4", "SELECT * FROM portfolio ORDER BY id"},
    {"t5", "SELECT * FROM portfolio_text ORDER BY 1"},
    {"t6", "SELECT * FROM schedule ORDER BY 1"},
    {"t7", "SELECT * FROM reservation ORDER BY id"},
    {"t8", "SELECT * FROM history ORDER BY 1, 2"},
    {"t9", "SELECT * FROM claim ORDER BY 1, 2"},
    {"t10", "SELECT * FROM district ORDER BY 1"},
};

class SeededDatabase {
 public:
  explicit SeededDatabase(SeedPlan plan) : plan_(std::move(plan)) {
    path_ = testing::TempDir() + "meme_seed_" + base64url(secure_random(9)) + ".db";
    database_ = std::move(
        sql::Database::open({.path = path_, .synchronous = sql::Synchronous::normal}).value());
    counts_ = seed(*database_, plan_, [](const SeedCounts&) {});
  }
  ~SeededDatabase() {
    database_.reset();
    for (const char* suffix : {"", "-wal", "-shm", ".lock"})
      std::filesystem::remove(path_ + suffix);
  }
  sql::Session& session() { return database_->bootstrap(); }
  sql::Database& database() { return *database_; }
  const SeedCounts& counts() const { return counts_; }

  std::string dump() {
    std::string text;
    for (const Query& table : tables) {
      session().each(table, [&](const sql::Row& row) {
        for (int i = 0; i < row.columns(); ++i) text.append(row.text(i)).push_back('|');
        text.push_back('\n');
      });
    }
    return text;
  }

 private:
  SeedPlan plan_;
  std::string path_;
  std::unique_ptr<sql::Database> database_;
  SeedCounts counts_;
};

SeedPlan small_plan() {
  SeedPlan plan;
  plan.artists = 130;
  plan.years = 1;
  plan.reservations = 6'000;
  plan.seed = 7;
  plan.today = Date{std::chrono::year{2026}, December, std::chrono::day{1}};
  plan.region = catalogue::embedded_region();
  return plan;
}

// Nine in the morning of the plan's day in Seoul.
const Instant now = std::chrono::sys_days{small_plan().today};

// One marketplace for the tests that only look.
class SeedTest : public testing::Test {
 protected:
  static void SetUpTestSuite() { world_ = new SeededDatabase(small_plan()); }
  static void TearDownTestSuite() {
    delete world_;
    world_ = nullptr;
  }
  sql::Session& session() { return world_->session(); }
  std::int64_t number(const Query& query) { return session().maybe_integer(query).value_or(-1); }

  std::vector<booking::ReservationRow> reservations() {
    std::vector<ReservationId> ids;
    session().each(all_reservations,
                   [&](const sql::Row& row) { ids.push_back(row.id<ReservationId>(0)); });
    booking::Store store(session());
    std::vector<booking::ReservationRow> rows;
    rows.reserve(ids.size());
    for (const ReservationId id : ids) rows.push_back(*store.reservation(id));
    return rows;
  }
  std::map<ArtistId, std::vector<booking::Claim>> claims() {
    std::map<ArtistId, std::vector<booking::Claim>> all;
    booking::Store(session()).each_claim(
        ArtistId{1}, ArtistId{1'000}, Minute{},
        [&](ArtistId artist, const booking::Claim& claim) { all[artist].push_back(claim); });
    return all;
  }

  static SeededDatabase* world_;
};
SeededDatabase* SeedTest::world_ = nullptr;

TEST(SeedRun, TheSamePlanGivesTheSameRows) {
  SeedPlan plan = small_plan();
  plan.artists = 70;
  plan.reservations = 1'500;
  const std::string first = SeededDatabase(plan).dump();
  EXPECT_GT(first.size(), 100'000u);
  EXPECT_EQ(first, SeededDatabase(plan).dump());
  plan.seed = 8;
  EXPECT_NE(first, SeededDatabase(plan).dump());
}

TEST_F(SeedTest, AFullDatabaseIsNotSeeded) {
  EXPECT_TRUE(is_seeded(world_->database()));
  EXPECT_THROW(seed(world_->database(), small_plan(), [](const SeedCounts&) {}),
               std::runtime_error);
}

TEST_F(SeedTest, CountsAreWhatWasAskedFor) {
  const catalogue::StoredCatalogue catalogue(world_->database(), small_plan().region);
  EXPECT_EQ(catalogue.artist_count(), 130u);
  EXPECT_EQ(world_->counts().artists, 130);
  EXPECT_EQ(catalogue.portfolio_count(), static_cast<std::size_t>(world_->counts().portfolios));
  const double each = static_cast<double>(world_->counts().portfolios) / 130;
  EXPECT_GT(each, 2.0);
  EXPECT_LT(each, 3.0);
  EXPECT_GT(world_->counts().reservations, 4'500);
  EXPECT_LE(world_->counts().reservations, 6'000);
  std::set<catalogue::DistrictIndex> districts;
  catalogue.for_each_artist([&](const catalogue::ArtistFacts& a) { districts.insert(a.district); });
  EXPECT_GE(districts.size(), 20u);
  EXPECT_LT(number(shared_hours), world_->counts().artists);
}

TEST_F(SeedTest, EveryStateOccurs) {
  std::map<std::int64_t, std::int64_t> found;
  session().each(states, [&](const sql::Row& row) { found[row.integer(0)] = row.integer(1); });
  for (int state = 1; state <= 8; ++state) EXPECT_GT(found[state], 0) << state;
  const auto start = floor_minute(now);
  EXPECT_GT(session().maybe_integer(future, ReservationState::approved, start).value_or(0), 100);
  EXPECT_GT(session().maybe_integer(future, ReservationState::pending, start).value_or(0), 5);
}

TEST_F(SeedTest, ClaimsDoNotOverlapAndMatchReservations) {
  std::map<std::uint64_t, booking::ReservationRow> owners;
  for (auto& row : reservations()) owners.emplace(row.id.value, std::move(row));
  std::size_t claims_count = 0;
  for (const auto& [artist, all] : claims()) {
    Minute free_from{};
    for (const booking::Claim& claim : all) {
      EXPECT_GE(claim.start, free_from) << artist.text();
      free_from = claim.end;
      ASSERT_TRUE(owners.contains(claim.owner));
      const auto& row = owners.at(claim.owner);
      EXPECT_EQ(row.artist, artist);
      EXPECT_EQ(row.blocked, claim.blocked());
      EXPECT_EQ(row.service, claim.service());
      EXPECT_EQ(booking::claim_kind(row.state), claim.kind);
      ++claims_count;
    }
  }
  for (const auto& [id, row] : owners) claims_count -= booking::claim_kind(row.state).has_value();
  EXPECT_EQ(claims_count, 0u) << "a reservation without its claim";
}

// Asks the booking rules themselves whether each booking could have been made when it was made.
TEST_F(SeedTest, EveryBookingWasOfferedWhenItWasMade) {
  booking::Store store(session());
  std::map<ArtistId, booking::Schedule> schedules;
  store.each_schedule(ArtistId{0}, ArtistId{~0u},
                      [&](ArtistId artist, std::int64_t, std::string_view text) {
                        const auto document = json::read<booking::ScheduleDocument>(text);
                        ASSERT_TRUE(document);
                        schedules.emplace(artist, booking::Schedule::compile(*document).value());
                      });
  const auto taken = claims();
  for (const auto& row : reservations()) {
    std::span<const booking::Claim> others;
    if (booking::claim_kind(row.state) && taken.contains(row.artist)) others = taken.at(row.artist);
    const booking::AvailabilityQuery query{
        .schedule = schedules.at(row.artist),
        .occupied = {.claims = others, .busy = {}, .ignored_owner = row.id.value},
        .service = {.duration = row.service.length(),
                    .visit = row.place == catalogue::Place::visit},
        .now = row.created_at};
    EXPECT_TRUE(booking::check_offered(query, row.service.start)) << row.id.text();
  }
}

std::optional<ReservationEvent> event_named(std::string_view name) {
  for (std::size_t i = 0; i < booking::reservation_event_count; ++i) {
    const auto event = static_cast<ReservationEvent>(i);
    if (booking::event_code(event) == name) return event;
  }
  return std::nullopt;
}

// Replays each history against the table of transitions.
TEST_F(SeedTest, EveryHistoryFollowsTheRules) {
  booking::Store store(session());
  for (const auto& row : reservations()) {
    const auto history = store.history(row.id);
    ASSERT_EQ(static_cast<std::int64_t>(history.size()), row.version);
    EXPECT_EQ(history.front().at, row.created_at);
    EXPECT_EQ(history.back().at, row.updated_at);
    EXPECT_EQ(history.back().state, row.state);
    EXPECT_LT(row.updated_at, now);
    const bool asked = row.mode == catalogue::BookingMode::approve;
    EXPECT_EQ(history.front().event, asked ? "request" : "book");
    booking::ReservationSituation situation{
        .state = history.front().state, .service = row.service, .needs_approval = asked};
    for (std::size_t i = 1; i < history.size(); ++i) {
      EXPECT_GE(history[i].at, history[i - 1].at);
      const auto event = event_named(history[i].event);
      ASSERT_TRUE(event) << history[i].event;
      if (*event == ReservationEvent::expire) situation.deadline = history[i].at;
      const auto next = booking::after(situation, *event, {history[i].actor, history[i].at});
      ASSERT_TRUE(next) << row.id.text() << ' ' << history[i].event;
      EXPECT_EQ(*next, history[i].state);
      situation.state = *next;
    }
    EXPECT_EQ(row.deadline.has_value(), row.state == ReservationState::pending);
    if (row.deadline) EXPECT_GT(*row.deadline, now);
  }
}

TEST_F(SeedTest, CanceledBookingsNameTheirRule) {
  constexpr std::array<std::string_view, 5> known{"tier", "too_late", "by_artist", "by_operator",
                                                  "not_approved"};
  int canceled = 0;
  session().each(canceled_rules, [&](const sql::Row& row) {
    const auto rule = json::read<booking::StoredRule>(row.text(0));
    ASSERT_TRUE(rule.has_value()) << row.text(0);
    EXPECT_NE(std::ranges::find(known, rule->rule), known.end()) << rule->rule;
    EXPECT_EQ(row.integer(1), row.integer(2) * rule->refund_percent / 100);
    ++canceled;
  });
  EXPECT_GT(canceled, 0);
}

TEST_F(SeedTest, ReviewsCount) {
  session().each(reviewed, [](const sql::Row& row) {
    EXPECT_EQ(row.integer(1), row.integer(3)) << "artist " << row.integer(0);
    if (row.integer(1) == 0) {
      EXPECT_EQ(row.integer(2), 0);
    } else {
      EXPECT_GE(row.integer(2), 200);
      EXPECT_LE(row.integer(2), 500);
    }
  });
}

TEST_F(SeedTest, NumbersGrowWithTheTimeOfBooking) {
  EXPECT_EQ(number(orders), 0);
}

TEST_F(SeedTest, OnlyWhatIsShownIsBookedByPeopleWhoAreThere) {
  EXPECT_EQ(number(hidden_booked), 0);
  EXPECT_EQ(number(strangers), 0);
}

TEST(SeedCommand, RefusesWhatItCannotRead) {
  const ManualClock clock(now);
  const auto run = [&](std::vector<std::string> arguments) {
    return run_seed(arguments, "/nonexistent/meme.db", clock);
  };
  EXPECT_EQ(run({}), 2);
  EXPECT_EQ(run({"--demo", "--artists", "0"}), 2);
  EXPECT_EQ(run({"--demo", "--artists=many"}), 2);
  EXPECT_EQ(run({"--demo", "--today", "2026-02-30"}), 2);
  EXPECT_EQ(run({"--demo", "--colour", "red"}), 2);
  EXPECT_EQ(run({"--demo"}), 1);
}

}  // namespace
}  // namespace meme::app::demo
