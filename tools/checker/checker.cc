#include "checker.h"

#include <algorithm>
#include <array>
#include <map>
#include <tuple>

#include "claims.h"

namespace meme::checker {
namespace {

constexpr std::array<std::string_view, 7> rules{
    "overlap", "lost", "resurrected", "stale_fence", "idempotency", "backwards", "phantom"};

std::string describe(const Operation& operation) {
  std::string text(name_of(operation.kind));
  text += " of claim " + std::to_string(operation.claim) + " on artist " +
          std::to_string(operation.artist) + " [" + std::to_string(operation.start) + ", " +
          std::to_string(operation.end) + ") by process " + std::to_string(operation.process) +
          " at " + std::to_string(operation.invoked) + ".." + std::to_string(operation.completed);
  return text;
}

class Judge {
 public:
  Judge(const History& history, Tolerance tolerance)
      : history_(history), tolerance_(tolerance), claims_(history) {}

  std::vector<Violation> run() {
    overlaps();
    last_overlaps();
    for (const auto& [id, life] : claims_.lives()) {
      sightings(life);
      versions(life);
      missing(life);
    }
    confirmations();
    fences_grow();
    keys();
    phantoms();
    return std::move(found_);
  }

 private:
  void report(Rule rule, const std::string& why, std::size_t first, std::size_t second) {
    auto text = why + ": " + describe(history_[first]);
    if (second != first) text += "; " + describe(history_[second]);
    found_.push_back({rule, std::move(text), first, second});
  }

  void overlaps() {
    auto all = claims_.certainties();
    std::ranges::sort(all, {}, [](const Certainty& c) { return std::tuple(c.artist, c.start); });
    for (std::size_t i = 0; i < all.size(); ++i) {
      const auto& a = all[i];
      for (std::size_t k = i + 1; k < all.size(); ++k) {
        const auto& b = all[k];
        if (b.artist != a.artist || b.start >= a.end) break;
        const bool at_once = a.from < b.until && b.from < a.until;
        if (a.claim != b.claim && at_once) {
          report(Rule::overlap, "both were acknowledged and active", a.operation, b.operation);
        }
      }
    }
  }

  void last_overlaps() {
    std::vector<std::size_t> active;
    for (std::size_t i = 0; i < history_.size(); ++i) {
      if (history_[i].kind == Kind::last && history_[i].active) active.push_back(i);
    }
    std::ranges::sort(active, {}, [&](std::size_t i) {
      return std::tuple(history_[i].artist, history_[i].start);
    });
    for (std::size_t i = 0; i < active.size(); ++i) {
      const auto& a = history_[active[i]];
      for (std::size_t k = i + 1; k < active.size(); ++k) {
        const auto& b = history_[active[k]];
        if (b.artist != a.artist || b.start >= a.end) break;
        if (a.claim != b.claim) report(Rule::overlap, "both are active", active[i], active[k]);
      }
    }
  }

  // An acknowledged reservation is seen until something may have ended it, and never after it has
  // ended.
  void sightings(const Life& life) {
    for (const auto i : life.seen) {
      const auto& seen = history_[i];
      if (seen.active) {
        const bool ended =
            life.ended != Life::none && history_[life.ended].completed <= seen.invoked;
        if (ended) report(Rule::resurrected, "it was ended, then seen", life.ended, i);
        continue;
      }
      const bool born = life.born != Life::none && history_[life.born].kind == Kind::book &&
                        history_[life.born].completed <= seen.invoked;
      if (born && claims_.may_have_ended(life, seen.completed) == never) {
        report(Rule::lost, "acknowledged, then seen inactive", life.born, i);
      }
    }
  }

  // When there is a last reading, it must show every reservation that cannot have ended.
  void missing(const Life& life) {
    if (last_reading_ == unknown_) find_last_reading();
    if (last_reading_ == never || life.born == Life::none) return;
    const bool shown = std::ranges::any_of(
        life.seen, [&](std::size_t i) { return history_[i].kind == Kind::last; });
    const bool reservation = history_[life.born].kind == Kind::book;
    if (reservation && !shown && claims_.may_have_ended(life, last_reading_) == never) {
      report(Rule::lost, "acknowledged, then not there", life.born, life.born);
    }
  }

