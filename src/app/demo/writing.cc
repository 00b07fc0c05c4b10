#include "app/demo/writing.h"

#include "app/queries.h"
#include "catalogue/queries.h"
#include "members/queries.h"

namespace meme::app::demo {

bool has_people(sql::Session& session) {
  return session.maybe_integer(queries::seed_has_people).value_or(0) != 0;
}

void Writing::write(const Neighbourhood& made, const std::vector<std::size_t>& order) {
  write_people(made);
  for (const Artist& artist : made.artists) write_artist(artist);
  write_bookings(made, order);
}

void Writing::write_people(const Neighbourhood& made) {
  for (const Person& one : made.people) {
    session_.execute(members::queries::insert_member, one.id, one.roles.bits(), one.name, one.phone,
                     "ko", one.artist, one.created_at);
  }
  counts_.members += std::ssize(made.people);
  rows_ += std::ssize(made.people);
}

void Writing::write_artist(const Artist& artist) {
  const auto& facts = artist.facts;
  session_.execute(catalogue::queries::insert_artist, facts.id, facts.member, artist.name,
                   artist.district, facts.place, facts.rank, facts.rating_hundredths,
                   facts.review_count, facts.experience_years, facts.hidden, artist.created_at);
  session_.execute(catalogue::queries::insert_artist_text, facts.id, artist.bio);
  store_.put_schedule(facts.id, 1, artist.hours->text);
  for (const Portfolio& portfolio : artist.portfolios) write_portfolio(portfolio);
  ++counts_.artists;
  rows_ += 3;
}

void Writing::write_portfolio(const Portfolio& portfolio) {
  const auto& facts = portfolio.facts;
  session_.execute(catalogue::queries::insert_portfolio, facts.id, facts.artist, portfolio.title,
                   facts.category, facts.place, facts.price.amount, facts.duration.count(),
                   facts.mode, facts.cancellation_policy, facts.picture_seed, facts.hidden,
                   portfolio.created_at);
  session_.execute(catalogue::queries::insert_portfolio_text, facts.id, portfolio.description);
  ++counts_.portfolios;
  rows_ += 2;
}

void Writing::write_bookings(const Neighbourhood& made, const std::vector<std::size_t>& order) {
  for (const std::size_t i : order) {
    const Booking& one = made.bookings[i];
    store_.insert_reservation(one.row);
    for (const auto& step : one.history) store_.append_history(step);
    rows_ += 1 + std::ssize(one.history);
  }
  for (const Booking& one : made.bookings) {
    if (!one.claim) continue;
    store_.insert_claim(one.row.artist, *one.claim);
    ++counts_.claims;
    ++rows_;
  }
  counts_.reservations += std::ssize(made.bookings);
}

}  // namespace meme::app::demo
