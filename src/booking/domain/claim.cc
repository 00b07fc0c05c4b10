#include "booking/domain/claim.h"

namespace meme::booking {

Margins margins_of(const Schedule& schedule, bool visit) {
  const Minutes travel = visit ? schedule.travel() : Minutes{0};
  return {schedule.buffer_before() + travel, schedule.buffer_after() + travel, travel};
}

Claim make_claim(ClaimKind kind, std::uint64_t owner, Interval service, Margins margins) {
  const Interval blocked = margins.around(service);
  return {.start = blocked.start,
          .end = blocked.end,
          .owner = owner,
          .before_minutes = static_cast<std::uint16_t>(margins.before.count()),
          .after_minutes = static_cast<std::uint16_t>(margins.after.count()),
          .travel_minutes = static_cast<std::uint16_t>(margins.travel.count()),
          .kind = kind};
}

}  // namespace meme::booking
