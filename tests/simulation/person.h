// Customers and artists of a simulation: they want the same few times, hesitate, retry, change
// their minds, and note in a history what they asked for and were told.
#pragma once
#include <map>
#include <string>
#include <vector>

#include "call.h"
#include "checker/history.h"

namespace meme::simulation {

// What everybody did, and what must never be seen.
struct Record {
  checker::History history;
  std::vector<std::string> faults;
  std::map<std::string, int> counts;  // by answer: "hold ok", "book slot_taken"

  std::string summary() const;
};

// A reservation as somebody last saw it; shared, so that artists find what customers asked for.
struct Known {
  ReservationId id{};
  ArtistId artist{};
  MemberId customer{};
  std::int64_t version = 0;
  booking::ReservationState state = booking::ReservationState::pending;
};
using Board = std::map<std::uint64_t, Known>;

struct Stage {
  World& world;
  Site& site;
  Record& record;
  Board& board;
};

class Person {
 public:
  Person(Stage stage, identity::Principal who) : stage_(stage), who_(who) {}

  // Lives through `actions` decisions.
  Task<void> live_as_customer(int actions);
  Task<void> live_as_artist(int actions);

 private:
  struct Wish {
    PortfolioId portfolio{};
    ArtistId artist{};
    Minute start{};
    booking::Place place = booking::Place::shop;
    Interval blocked;
  };
  // What an insisted request came to. `settled` is false when an attempt's fate is unknown.
  template <class T>
  struct Outcome {
    std::optional<booking::Result<booking::Answer<T>>> answer;
    bool ok() const { return answer && answer->has_value(); }
  };

  Task<void> act_as_customer();
  Task<void> hold_and_book();
  Task<void> confirm(booking::Hold hold, Wish wish);
  Task<void> book_directly();
  Task<void> release(booking::Hold hold, Wish wish);
  Task<void> wait_in_line();
  Task<void> look();
  static Task<booking::Result<booking::Reservation>> read(Site& site, identity::Principal who,
                                                          ReservationId id);
  Task<void> change_own();
  Task<void> act_as_artist();
  booking::Change customers_change();
  booking::Change artists_change();
  Task<void> change(Known known, booking::Change change);

  // Retries with the same key until answered or tired.
  template <class T, class Make>
  Task<Outcome<T>> insist(booking::Request request, Make make);
  Task<void> think();

  Wish any_wish();
  Minute any_start();
  booking::Request request(std::uint64_t hash);
  std::optional<Known> any_own();
  checker::Operation begin(checker::Kind kind, const booking::Request& request);
  void claim(checker::Operation& operation, const Wish& wish) const;
  template <class T>
  void finish(checker::Operation& operation, const Outcome<T>& outcome, const std::string& what);
  void conclude(checker::Operation& operation, std::string_view result, const std::string& what);
  void see(checker::Operation& operation, const booking::Reservation& seen);
  void note_failure(const std::exception_ptr& failure);
  Random& random() { return stage_.world.random(); }

  Stage stage_;
  identity::Principal who_;
  int requests_ = 0;
};

std::string_view name_of(booking::BookingError error);

// The minutes a reservation or hold blocks, from its service interval.
Interval blocked_by(Interval service, booking::Place place);

template <class T, class Make>
Task<Person::Outcome<T>> Person::insist(booking::Request request, Make make) {
  using R = booking::Result<booking::Answer<T>>;
  constexpr int attempts_max = 15;
  Outcome<T> outcome;
  for (int i = 0; i < attempts_max && !outcome.answer; ++i) {
    if (i > 0) co_await stage_.world.pause(std::chrono::milliseconds(20 + random().below(2'000)));
    const auto start = [&](booking::Service& service) { return make(service, request); };
    auto attempt = co_await send<R>(stage_.world, stage_.site, start);
    if (attempt.failure) note_failure(attempt.failure);
    outcome.answer = std::move(attempt.answer);
  }
  co_return outcome;
}

template <class T>
void Person::finish(checker::Operation& operation, const Outcome<T>& outcome,
                    const std::string& what) {
  using checker::Outcome;
  operation.outcome = outcome.ok()     ? Outcome::ok
                      : outcome.answer ? Outcome::refused
                                       : Outcome::unknown;
  if (outcome.ok()) {
    operation.answer = std::hash<std::string>{}((*outcome.answer)->body) | 1;
    conclude(operation, "ok", what);
  } else {
    conclude(operation, outcome.answer ? name_of(outcome.answer->error().error) : "unanswered",
             what);
  }
}

}  // namespace meme::simulation
