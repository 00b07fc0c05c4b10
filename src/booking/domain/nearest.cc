#include <algorithm>

#include "booking/domain/availability.h"
#include "booking/domain/day_scan.h"

namespace meme::booking {
namespace {

using namespace std::chrono;

Minutes distance(Minute a, Minute b) {
  return a < b ? b - a : a - b;
}

// The starts nearest to one moment, nearest first, in a buffer of the caller.
class NearestStarts {
 public:
  NearestStarts(Minute to, std::span<Minute> buffer) : to_(to), buffer_(buffer) {}

  void offer(Minute start) {
    std::size_t place = count_;
    while (place > 0 && nearer(start, buffer_[place - 1])) --place;
    if (place == buffer_.size()) return;
    if (count_ < buffer_.size()) ++count_;
    std::copy_backward(buffer_.begin() + static_cast<std::ptrdiff_t>(place),
                       buffer_.begin() + static_cast<std::ptrdiff_t>(count_ - 1),
                       buffer_.begin() + static_cast<std::ptrdiff_t>(count_));
    buffer_[place] = start;
  }

  // Nothing as far away as `away` could still get in.
  bool settled(Minutes away) const {
    return count_ == buffer_.size() && (count_ == 0 || distance(buffer_[count_ - 1], to_) < away);
  }

  std::size_t finish() {
    std::ranges::sort(buffer_.first(count_));
    return count_;
  }

 private:
  bool nearer(Minute a, Minute b) const {
    const Minutes of_a = distance(a, to_);
    const Minutes of_b = distance(b, to_);
    return of_a < of_b || (of_a == of_b && a < b);
  }

  Minute to_;
  std::span<Minute> buffer_;
  std::size_t count_ = 0;
};

}  // namespace

std::size_t nearest_offered(const AvailabilityQuery& query, Minute start,
                            std::span<Minute> nearest) {
  const Frame frame(query);
  const TimeZone zone = query.schedule.zone();
  NearestStarts found(start, nearest);
  Scan scan(frame, [&](Minute at) { found.offer(at); });
  const local_days centre =
      std::clamp(local_days{zone.local_date(start)}, frame.today, frame.last_day);
  scan(centre);
  for (int away = 1; away <= nearest_days_max; ++away) {
    const local_days before = centre - days{away};
    const local_days behind = centre + days{away};
    if (before < frame.today && behind > frame.last_day) break;
    // Dates further out are further away than these two are at least.
    const Minutes to_before = start - zone.hull_of(Date{before}).end;
    const Minutes to_behind = zone.hull_of(Date{behind}).start - start;
    if (found.settled(std::min(to_before, to_behind))) break;
    scan(before);
    scan(behind);
  }
  return found.finish();
}

std::optional<Minute> first_offered_within(const AvailabilityQuery& query, Interval window) {
  if (window.empty()) return std::nullopt;
  const Frame frame(query);
  const TimeZone zone = query.schedule.zone();
  std::optional<Minute> first;
  Scan scan(frame, [&](Minute start) {
    if (!window.contains(frame.service_from(start))) return;
    if (!first || start < *first) first = start;
  });
  // A clock turned back over midnight shows the day before again, hence a day more at both ends.
  const local_days first_day = local_days{zone.local_date(window.start)} - days{1};
  const local_days last_day = local_days{zone.local_date(window.end - Minutes{1})} + days{1};
  local_days enough = std::min(last_day, frame.last_day);
  for (local_days day = std::max(first_day, frame.today); day <= enough; ++day) {
    scan(day);
    if (first) enough = std::min(enough, local_days{zone.local_date(*first)} + days{1});
  }
  return first;
}

}  // namespace meme::booking
