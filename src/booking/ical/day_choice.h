// The parts of a recurrence rule that choose whole days. Pure values; any thread.
#pragma once
#include <chrono>
#include <vector>

#include "booking/ical/recurrence.h"

namespace meme::booking::ical {

// The day, at most six days back, on which the week of `day` starts.
std::chrono::local_days start_of_week(std::chrono::local_days day, std::chrono::weekday week_start);

// BYMONTH, BYWEEKNO, BYYEARDAY, BYMONTHDAY and BYDAY of a rule that has no fault, with the defaults
// that DTSTART gives. The rule must outlive the choice.
class DayChoice {
 public:
  DayChoice(const RecurrenceRule& rule, std::chrono::local_days start);

  bool month_allowed(std::chrono::month m) const { return (months_ >> unsigned{m} & 1U) != 0; }
  bool allows(std::chrono::local_days day) const;

 private:
  bool month_day_allowed(const std::chrono::year_month_day& date) const;
  bool year_day_allowed(std::chrono::local_days day, std::chrono::year y) const;
  bool weekday_allowed(std::chrono::local_days day, const std::chrono::year_month_day& date) const;

  const RecurrenceRule& rule_;
  unsigned months_ = 0;  // bit m is month m
  std::vector<int> month_days_;
  std::vector<NumberedWeekday> weekdays_;
  enum class Numbered { never, in_month, in_year } numbered_ = Numbered::never;
};

}  // namespace meme::booking::ical
