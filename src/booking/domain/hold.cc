#include "booking/domain/hold.h"

#include <algorithm>

namespace meme::booking {

std::string_view hold_refusal_code(HoldRefusal refusal) {
  switch (refusal) {
    case HoldRefusal::not_found:
      return "not_found";
    case HoldRefusal::stale_fence:
      return "stale_fence";
    case HoldRefusal::expired:
      return "hold_expired";
  }
  return "";
}

std::int64_t seconds_left(const HoldState& hold, Instant now) {
  const auto left = std::chrono::duration_cast<std::chrono::seconds>(hold.expires_at - now);
  return std::max<std::int64_t>(left.count(), 0);
}

std::expected<void, HoldRefusal> check_hold(const HoldState& hold, HoldClaimant claimant,
                                            Instant now) {
  if (claimant.customer != hold.customer) return std::unexpected(HoldRefusal::not_found);
  if (claimant.fence != hold.fence) return std::unexpected(HoldRefusal::stale_fence);
  if (!is_live(hold, now)) return std::unexpected(HoldRefusal::expired);
  return {};
}

}  // namespace meme::booking
