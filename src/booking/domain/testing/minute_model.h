#pragma once
#include <vector>

#include "booking/domain/availability.h"

namespace meme::booking::testing {

// A second implementation of availability that trusts nothing but the zone: it decides about every
// minute by itself, from the document as written. Slow, and plain enough to be believed.
class MinuteModel {
 public:
  struct Case {
    ScheduleDocument document;
    std::vector<Claim> claims;
    std::vector<Interval> busy;
    std::uint64_t ignored_owner = 0;
    ServiceRequest service;
    Instant now;
  };

  // Knows the minutes of `bounds`, and answers for starts that lie well inside.
  MinuteModel(Case facts, Interval bounds);

  ReasonSet reasons(Minute start) const;
  bool offered(Minute start) const { return reasons(start).empty(); }
  Date local_date(Minute minute) const { return at(minute).date; }
  // Nothing takes this minute and the artist is open.
  bool is_free(Minute at) const;
  DayStatus status(Date date, const std::vector<Minute>& starts_of_date) const;

 private:
  struct Facts {
    bool open = false;
    bool off = false;
    bool busy = false;
    bool claimed = false;  // by somebody who counts
    Date date{};
    Minute opened;  // where this opening of this date began
  };

  const Facts& at(Minute minute) const;
  bool is_open(Minute minute, Date date) const;
  void mark(Interval interval, bool Facts::* fact);
  template <class Predicate>
  bool any(Interval interval, Predicate predicate) const;
  void add_meetings(Interval service, ReasonSet& reasons) const;
  Date today() const { return zone_.local_date(floor_minute(case_.now)); }
  Date last_date() const;

  Case case_;
  TimeZone zone_;
  Interval bounds_;
  std::vector<Facts> facts_;
};

}  // namespace meme::booking::testing
