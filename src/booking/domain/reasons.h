#pragma once
#include <array>
#include <cstdint>
#include <string_view>

#include "base/time.h"

namespace meme::booking {

// Why a start is not offered. Several can hold at once.
enum class Reason : std::uint8_t {
  hidden,             // the portfolio or its artist is hidden
  place_not_offered,  // not at this place
  in_past,            // starts before now
  lead_time,          // starts after now, but sooner than the artist's lead time
  beyond_horizon,     // later than the artist plans ahead
  closed,             // the service does not lie in the opening hours
  time_off,           // the service meets time off
  off_step,           // within the hours, but not on the step counted from their opening
  taken,              // the service meets another one
  buffer,             // not the services, but their buffers meet
  travel,             // not even the buffers, but the travel meets
  busy,               // meets the artist's other calendars
};
inline constexpr std::size_t reason_count = 12;

std::string_view reason_code(Reason reason);  // "in_past" …

class ReasonSet {
 public:
  constexpr ReasonSet() = default;
  constexpr void add(Reason reason) { bits_ |= bit(reason); }
  constexpr bool has(Reason reason) const { return (bits_ & bit(reason)) != 0; }
  constexpr bool empty() const { return bits_ == 0; }
  constexpr std::uint16_t bits() const { return bits_; }
  // Something that other bookings cause.
  constexpr bool has_taken() const { return (bits_ & by_others) != 0; }
  // Only that: the start was on offer and somebody was faster.
  constexpr bool only_taken() const { return bits_ != 0 && (bits_ & ~by_others) == 0; }
  template <class Visit>
  constexpr void each(Visit visit) const {
    for (std::uint8_t i = 0; i < reason_count; ++i) {
      if (has(Reason{i})) visit(Reason{i});
    }
  }
  friend constexpr bool operator==(ReasonSet, ReasonSet) = default;

 private:
  static constexpr std::uint16_t bit(Reason reason) {
    return static_cast<std::uint16_t>(1U << static_cast<unsigned>(reason));
  }
  static constexpr unsigned by_others = 1U << static_cast<unsigned>(Reason::taken) |
                                        1U << static_cast<unsigned>(Reason::buffer) |
                                        1U << static_cast<unsigned>(Reason::travel);

  std::uint16_t bits_ = 0;
};

// The reasons with the interval that causes each, where there is one:
//   in_past, lead_time: [now rounded up, earliest start allowed)   beyond_horizon: [first minute
//   too late, Minute::max()) closed: the hours of the date nearest to the start, empty on a closed
//   date   time_off, busy: that interval off_step: the opening the steps are counted from   taken,
//   buffer, travel: the first claim met, margins included
struct Explanation {
  ReasonSet reasons;
  std::array<Interval, reason_count> because{};
  bool offered() const { return reasons.empty(); }
  Interval cause(Reason reason) const { return because[static_cast<std::size_t>(reason)]; }
};

}  // namespace meme::booking
