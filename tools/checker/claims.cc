#include "claims.h"

#include <algorithm>

namespace meme::checker {
namespace {

bool changes(Kind kind) {
  return kind != Kind::read && kind != Kind::last;
}
// What may take the claimed interval away.
bool may_end(Kind kind) {
  return kind == Kind::move || kind == Kind::release;
}

}  // namespace

Claims::Claims(const History& history) : history_(history) {
  for (std::size_t i = 0; i < history_.size(); ++i) note(i);
  for (std::size_t i = 0; i < history_.size(); ++i) note_hold_use(i);
  for (auto& [id, life] : lives_) {
    std::ranges::stable_sort(life.acknowledged, [&](std::size_t a, std::size_t b) {
      const auto key = [&](std::size_t i) {
        return std::pair(history_[i].version, history_[i].completed);
      };
      return key(a) < key(b);
    });
  }
}

void Claims::note(std::size_t index) {
  const auto& operation = history_[index];
  if (operation.claim == 0 || operation.outcome == Outcome::refused) return;
  auto& life = lives_[operation.claim];
  if (!changes(operation.kind)) {
    if (operation.outcome == Outcome::ok) life.seen.push_back(index);
    return;
  }
  if (operation.outcome == Outcome::unknown) {
    life.unanswered.push_back(index);
    return;
  }
  // A repeated answer says nothing new; the idempotency rule judges it.
  if (!operation.key.empty() && !keys_.emplace(operation.member, operation.key).second) return;
  const bool makes = operation.kind == Kind::hold || operation.kind == Kind::book;
  if (makes && life.born != Life::none)
    return;  // a repeated answer; the idempotency rule judges it
  life.acknowledged.push_back(index);
  if (makes) life.born = index;
  if (operation.kind == Kind::release) life.ended = index;
}

// A confirmed hold goes over into its reservation; an unanswered confirmation may have ended it.
void Claims::note_hold_use(std::size_t index) {
  const auto& operation = history_[index];
  if (operation.kind != Kind::book || operation.hold == 0) return;
  const auto found = lives_.find(operation.hold);
  if (found == lives_.end() || operation.outcome == Outcome::refused) return;
  found->second.unanswered.push_back(index);
}

std::int64_t Claims::may_have_ended(const Life& life, std::int64_t before) const {
  std::int64_t earliest = never;
  for (const auto i : life.unanswered) {
    const auto& operation = history_[i];
    const bool uses_hold = operation.kind == Kind::book && life.born != Life::none &&
                           operation.hold == history_[life.born].claim;
    if (may_end(operation.kind) || uses_hold) earliest = std::min(earliest, operation.invoked);
  }
  for (const auto i : life.acknowledged) {
    if (history_[i].kind == Kind::release) earliest = std::min(earliest, history_[i].invoked);
  }
  if (!life.acknowledged.empty()) {
    earliest = std::min(earliest, history_[life.acknowledged.back()].ends_at);
  }
  return earliest < before ? earliest : never;
}

Certainty Claims::certainty_of(const Life& life, std::size_t position) const {
  const auto index = life.acknowledged[position];
  const auto& made = history_[index];
  Certainty certain{made.artist,  made.start, made.end, made.completed,
                    made.ends_at, made.claim, index};
  for (std::size_t i = position + 1; i < life.acknowledged.size(); ++i) {
    const auto& next = history_[life.acknowledged[i]];
    if (next.kind == Kind::approve) {
      certain.until = std::max(certain.until, next.ends_at);
    } else if (may_end(next.kind)) {
      certain.until = std::min(certain.until, next.invoked);
      break;
    }
  }
  for (const auto i : life.unanswered) {
    const auto& operation = history_[i];
    const bool uses_hold = operation.kind == Kind::book && operation.hold == made.claim;
    if (may_end(operation.kind) || uses_hold) {
      certain.until = std::min(certain.until, operation.invoked);
    }
  }
  return certain;
}

std::vector<Certainty> Claims::certainties() const {
  std::vector<Certainty> all;
  for (const auto& [id, life] : lives_) {
    for (std::size_t i = 0; i < life.acknowledged.size(); ++i) {
      const auto kind = history_[life.acknowledged[i]].kind;
      if (kind != Kind::hold && kind != Kind::book && kind != Kind::move) continue;
      const auto certain = certainty_of(life, i);
      if (certain.from < certain.until) all.push_back(certain);
    }
  }
  return all;
}

}  // namespace meme::checker
