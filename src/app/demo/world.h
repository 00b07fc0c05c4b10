// What a demonstration marketplace is made of, before it becomes rows.
#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "app/demo/hours.h"
#include "app/demo/seed.h"
#include "base/time_zone.h"
#include "booking/domain/claim.h"
#include "booking/rows.h"
#include "catalogue/api.h"
#include "identity/principal.h"

namespace meme::app::demo {

// Fixed for the whole run.
struct World {
  const SeedPlan& plan;
  const catalogue::Catalogue& catalogue;  // empty but for districts and cancellation policies
  TimeZone zone;
  Instant now{};     // nine in the morning of the plan's day, on the region's clock
  Instant opened{};  // when the marketplace opened: the past begins here
  HoursPool hours;
  std::vector<int> district_weights;
  std::vector<std::string> cancellation_texts;  // by policy id, as reservations keep them
};

World make_world(const SeedPlan& plan, const catalogue::Catalogue& catalogue);

struct Person {
  MemberId id{};
  identity::Roles roles{};
  std::string name;
  std::string phone;
  std::optional<ArtistId> artist{};
  Instant created_at{};
};

// The texts are kept beside the facts, whose own views stay empty.
struct Portfolio {
  catalogue::PortfolioFacts facts;
  std::string title;
  std::string description;
  Instant created_at{};
};

struct Artist {
  catalogue::ArtistFacts facts;
  std::string name;
  std::string district;  // its code
  std::string bio;
  Instant created_at{};
  SharedHours hours;
  std::vector<Portfolio> portfolios;
  double popularity = 1;  // share of the neighbourhood's bookings, relative to the others
  double quality = 4.7;   // mean of the stars people give
  std::int64_t stars = 0;
};

struct Booking {
  booking::ReservationRow row;
  std::vector<booking::HistoryRow> history;
  std::optional<booking::Claim> claim;  // of bookings that take the artist's time
};

// Artists with their customers, who book among each other. The unit of streaming: one neighbourhood
// is in memory at a time, and its rows follow those of the one before it in every table.
struct Neighbourhood {
  std::vector<Person> people;
  std::size_t first_customer = 0;  // people from here on book
  std::vector<Artist> artists;
  std::vector<Booking> bookings;  // in order of artist and start
};

// The next free numbers; a neighbourhood takes the ones it needs.
struct Numbers {
  std::uint64_t member = 1;
  std::uint64_t artist = 1;
  std::uint64_t portfolio = 1;
  std::uint64_t reservation = 1;
};

// What making one neighbourhood draws on.
struct Making {
  const World& world;
  Random& random;
  Numbers& numbers;
};

}  // namespace meme::app::demo