  void find_last_reading() {
    last_reading_ = never;
    for (const auto& operation : history_) {
      if (operation.kind == Kind::last) {
        last_reading_ = std::min(last_reading_, operation.invoked);
      }
    }
  }

  void versions(const Life& life) {
    std::vector<std::size_t> known = life.acknowledged;
    known.insert(known.end(), life.seen.begin(), life.seen.end());
    std::erase_if(known, [&](std::size_t i) { return history_[i].version == 0; });
    std::ranges::sort(known, {}, [&](std::size_t i) { return history_[i].invoked; });
    std::map<std::int64_t, std::size_t> by_completion;  // completed -> highest version by then
    for (const auto i : known) {
      const auto& later = history_[i];
      const auto after = by_completion.upper_bound(later.invoked);
      if (after != by_completion.begin()) {
        const auto earlier = std::prev(after)->second;
        if (history_[earlier].version > later.version) {
          report(Rule::backwards, "the version fell", earlier, i);
        }
      }
      keep_highest(by_completion, i);
    }
    one_state_each(life);
  }

  void keep_highest(std::map<std::int64_t, std::size_t>& by_completion, std::size_t i) {
    auto at = by_completion.upper_bound(history_[i].completed);
    if (at != by_completion.begin() &&
        history_[std::prev(at)->second].version >= history_[i].version) {
      return;
    }
    while (at != by_completion.end() && history_[at->second].version <= history_[i].version) {
      at = by_completion.erase(at);
    }
    by_completion.insert_or_assign(history_[i].completed, i);
  }

  void one_state_each(const Life& life) {
    std::map<std::int64_t, std::size_t> shown;
    for (const auto i : life.seen) {
      const auto& seen = history_[i];
      const auto [first, fresh] = shown.emplace(seen.version, i);
      const auto& other = history_[first->second];
      const auto state = [](const Operation& o) { return std::tuple(o.active, o.start, o.end); };
      if (!fresh && seen.version != 0 && state(seen) != state(other)) {
        report(Rule::backwards, "one version showed two states", first->second, i);
      }
    }
  }

  // Of each artist.
  std::map<std::uint64_t, std::vector<std::size_t>> acknowledged_holds() const {
    std::map<std::uint64_t, std::vector<std::size_t>> holds;
    for (std::size_t i = 0; i < history_.size(); ++i) {
      const auto& o = history_[i];
      if (o.kind == Kind::hold && o.outcome == Outcome::ok) holds[o.artist].push_back(i);
    }
    return holds;
  }

  void confirmations() {
    for (const auto& o : history_) {
      if (o.kind != Kind::book) continue;
      const auto [first, fresh] = first_books_.emplace(asked(o), o.invoked);
      if (!fresh) first->second = std::min(first->second, o.invoked);
    }
    auto holds = acknowledged_holds();
    for (std::size_t i = 0; i < history_.size(); ++i) {
      const auto& book = history_[i];
      if (book.kind == Kind::book && book.outcome == Outcome::ok && book.hold != 0) {
        confirmation(i, holds[book.artist]);
      }
    }
  }

  void confirmation(std::size_t index, const std::vector<std::size_t>& holds) {
    const auto& book = history_[index];
    if (repeats(book)) return;
    if (const auto found = claims_.lives().find(book.hold); found != claims_.lives().end()) {
      const auto& life = found->second;
      const bool released =
          life.ended != Life::none && history_[life.ended].completed <= book.invoked;
      if (released) report(Rule::stale_fence, "its hold was released", life.ended, index);
      if (life.born != Life::none) own_hold(life.born, index);
    }
    for (const auto i : holds) {
      const auto& hold = history_[i];
      const bool overlaps = hold.start < book.end && book.start < hold.end;
      if (overlaps && hold.fence > book.fence && hold.completed <= book.invoked) {
        report(Rule::stale_fence, "a newer hold was issued before", i, index);
      }
    }
  }

  // The same key answered before: a replay of an old answer confirms nothing anew.
  bool repeats(const Operation& book) const {
    return !book.key.empty() && first_books_.at(asked(book)) < book.invoked;
  }

