#pragma once
#include <cstdint>
#include <expected>
#include <string_view>

#include "base/ids.h"
#include "base/time.h"

namespace meme::booking {

// What a hold is for. Stored in the database; the numbers never change meaning.
enum class HoldPurpose : std::uint8_t { booking = 1, waitlist_offer = 2, counter_offer = 3 };

// Grows with every hold of an artist and is never used twice. The store refuses the fence of a hold
// that is gone, so a holder who slept past the end cannot take what has become somebody else's
// (B4).
struct Fence {
  std::int64_t value = 0;
  friend constexpr auto operator<=>(Fence, Fence) = default;
};
constexpr Fence next_fence(Fence last) {
  return Fence{last.value + 1};
}

struct HoldState {
  MemberId customer{};
  Fence fence;
  Instant expires_at;
};

enum class HoldRefusal : std::uint8_t {
  not_found,  // another customer's; told apart from nothing by nobody
  stale_fence,
  expired,
};
std::string_view hold_refusal_code(HoldRefusal refusal);

// At expires_at the hold is over.
constexpr bool is_live(const HoldState& hold, Instant now) {
  return now < hold.expires_at;
}
// Rounded down: shows 0 only when it is over or about to be.
std::int64_t seconds_left(const HoldState& hold, Instant now);

struct HoldClaimant {
  MemberId customer{};
  Fence fence;
};
// May the claimant turn this hold into a reservation now?
std::expected<void, HoldRefusal> check_hold(const HoldState& hold, HoldClaimant claimant,
                                            Instant now);

}  // namespace meme::booking
