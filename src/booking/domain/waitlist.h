#pragma once
#include <cstdint>
#include <expected>
#include <functional>
#include <optional>
#include <span>
#include <string_view>

#include "base/ids.h"
#include "base/time.h"

namespace meme::booking {

// Stored in the database; the numbers never change meaning.
enum class WaitlistState : std::uint8_t {
  waiting = 1,
  offered = 2,
  taken = 3,
  lapsed = 4,
  left = 5
};
std::string_view waitlist_state_code(WaitlistState state);

enum class WaitlistEvent : std::uint8_t {
  offer,  // a time came free and is held for the entry
  take,   // the hold became a reservation
  lapse,  // the hold ran out or was given back, or the window has passed
  leave,
};

// The state after the event, or nothing when it cannot happen there.
//   waiting --offer--> offered --take--> taken        waiting, offered --lapse--> lapsed,
//   --leave--> left
std::optional<WaitlistState> after(WaitlistState state, WaitlistEvent event);

// A customer waiting for a service within a window. Lines are in order of id, which is the order of
// joining.
struct WaitlistEntry {
  WaitlistId id{};
  Interval window;
  Minutes duration{0};
  bool visit = false;
  WaitlistState state = WaitlistState::waiting;
};

// Could a service of the entry, when `freed` (margins included) is given back, use some of it
// within its window?
bool could_use(const WaitlistEntry& entry, Interval freed);

struct WaitlistMatch {
  std::size_t index;  // into the line
  Minute start;
};
// Finds the start to offer to an entry, usually first_offered_within() of its window.
using FindStart = std::function<std::optional<Minute>(const WaitlistEntry&)>;

// Who gets the freed time: the first in line that waits, could use it and for whom a start is
// found. Nobody while an offer that meets the freed time is open is not the rule: each offer is a
// claim, so no two offers can overlap.
std::optional<WaitlistMatch> first_in_line(std::span<const WaitlistEntry> line, Interval freed,
                                           const FindStart& find);

// A window is over when no service of the entry can start in it any more.
bool window_passed(const WaitlistEntry& entry, Instant now);

// How many wait before this entry, plus one; 0 when it is not waiting.
std::size_t position(std::span<const WaitlistEntry> line, WaitlistId id);

}  // namespace meme::booking
