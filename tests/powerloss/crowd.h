// Customers who book, hold, move and cancel through the real service over the real database, with
// its writer and reader threads, until the power fails; and the verdict on what the disk then
// holds.
#pragma once
#include <memory>
#include <string>
#include <vector>

#include "base/clock.h"
#include "base/random.h"
#include "booking/service.h"
#include "checker/history.h"
#include "simulation/shop.h"
#include "sql/testing/power_loss_disk.h"

namespace meme::powerloss {

namespace asio = boost::asio;

class Crowd {
 public:
  struct Options {
    sql::Synchronous synchronous = sql::Synchronous::full;
    int customers = 12;
    int actions = 12;  // of each customer
  };

  Crowd(sql::testing::PowerLossDisk& disk, std::uint64_t seed, Options options);

  // Everybody acts at once; returns when all are done or the power has failed.
  void act();
  // Everything that was asked and answered, on one counter as clock.
  const checker::History& history() const { return history_; }
  int acknowledged() const { return acknowledged_; }

 private:
  struct Running;
  runtime::Task<void> live(identity::Principal who, std::uint64_t seed);
  runtime::Task<void> book(identity::Principal who, Random& random);
  runtime::Task<void> hold_and_book(identity::Principal who, Random& random);
  runtime::Task<void> change(identity::Principal who, Random& random);
  template <class T>
  runtime::Task<std::optional<T>> told(booking::Reply<T> reply, checker::Operation& operation);
  checker::Operation begin(checker::Kind kind, const identity::Principal& who);
  void see(checker::Operation& operation, const booking::Reservation& seen);
  booking::Request request(const identity::Principal& who);

  sql::testing::PowerLossDisk& disk_;
  Random random_;
  Options options_;
  checker::History history_;
  std::vector<booking::Reservation> known_;
  std::int64_t moment_ = 0;
  int keys_ = 0;
  int acknowledged_ = 0;
  booking::Service* service_ = nullptr;
};

sql::DatabaseOptions options_for(const sql::testing::PowerLossDisk& disk, sql::Synchronous how);

// A disk with the tables and the shop's hours on it.
sql::testing::PowerLossDisk::Contents prepared();

// Opens what the power cut left and holds it against the history. Empty when all is well.
std::vector<std::string> verdict_on(const sql::testing::PowerLossDisk& disk,
                                    checker::History history, sql::Synchronous how);

}  // namespace meme::powerloss
