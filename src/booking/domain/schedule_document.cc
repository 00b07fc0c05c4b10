#include "booking/domain/schedule_document.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <optional>

#include "base/time_zone.h"

namespace meme::booking {
namespace {

using namespace std::chrono;

constexpr Minutes day_length{24 * 60};

struct BoundedField {
  const char* name;
  std::int32_t ScheduleDocument::* value;
  Bounds bounds;
};
constexpr BoundedField bounded_fields[] = {
    {"stepMinutes", &ScheduleDocument::step_minutes, step_minutes_bounds},
    {"leadTimeMinutes", &ScheduleDocument::lead_time_minutes, lead_time_minutes_bounds},
    {"horizonDays", &ScheduleDocument::horizon_days, horizon_days_bounds},
    {"bufferBeforeMinutes", &ScheduleDocument::buffer_before_minutes, buffer_minutes_bounds},
    {"bufferAfterMinutes", &ScheduleDocument::buffer_after_minutes, buffer_minutes_bounds},
    {"travelMinutes", &ScheduleDocument::travel_minutes, travel_minutes_bounds},
    {"approvalHours", &ScheduleDocument::approval_hours, approval_hours_bounds},
};

bool is_sound(const HoursRange& range) {
  return range.open.since_midnight >= Minutes{0} && range.open < range.close &&
         range.close.since_midnight <= day_length;
}

std::string text_of(TimeOfDay time) {
  std::string out;
  append_time_of_day(out, time.since_midnight.count());
  return out;
}

std::string text_of(Date date) {
  std::string out;
  append_date(out, date);
  return out;
}

bool in_calendar(Date date) {
  return date.ok() && date >= calendar_first && date <= calendar_last;
}

bool in_calendar(Minute at) {
  return in_calendar(Date{floor<days>(at)});
}

// One pass over a document that collects what is wrong with it.
class Validation {
 public:
  explicit Validation(const ScheduleDocument& document) : document_(document) {}

  std::vector<ScheduleProblem> run() {
    check_zone();
    check_weekly();
    check_exceptions();
    check_time_off();
    check_numbers();
    return std::move(problems_);
  }

 private:
  void problem(std::string pointer, std::string_view code, std::string detail) {
    problems_.push_back({std::move(pointer), code, std::move(detail)});
  }

  void check_zone() {
    if (const auto zone = TimeZone::find(document_.time_zone)) {
      zone_ = *zone;
    } else {
      problem("/timeZone", "unknown_time_zone", "There is no such IANA time zone.");
    }
  }

  void check_weekly() {
    if (document_.weekly.size() != 7) {
      problem("/weekly", "seven_days_expected", "Give the hours of seven days, Monday first.");
    }
    const std::size_t count = std::min<std::size_t>(document_.weekly.size(), 7);
    for (std::size_t day = 0; day < count; ++day) {
      check_hours(document_.weekly[day], fmt::format("/weekly/{}", day));
    }
  }

  // Bounds of each range, their number, and that none overlaps an earlier one.
  bool check_hours(const std::vector<HoursRange>& hours, const std::string& pointer) {
    const std::size_t before = problems_.size();
    if (hours.size() > ranges_per_day_max) {
      problem(pointer, "too_many", fmt::format("At most {} ranges a day.", ranges_per_day_max));
      return false;
    }
    for (std::size_t i = 0; i < hours.size(); ++i) check_range(hours, i, pointer);
    return problems_.size() == before;
  }

  void check_range(const std::vector<HoursRange>& hours, std::size_t index,
                   const std::string& pointer) {
    const HoursRange& range = hours[index];
    const std::string where = fmt::format("{}/{}", pointer, index);
    const Minutes open = range.open.since_midnight;
    const Minutes close = range.close.since_midnight;
    if (open < Minutes{0} || open >= day_length) {
      return problem(where + "/open", "out_of_bounds", "Open between 00:00 and 23:59.");
    }
    if (close < Minutes{0} || close > day_length) {
      return problem(where + "/close", "out_of_bounds", "Close between 00:01 and 24:00.");
    }
    if (open >= close) {
      return problem(where, "reversed",
                     fmt::format("{} is not before {}. Write hours past midnight as two days.",
                                 text_of(range.open), text_of(range.close)));
    }
    for (std::size_t other = 0; other < index; ++other) {
      if (is_sound(hours[other]) && range.open < hours[other].close &&
          hours[other].open < range.close) {
        return problem(where, "overlapping_hours",
                       fmt::format("Overlaps {}–{}.", text_of(hours[other].open),
                                   text_of(hours[other].close)));
      }
    }
  }

