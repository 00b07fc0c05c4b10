// Every way booking refuses, in one list; http.cc maps each to its status and problem type.
#pragma once
#include <cstdint>
#include <expected>
#include <string>
#include <vector>

#include "booking/values.h"

namespace meme::booking {

enum class BookingError : std::uint8_t {
  not_found,    // no such thing, or not the caller's: both look alike
  slot_taken,   // somebody has it; `alternatives` has the nearest free times
  not_offered,  // the rules do not offer this time; `reasons` says why
  hold_expired,
  stale_fence,  // a newer hold of the artist was issued for this claim
  too_many_holds,
  wrong_state,       // the reservation is not in a state that allows this
  not_allowed,       // a party, but not the one who may do this
  version_mismatch,  // it changed since the caller read it
  key_reused,        // the Idempotency-Key came with another request before
  address_needed,
  invalid_schedule,  // `reasons` names each field
  already_waiting,
  time_is_free,        // nothing to wait for
  window_not_offered,  // the waitlist window lies outside the booking horizon
};

// One reason with its stable code. `pointer` names the field for invalid input.
struct ReasonText {
  std::string code;
  std::string detail;
  std::string pointer;
};

struct Refusal {
  BookingError error = BookingError::not_found;
  std::vector<ReasonText> reasons{};
  std::vector<Slot> alternatives{};
};

template <class T>
using Result = std::expected<T, Refusal>;

inline std::unexpected<Refusal> refuse(BookingError error) {
  return std::unexpected(Refusal{error});
}

}  // namespace meme::booking
