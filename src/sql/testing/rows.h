// A small schema and jobs for tests of the database itself: bookings that are right only in pairs.
#pragma once
#include <cstdint>
#include <latch>
#include <set>
#include <string>

#include "sql/database.h"

namespace meme::sql::testing {

inline constexpr Migration pair_schema[] = {
    {1, "0001_pairs",
     "CREATE TABLE booking (id INTEGER PRIMARY KEY, slot INTEGER NOT NULL, note TEXT NOT NULL) "
     "STRICT; CREATE INDEX booking_slot ON booking (slot, id);"
     "CREATE TABLE notice (booking INTEGER PRIMARY KEY, note TEXT NOT NULL) STRICT;",
     "CREATE TABLE booking (id bigint PRIMARY KEY, slot bigint NOT NULL, note text NOT NULL);"
     "CREATE INDEX booking_slot ON booking (slot, id);"
     "CREATE TABLE notice (booking bigint PRIMARY KEY, note text NOT NULL);"}};

namespace pairs {
inline constexpr Query insert_booking{"pairs.insert_booking",
                                      "INSERT INTO booking (id, slot, note) VALUES ($1, $2, $3)"};
inline constexpr Query insert_notice{"pairs.insert_notice",
                                     "INSERT INTO notice (booking, note) VALUES ($1, $2)"};
inline constexpr Query bookings{"pairs.bookings", "SELECT id FROM booking"};
inline constexpr Query notices{"pairs.notices", "SELECT booking FROM notice"};
inline constexpr Query count{"pairs.count", "SELECT count(*) FROM booking"};
}  // namespace pairs

inline void insert_pair(Session& tx, std::int64_t id, std::size_t note_size = 40) {
  const std::string note(note_size, 'x');
  tx.execute(pairs::insert_booking, id, id * 7919 % 100'003, note);
  tx.execute(pairs::insert_notice, id, note);
}

inline std::set<std::int64_t> ids(Session& session, const Query& query) {
  std::set<std::int64_t> found;
  session.each(query, [&found](const Row& row) { found.insert(row.integer(0)); });
  return found;
}

// Writes one pair and waits on the calling thread for the outcome.
class PairJob final : public WriteJob {
 public:
  explicit PairJob(std::int64_t id, std::size_t note_size = 40) : id_(id), note_size_(note_size) {}

  void run(Session& tx) override { insert_pair(tx, id_, note_size_); }
  void rolled_back() noexcept override {}
  void committed() noexcept override { done_.count_down(); }
  void failed(std::exception_ptr why) noexcept override {
    problem_ = std::move(why);
    done_.count_down();
  }
  // Throws what made it fail.
  void wait() {
    done_.wait();
    if (problem_) std::rethrow_exception(problem_);
  }

 private:
  std::int64_t id_;
  std::size_t note_size_;
  std::exception_ptr problem_;
  std::latch done_{1};
};

inline void write_pair(Database& database, std::int64_t id, std::size_t note_size = 40) {
  PairJob job(id, note_size);
  database.writes().submit(job);
  job.wait();
}

}  // namespace meme::sql::testing