  void check_exceptions() {
    const auto& exceptions = document_.exceptions;
    if (exceptions.size() > exceptions_max) {
      return problem("/exceptions", "too_many", fmt::format("At most {} dates.", exceptions_max));
    }
    std::map<Date, std::size_t> seen;
    for (std::size_t i = 0; i < exceptions.size(); ++i) {
      const std::string pointer = fmt::format("/exceptions/{}", i);
      check_note(exceptions[i].note, pointer);
      if (!in_calendar(exceptions[i].date)) {
        problem(pointer + "/date", "bad_date", "No such date, or not between 1970 and 2199.");
        continue;
      }
      const auto [first, is_new] = seen.emplace(exceptions[i].date, i);
      if (!is_new) {
        problem(pointer + "/date", "duplicate_date",
                fmt::format("{} has an exception already, number {}.", text_of(exceptions[i].date),
                            first->second + 1));
      }
      check_exception_hours(exceptions[i], pointer + "/hours");
    }
  }

  void check_exception_hours(const ExceptionDay& exception, const std::string& pointer) {
    if (!check_hours(exception.hours, pointer) || !zone_) return;
    for (std::size_t i = 0; i < exception.hours.size(); ++i) {
      const local_days day{exception.date};
      const HoursRange& range = exception.hours[i];
      // A time in a gap is on no clock. An end is the minute after the last one, so an end where
      // the gap begins is fine.
      if (in_gap(day + range.open.since_midnight)) {
        gap_problem(fmt::format("{}/{}/open", pointer, i), range.open);
      }
      const LocalMinute close = day + range.close.since_midnight;
      if (in_gap(close) && in_gap(close - Minutes{1})) {
        gap_problem(fmt::format("{}/{}/close", pointer, i), range.close);
      }
    }
  }

  bool in_gap(LocalMinute at) const {
    return zone_->moments_of(at).kind == LocalMoments::Kind::gap;
  }

  void gap_problem(std::string pointer, TimeOfDay time) {
    problem(std::move(pointer), "time_in_gap",
            fmt::format("The clock is turned forward over {} on this date.", text_of(time)));
  }

  void check_time_off() {
    if (document_.time_off.size() > time_off_max) {
      return problem("/timeOff", "too_many", fmt::format("At most {}.", time_off_max));
    }
    for (std::size_t i = 0; i < document_.time_off.size(); ++i) {
      const std::string pointer = fmt::format("/timeOff/{}", i);
      const TimeOff& off = document_.time_off[i];
      check_note(off.note, pointer);
      if (!in_calendar(off.interval.start)) {
        problem(pointer + "/start", "out_of_bounds", "Between 1970 and 2199.");
      } else if (!in_calendar(off.interval.end)) {
        problem(pointer + "/end", "out_of_bounds", "Between 1970 and 2199.");
      } else if (off.interval.empty()) {
        problem(pointer, "reversed", "Time off must end after it starts.");
      }
    }
  }

  void check_note(const std::string& note, const std::string& pointer) {
    if (note.size() > note_bytes_max) {
      problem(pointer + "/note", "too_long", fmt::format("At most {} bytes.", note_bytes_max));
    }
  }

  void check_numbers() {
    for (const BoundedField& field : bounded_fields) {
      if (field.bounds.hold(document_.*field.value)) continue;
      problem(fmt::format("/{}", field.name), "out_of_bounds",
              fmt::format("Between {} and {}.", field.bounds.least, field.bounds.most));
    }
    const bool both_sound = lead_time_minutes_bounds.hold(document_.lead_time_minutes) &&
                            horizon_days_bounds.hold(document_.horizon_days);
    if (both_sound && minutes{document_.lead_time_minutes} > days{document_.horizon_days}) {
      problem("/leadTimeMinutes", "lead_time_beyond_horizon",
              "Nothing could be booked: the lead time is longer than the horizon.");
    }
  }

  const ScheduleDocument& document_;
  std::optional<TimeZone> zone_;
  std::vector<ScheduleProblem> problems_;
};

}  // namespace

std::vector<ScheduleProblem> validate(const ScheduleDocument& document) {
  return Validation(document).run();
}

}  // namespace meme::booking
