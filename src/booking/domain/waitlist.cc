#include "booking/domain/waitlist.h"

#include <algorithm>

namespace meme::booking {

std::string_view waitlist_state_code(WaitlistState state) {
  switch (state) {
    case WaitlistState::waiting:
      return "waiting";
    case WaitlistState::offered:
      return "offered";
    case WaitlistState::taken:
      return "taken";
    case WaitlistState::lapsed:
      return "lapsed";
    case WaitlistState::left:
      return "left";
  }
  return "";
}

std::optional<WaitlistState> after(WaitlistState state, WaitlistEvent event) {
  const bool waiting = state == WaitlistState::waiting;
  const bool offered = state == WaitlistState::offered;
  switch (event) {
    case WaitlistEvent::offer:
      if (waiting) return WaitlistState::offered;
      break;
    case WaitlistEvent::take:
      if (offered) return WaitlistState::taken;
      break;
    case WaitlistEvent::lapse:
      if (waiting || offered) return WaitlistState::lapsed;
      break;
    case WaitlistEvent::leave:
      if (waiting || offered) return WaitlistState::left;
      break;
  }
  return std::nullopt;
}

bool could_use(const WaitlistEntry& entry, Interval freed) {
  // The freed time may be an end piece of what is now free, so any common minute will do.
  return entry.window.overlaps(freed) && entry.window.length() >= entry.duration;
}

std::optional<WaitlistMatch> first_in_line(std::span<const WaitlistEntry> line, Interval freed,
                                           const FindStart& find) {
  for (std::size_t i = 0; i < line.size(); ++i) {
    if (line[i].state != WaitlistState::waiting || !could_use(line[i], freed)) continue;
    if (const auto start = find(line[i])) return WaitlistMatch{i, *start};
  }
  return std::nullopt;
}

bool window_passed(const WaitlistEntry& entry, Instant now) {
  return Instant{entry.window.end - entry.duration} < now;
}

std::size_t position(std::span<const WaitlistEntry> line, WaitlistId id) {
  std::size_t waiting = 0;
  for (const WaitlistEntry& entry : line) {
    if (entry.state == WaitlistState::waiting) ++waiting;
    if (entry.id == id) return entry.state == WaitlistState::waiting ? waiting : 0;
  }
  return 0;
}

}  // namespace meme::booking
