#include "booking/ical/wall_value.h"

#include <chrono>

namespace meme::booking::ical {

using namespace std::chrono;

icaltimetype wall_value(LocalMinute wall) {
  const auto day = floor<days>(wall);
  const year_month_day date{day};
  const hh_mm_ss clock{wall - day};
  icaltimetype time = icaltime_null_time();
  time.year = int{date.year()};
  time.month = static_cast<int>(unsigned{date.month()});
  time.day = static_cast<int>(unsigned{date.day()});
  time.hour = static_cast<int>(clock.hours().count());
  time.minute = static_cast<int>(clock.minutes().count());
  return time;
}

}  // namespace meme::booking::ical
