// The values of content lines, read by libical and checked: what libical lets pass (the 31st of
// April, values cut to 16 bits, lists longer than its arrays) is refused here.
#pragma once
#include <chrono>
#include <expected>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "booking/ical/content_lines.h"
#include "booking/ical/recurrence.h"

namespace meme::booking::ical {

// A DATE or DATE-TIME as written. Years 1600 to 4999.
struct TimeValue {
  Wall wall;
  bool is_date = false;
  bool is_utc = false;
  std::string zone;  // TZID, empty when absent
};

// Weeks and days follow the wall clock, the rest is exact (RFC 5545, 3.8.5.3). Never negative.
struct Span {
  std::chrono::days nominal{};
  std::chrono::seconds exact{};
};

struct PeriodValue {
  TimeValue start;
  std::variant<TimeValue, Span> end;
};

struct RuleValue {
  RecurrenceRule rule;
  std::optional<TimeValue> until;
};

// What was read, or why it could not be, in printable ASCII.
template <class T>
using Read = std::expected<T, std::string>;

// "EXDATE;X=y:a,b" as the lines "EXDATE;X=y:a" and "EXDATE;X=y:b". Refused when the parameters are
// too long to repeat.
Read<std::vector<std::string>> single_values(const ContentLine& line);

// Reads one line at a time and pays for it from `budget`; when that is exhausted it refuses
// everything. One thread at a time; libical's own state is kept per thread.
class PropertyReader {
 public:
  explicit PropertyReader(WorkBudget& budget);
  ~PropertyReader();
  PropertyReader(const PropertyReader&) = delete;
  PropertyReader& operator=(const PropertyReader&) = delete;

  // `text` is a content line with a single value.
  Read<TimeValue> time(std::string_view text);
  Read<std::variant<TimeValue, PeriodValue>> time_or_period(std::string_view text);
  Read<Span> duration(std::string_view text);
  Read<RuleValue> rule(std::string_view text);
  Read<std::chrono::seconds> utc_offset(std::string_view text);
  Read<std::string> text(std::string_view text);
  Read<int> integer(std::string_view text);

  // Whether the line's value is `word`, without regard to case.
  static bool says(const ContentLine& line, std::string_view word);
  // Whether a parameter of the line is `name` with the value `word`.
  bool has_parameter(std::string_view text, std::string_view name, std::string_view word);

 private:
  struct Parsed;  // a component that holds the one property
  Read<Parsed> parse(std::string_view text);

  struct Parser;
  WorkBudget& budget_;
  std::unique_ptr<Parser> parser_;
};

}  // namespace meme::booking::ical
