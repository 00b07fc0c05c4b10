// Neighbourhoods as rows, every table in the order of its key.
#pragma once
#include <cstdint>
#include <vector>

#include "app/demo/world.h"
#include "booking/store.h"
#include "sql/session.h"

namespace meme::app::demo {

// Whether the database has any member or artist.
bool has_people(sql::Session& session);

// Lives for one transaction.
class Writing {
 public:
  Writing(sql::Session& session, SeedCounts& counts)
      : session_(session), store_(session), counts_(counts) {}

  // `order` lists the bookings by their numbers.
  void write(const Neighbourhood& made, const std::vector<std::size_t>& order);
  std::int64_t rows() const { return rows_; }

 private:
  void write_people(const Neighbourhood& made);
  void write_artist(const Artist& artist);
  void write_portfolio(const Portfolio& portfolio);
  void write_bookings(const Neighbourhood& made, const std::vector<std::size_t>& order);

  sql::Session& session_;
  booking::Store store_;
  SeedCounts& counts_;
  std::int64_t rows_ = 0;
};

}  // namespace meme::app::demo
