// Recurrence sets (RFC 5545, 3.3.10), walked on the wall clock of one place. Pure values; any
// thread.
//
// libical reads the rules; the walk is ours because it must end: libical 3.0.16 searches an
// impossible rule up to the year 2582 or 20000 one second at a time, and passes over BYSETPOS below
// a month and negative BYMONTHDAY below a month in silence. Here a walk visits only the periods
// that touch the asked range and pays for each from a budget.
#pragma once
#include <chrono>
#include <cstdint>
#include <optional>
#include <vector>

namespace meme::booking::ical {

// What a clock on the wall shows, in seconds, in no particular zone.
using Wall = std::chrono::local_seconds;

// Half-open [from, to).
struct WallRange {
  Wall from;
  Wall to;
};

// In order of length, so that they can be compared.
enum class Frequency : std::uint8_t { secondly, minutely, hourly, daily, weekly, monthly, yearly };

// "MO" (nth 0: every Monday), "2MO" the second, "-1MO" the last of the month or year.
struct NumberedWeekday {
  std::chrono::weekday day;
  int nth = 0;
};

// An empty list means that the part is absent. Values must be in the ranges of RFC 5545;
// rule_fault() tells.
struct RecurrenceRule {
  Frequency frequency = Frequency::daily;
  int interval = 1;
  int count = 0;  // 0: without end
  std::chrono::weekday week_start = std::chrono::Monday;
  std::vector<int> by_second;
  std::vector<int> by_minute;
  std::vector<int> by_hour;
  std::vector<NumberedWeekday> by_day;
  std::vector<int> by_month_day;
  std::vector<int> by_year_day;
  std::vector<int> by_week_no;
  std::vector<int> by_month;
  std::vector<int> by_set_pos;
};

// Why the rule cannot be followed (a value out of range, a part that the RFC forbids for the
// frequency); null when it can.
const char* rule_fault(const RecurrenceRule& rule);

// Work that may still be done, in steps of some tens of nanoseconds.
class WorkBudget {
 public:
  explicit WorkBudget(std::int64_t steps) : left_(steps) {}

  // False, for ever after, once more was asked for than there was.
  bool spend(std::int64_t steps) {
    left_ -= steps;
    return left_ >= 0;
  }
  bool exhausted() const { return left_ < 0; }

 private:
  std::int64_t left_;
};

// Appends the rule's occurrences inside `range`, ascending, counting COUNT from `start`.
// Occurrences before `start` do not exist; `start` itself is one only when the rule meets it.
// `all_day` ignores the parts below a day, as the RFC asks. False when the budget ran out; what was
// appended by then is no complete answer.
struct Recurrence {
  const RecurrenceRule& rule;
  Wall start;
  bool all_day = false;
};
[[nodiscard]] bool occurrences(const Recurrence& recurrence, WallRange range, WorkBudget& budget,
                               std::vector<Wall>& out);

}  // namespace meme::booking::ical
