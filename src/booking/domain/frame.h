#pragma once
#include "base/time.h"
#include "booking/domain/availability.h"
#include "booking/domain/claim.h"

namespace meme::booking {

// What stays the same for every start that a query looks at.
struct Frame {
  explicit Frame(const AvailabilityQuery& asked)
      : query(asked),
        margins(margins_of(asked.schedule, asked.service.visit)),
        now(ceil_minute(asked.now)),
        earliest(ceil_minute(asked.now + asked.schedule.lead_time())),
        today(asked.schedule.zone().local_date(floor_minute(asked.now))),
        last_day(today + asked.schedule.horizon()) {}

  bool bookable_at_all() const { return query.service.place_offered && !query.service.hidden; }
  Interval service_from(Minute start) const { return {start, start + query.service.duration}; }

  const AvailabilityQuery& query;
  Margins margins;
  Minute now;       // the first minute that is not in the past
  Minute earliest;  // … and that respects the lead time
  local_days today;
  local_days last_day;  // the horizon's last
};

}  // namespace meme::booking
