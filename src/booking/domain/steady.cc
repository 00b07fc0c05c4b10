#include "booking/domain/availability.h"
#include "booking/domain/frame.h"

namespace meme::booking {
namespace {

using namespace std::chrono;

// The first start on the step at `earliest` or later, in the hours of the days up to that of
// `earliest`; the next day's midnight when there is none.
Minute next_start(const Frame& frame, local_days from, local_days to) {
  const Schedule& schedule = frame.query.schedule;
  const local_days last = floor<days>(schedule.zone().to_local(frame.earliest));
  Minute next = schedule.zone().hull_of(Date{std::max(from, last + days{1})}).start;
  for (local_days day = std::max(from, frame.today); day <= std::min(to, last); ++day) {
    for (const Interval opening : schedule.open_intervals(day).intervals()) {
      const Minutes late = std::max(frame.earliest - opening.start, Minutes{0});
      const Minutes step = schedule.step();
      const Minute start = opening.start + (late + step - Minutes{1}) / step * step;
      if (start < opening.end) next = std::min(next, start);
    }
  }
  return next;
}

}  // namespace

Instant steady_until(const AvailabilityQuery& query, Date from, int days_count) {
  const Frame frame(query);
  const local_days first{from};
  const Minute tomorrow = query.schedule.zone().hull_of(Date{frame.today + days{1}}).start;
  const Minute start = next_start(frame, first, first + days{days_count - 1});
  // What starts exactly at the end of the lead time is still offered.
  const Instant too_late = start - query.schedule.lead_time() + Instant::duration{1};
  const Instant until = std::min<Instant>(tomorrow, too_late);
  // A clock that is turned back over midnight, or a date that the zone skips.
  return std::max(until, query.now + Instant::duration{1});
}

}  // namespace meme::booking