  using Asked = std::tuple<std::uint64_t, std::string, std::uint64_t>;  // member, key, claim
  static Asked asked(const Operation& book) { return {book.member, book.key, book.claim}; }

  void own_hold(std::size_t hold_index, std::size_t book_index) {
    const auto& hold = history_[hold_index];
    const auto& book = history_[book_index];
    if (hold.ends_at != never && book.invoked > hold.ends_at + tolerance_.clock) {
      report(Rule::stale_fence, "its hold had expired", hold_index, book_index);
    }
    if (hold.fence != book.fence) {
      report(Rule::stale_fence, "its fence was another", hold_index, book_index);
    }
  }

  void fences_grow() {
    auto holds = acknowledged_holds();
    for (auto& [artist, begun] : holds) {
      auto done = begun;
      std::ranges::sort(begun, {}, [&](std::size_t i) { return history_[i].invoked; });
      std::ranges::sort(done, {}, [&](std::size_t i) { return history_[i].completed; });
      std::size_t next = 0;
      std::size_t highest = Life::none;
      for (const auto i : begun) {
        for (; next < done.size() && completed_before(done[next], i); ++next) {
          highest = higher_fence(highest, done[next]);
        }
        if (highest == Life::none || history_[highest].claim == history_[i].claim) continue;
        if (history_[highest].fence >= history_[i].fence) {
          report(Rule::stale_fence, "the fence did not grow", highest, i);
        }
      }
    }
  }

  bool completed_before(std::size_t a, std::size_t b) const {
    return history_[a].completed <= history_[b].invoked;
  }
  std::size_t higher_fence(std::size_t a, std::size_t b) const {
    return a == Life::none || history_[b].fence > history_[a].fence ? b : a;
  }

  void keys() {
    std::map<std::pair<std::uint64_t, std::string>, std::size_t> firsts;
    for (std::size_t i = 0; i < history_.size(); ++i) {
      const auto& o = history_[i];
      if (o.key.empty() || o.outcome != Outcome::ok || o.kind == Kind::last) continue;
      const auto [first, fresh] = firsts.emplace(std::pair(o.member, o.key), i);
      if (fresh) continue;
      const auto& other = history_[first->second];
      if (other.request != o.request) {
        report(Rule::idempotency, "one key took two requests", first->second, i);
      } else if (other.claim != o.claim) {
        report(Rule::idempotency, "one key had two effects", first->second, i);
      } else if (other.answer != o.answer) {
        report(Rule::idempotency, "one key had two answers", first->second, i);
      }
    }
  }

  // A reservation whose making nobody saw acknowledged needs an unanswered booking that can have
  // made it.
  void phantoms() {
    using Wish = std::tuple<std::uint64_t, std::uint64_t, std::int64_t>;  // member, artist, start
    std::map<Wish, std::map<std::string, int>> unanswered;
    for (const auto& o : history_) {
      if (o.kind == Kind::book && o.outcome == Outcome::unknown) {
        unanswered[{o.member, o.artist, o.start}][o.key] = 1;
      }
    }
    std::map<Wish, std::size_t> used;
    for (const auto& [id, life] : claims_.lives()) {
      if (life.born != Life::none || life.seen.empty()) continue;
      const auto i = life.seen.front();
      const auto& seen = history_[i];
      const Wish wish{seen.member, seen.artist, seen.start};
      if (seen.active && ++used[wish] > unanswered[wish].size()) {
        report(Rule::phantom, "nobody was promised it or still waits for it", i, i);
      }
    }
  }

  static constexpr std::int64_t unknown_ = -1;

  const History& history_;
  Tolerance tolerance_;
  Claims claims_;
  std::map<Asked, std::int64_t> first_books_;  // when each was first invoked
  std::int64_t last_reading_ = unknown_;
  std::vector<Violation> found_;
};

}  // namespace

std::string_view name_of(Rule rule) {
  return rules[static_cast<std::size_t>(rule)];
}

std::vector<Violation> check(const History& history, Tolerance tolerance) {
  return Judge(history, tolerance).run();
}

}  // namespace meme::checker
