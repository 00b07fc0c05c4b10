// The live holds, in memory.
#pragma once
#include <cstddef>
#include <mutex>
#include <optional>
#include <set>
#include <unordered_map>
#include <utility>
#include <vector>

#include "booking/rows.h"

namespace meme::booking {

// The writer thread changes it; any thread may ask.
class HoldTable {
 public:
  void insert(const HoldRow& hold);
  void erase(HoldId id);

  std::optional<HoldRow> find(HoldId id) const;
  // In order of expiry.
  std::vector<HoldRow> of_customer(MemberId customer) const;
  // Holds over at `now`, the longest over first; at most `most`.
  std::vector<HoldRow> expired(Instant now, std::size_t most) const;
  std::size_t size() const;

 private:
  mutable std::mutex mutex_;
  std::unordered_map<HoldId, HoldRow> holds_;
  std::set<std::pair<Instant, HoldId>> by_expiry_;
  std::set<std::pair<MemberId, HoldId>> by_customer_;
};

// Moments at which a pending reservation expires. The writer thread changes it; any thread may ask.
class Deadlines {
 public:
  void insert(Instant at, ReservationId id);
  void erase(Instant at, ReservationId id);
  // At most `most` of those due at `now`.
  std::vector<ReservationId> due(Instant now, std::size_t most) const;

 private:
  mutable std::mutex mutex_;
  std::set<std::pair<Instant, ReservationId>> due_;
};

}  // namespace meme::booking
