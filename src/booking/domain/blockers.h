#pragma once
#include <algorithm>
#include <span>

#include "booking/domain/frame.h"

namespace meme::booking {

// Tells for ascending starts where the next one could be that nothing is in the way of. Each
// question looks only at what lies ahead, so a whole month is one walk along the artist's claims.
class Blockers {
 public:
  explicit Blockers(const Frame& frame) : frame_(frame) {}

  // Starts at or after `start` are asked about next. Going back is allowed, and costs a search.
  void go_to(Minute start) {
    if (start < at_) seek(start);
    at_ = start;
  }

  // `service.start` if no time off is in the way, otherwise when that ends.
  Minute past_time_off(Interval service) {
    drop_ended(off_, service.start);
    const bool meets = !off_.empty() && off_.front().start < service.end;
    return meets ? off_.front().end : service.start;
  }

  // The same for claims and busy time, margins included.
  Minute past_bookings(Interval service) {
    const Interval blocked = frame_.margins.around(service);
    drop_ended(busy_, blocked.start);
    if (!busy_.empty() && busy_.front().start < blocked.end) {
      return busy_.front().end + frame_.margins.before;
    }
    drop_ended(claims_, blocked.start);
    for (const Claim& claim : claims_) {
      if (claim.start >= blocked.end) break;
      if (claim.owner != frame_.query.occupied.ignored_owner) {
        return claim.end + frame_.margins.before;
      }
    }
    return service.start;
  }

 private:
  template <class Taken>
  static void drop_ended(std::span<const Taken>& ahead, Minute at) {
    while (!ahead.empty() && ahead.front().end <= at) ahead = ahead.subspan(1);
  }
  template <class Taken>
  static std::span<const Taken> ending_after(std::span<const Taken> all, Minute at) {
    const auto first = std::ranges::upper_bound(all, at, {}, &Taken::end);
    return all.subspan(static_cast<std::size_t>(first - all.begin()));
  }
  void seek(Minute start) {
    const Minute blocked = start - frame_.margins.before;
    off_ = ending_after(frame_.query.schedule.time_off(), start);
    busy_ = ending_after(frame_.query.occupied.busy, blocked);
    claims_ = ending_after(frame_.query.occupied.claims, blocked);
  }

  const Frame& frame_;
  Minute at_ = Minute::max();
  std::span<const Interval> off_;
  std::span<const Interval> busy_;
  std::span<const Claim> claims_;
};

}  // namespace meme::booking
