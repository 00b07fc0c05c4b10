// The life of each claim as far as its clients can be certain of it.
#pragma once
#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "history.h"

namespace meme::checker {

// In all of [from, until) the claim was certainly active on [start, end).
struct Certainty {
  std::uint64_t artist = 0;
  std::int64_t start = 0;
  std::int64_t end = 0;
  std::int64_t from = 0;
  std::int64_t until = never;
  std::uint64_t claim = 0;
  std::size_t operation = 0;  // index of the acknowledgement
};

// The operations of one hold or reservation, as indexes into the history.
struct Life {
  std::vector<std::size_t> acknowledged;  // changes, in the order of their versions
  std::vector<std::size_t> unanswered;    // changes that may have happened
  std::vector<std::size_t> seen;          // read and last
  std::size_t born = none;                // the hold or book that made it
  std::size_t ended = none;               // an acknowledged release
  static constexpr std::size_t none = static_cast<std::size_t>(-1);
};

class Claims {
 public:
  explicit Claims(const History& history);

  const std::map<std::uint64_t, Life>& lives() const { return lives_; }
  std::vector<Certainty> certainties() const;
  // The earliest moment at which the claim may have ended, given all that was invoked before
  // `before`; `never` if it may not.
  std::int64_t may_have_ended(const Life& life, std::int64_t before) const;

 private:
  void note(std::size_t index);
  void note_hold_use(std::size_t index);
  Certainty certainty_of(const Life& life, std::size_t position) const;

  const History& history_;
  std::map<std::uint64_t, Life> lives_;
  std::set<std::pair<std::uint64_t, std::string>> keys_;  // acknowledged
};

}  // namespace meme::checker
