#pragma once
// Workloads that book.
#include <array>
#include <cstdint>
#include <string>
#include <vector>

#include "base/random.h"
#include "engine.h"
#include "keys.h"
#include "market.h"

namespace meme::loadgen {

// Writes requests of signed-in customers. Every request carries an Idempotency-Key that was never
// used before.
class Customers {
 public:
  Customers(const Endpoint& endpoint, std::vector<std::string> tokens);

  std::size_t count() const { return heads_.size(); }
  // Replaces `out` by POST `target` with this body.
  void write_post(std::string& out, std::size_t customer, std::string_view target,
                  std::string_view body);

 private:
  std::vector<std::string> heads_;  // the header lines of each customer
  Random keys_;                     // of another run each time
};

// Hands out planned slots. random: each once, in any order. Otherwise the next one of an artist
// picked by the spread; when an artist has none left, one that was handed out before, so that
// somebody loses.
class SlotSource {
 public:
  SlotSource(std::vector<PlannedArtist> artists, Spread spread, std::uint64_t seed);
  // Null when all are used.
  const PlannedSlot* next();
  std::size_t slot_count() const { return slot_count_; }

 private:
  const PlannedSlot* next_shuffled();

  std::vector<PlannedArtist> artists_;
  std::vector<std::uint32_t> used_;  // by artist
  std::vector<std::pair<std::uint32_t, std::uint32_t>> shuffled_;
  std::size_t shuffled_used_ = 0;
  std::size_t slot_count_ = 0;
  Spread spread_;
  KeyPicker picker_;
  Random random_;
};

// One direct booking for each request.
class Book final : public Workload {
 public:
  Book(Customers& customers, SlotSource& slots, std::size_t connections)
      : customers_(customers), slots_(slots), requests_(connections) {}

  std::optional<std::string_view> next(std::size_t connection) override;
  Outcome judge(std::size_t connection, const Reply& reply) override;

 private:
  Customers& customers_;
  SlotSource& slots_;
  std::vector<std::string> requests_;
  std::size_t customer_ = 0;
  std::string body_;
};

// A hold, then its confirmation by the same customer; a conflict or refusal of the hold goes on
// with the next slot.
class HoldAndConfirm final : public Workload {
 public:
  HoldAndConfirm(Customers& customers, SlotSource& slots, std::size_t connections)
      : customers_(customers), slots_(slots), states_(connections) {}

  std::optional<std::string_view> next(std::size_t connection) override;
  Outcome judge(std::size_t connection, const Reply& reply) override;
  void lost(std::size_t connection) override { states_[connection].hold.clear(); }

  std::uint64_t confirmed = 0;

 private:
  struct State {
    std::string hold;  // empty: a hold comes next
    std::string fence;
    std::size_t customer = 0;
    bool confirming = false;
    std::string request;
  };

  Customers& customers_;
  SlotSource& slots_;
  std::vector<State> states_;
  std::size_t customer_ = 0;
  std::string body_;
};

// Every connection, each a customer of its own, wants every slot, all in the same order.
class Race final : public Workload {
 public:
  Race(Customers& customers, std::vector<PlannedSlot> slots, std::size_t connections);

  std::optional<std::string_view> next(std::size_t connection) override;
  Outcome judge(std::size_t connection, const Reply& reply) override;

  std::size_t slot_count() const { return slots_.size(); }
  std::size_t slots_with_one_winner() const;
  std::uint64_t conflicts() const { return conflicts_; }
  std::uint64_t unexpected() const { return unexpected_; }

 private:
  std::vector<PlannedSlot> slots_;
  std::vector<std::vector<std::string>> requests_;  // by connection and slot
  std::vector<std::size_t> sent_;                   // by connection
  std::vector<std::uint32_t> winners_;              // by slot
  std::uint64_t conflicts_ = 0;
  std::uint64_t unexpected_ = 0;
};

}  // namespace meme::loadgen
