#include "catalogue/testing/stall.h"

#include <stdexcept>

#include "base/base64.h"
#include "base/random.h"
#include "catalogue/module.h"
#include "catalogue/queries.h"

namespace meme::catalogue::testing {
namespace {

PortfolioFacts portfolio(std::uint64_t id, std::uint64_t artist, Category category) {
  return {.id = PortfolioId{id},
          .artist = ArtistId{artist},
          .category = category,
          .cancellation_policy = 2,
          .duration = std::chrono::minutes(60),
          .price = Money{static_cast<std::int64_t>(10'000 * id)},
          .picture_seed = static_cast<std::uint32_t>(id * 1'000'003),
          .title = "맑은 메이크업"};
}

}  // namespace

TemporaryDatabase::TemporaryDatabase()
    : path_(std::filesystem::temp_directory_path() /
            ("meme_" + base64url(secure_random(9)) + ".db")) {
  reopen();
}

TemporaryDatabase::~TemporaryDatabase() {
  database_.reset();
  for (const char* suffix : {"", "-wal", "-shm", ".lock"}) {
    std::error_code ignored;
    std::filesystem::remove(path_.string() + suffix, ignored);
  }
}

void TemporaryDatabase::reopen() {
  database_.reset();
  auto opened = sql::Database::open({.path = path_, .synchronous = sql::Synchronous::normal});
  if (!opened) throw std::runtime_error(opened.error().message);
  database_ = std::move(*opened);
}

void insert(sql::Session& session, const ArtistFacts& artist, std::string_view district,
            std::string_view bio) {
  session.execute(queries::insert_artist, artist.id, artist.member, artist.name, district,
                  artist.place, artist.rank, artist.rating_hundredths, artist.review_count,
                  artist.experience_years, artist.hidden, 0);
  session.execute(queries::insert_artist_text, artist.id, bio);
}

void insert(sql::Session& session, const PortfolioFacts& facts, std::string_view description) {
  session.execute(queries::insert_portfolio, facts.id, facts.artist, facts.title, facts.category,
                  facts.place, facts.price.amount, facts.duration.count(), facts.mode,
                  facts.cancellation_policy, facts.picture_seed, facts.hidden, 0);
  session.execute(queries::insert_portfolio_text, facts.id, description);
}

void fill(sql::Database& database) {
  migrate(database);
  database.bootstrap_transaction([](sql::Session& session) {
    insert(session,
           {.id = ArtistId{1},
            .member = MemberId{10},
            .experience_years = 9,
            .rating_hundredths = 487,
            .review_count = 31,
            .rank = 5,
            .name = "Ann"},
           "mapo", "Ann's story.");
    insert(session,
           {.id = ArtistId{2}, .member = MemberId{20}, .place = PlaceSet::shop, .name = "Bo"},
           "gangnam");
    insert(session, {.id = ArtistId{3}, .member = MemberId{30}, .hidden = true, .name = "Cho"},
           "jung");
    insert(session, portfolio(1, 1, Category::wedding), "A day to remember.");
    PortfolioFacts asked = portfolio(2, 1, Category::daily);
    asked.mode = BookingMode::approve;
    insert(session, asked);
    PortfolioFacts hidden = portfolio(3, 1, Category::etc);
    hidden.hidden = true;
    insert(session, hidden);
    insert(session, portfolio(4, 2, Category::studio));
    insert(session, portfolio(5, 3, Category::party));
  });
}

}  // namespace meme::catalogue::testing
