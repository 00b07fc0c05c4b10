// The messages of one consumer that wait: one that failed, and behind it all with the same key. One
// thread.
#pragma once
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include "base/time.h"

namespace meme::outbox {

struct Parked {
  std::string key;
  int attempts = 0;  // 0: it only waits for its turn
  Instant not_before{};
};

class Parking {
 public:
  void put(std::int64_t id, Parked parked);
  void take(std::int64_t id);
  void clear();

  bool holds(std::int64_t id) const { return by_id_.contains(id); }
  bool blocks(const std::string& key) const { return of_key_.contains(key); }
  const Parked& at(std::int64_t id) const { return by_id_.at(id); }
  std::size_t size() const { return by_id_.size(); }

  // The first message of every key whose time has come.
  std::vector<std::int64_t> due(Instant now) const;
  std::optional<Instant> next_due() const;

 private:
  std::map<std::int64_t, Parked> by_id_;
  // Every key's ids in order. Only the first of them is ever tried.
  std::unordered_map<std::string, std::map<std::int64_t, Instant>> of_key_;
};

}  // namespace meme::outbox
