#include "booking/ical/properties.h"

#include <fmt/format.h>
#include <libical/ical.h>

#include <algorithm>
#include <cctype>
#include <charconv>
#include <mutex>
#include <span>

namespace meme::booking::ical {
namespace {

using namespace std::chrono;

// Longer durations are nobody's appointment; the bound keeps the sums below from overflowing.
constexpr std::int64_t span_seconds_max = 400LL * 24 * 3600;
constexpr std::size_t rule_bytes_max = 4000;
// libical's time grows with the square of the parameters' length.
constexpr std::size_t parameter_bytes_max = 500;
constexpr std::size_t line_bytes_max = 8000;
// Reading a content line costs about as much as so many steps of a walk.
constexpr std::int64_t line_work = 40;

struct FreeComponent {
  void operator()(icalcomponent* component) const { icalcomponent_free(component); }
};

std::unexpected<std::string> unreadable(std::string why) {
  return std::unexpected(std::move(why));
}

// libical aborts on malformed input unless told not to; the switch is one for the process.
void make_errors_survivable() {
  static std::once_flag once;
  std::call_once(once, [] { icalerror_set_errors_are_fatal(0); });
}

// Where the value of a content line starts: after the first ':' outside quotes.
std::size_t value_position(std::string_view text) {
  bool quoted = false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '"') quoted = !quoted;
    if (text[i] == ':' && !quoted) return i + 1;
  }
  return text.size();
}

std::string_view value_of(std::string_view text) {
  return text.substr(value_position(text));
}

std::string upper(std::string_view text) {
  std::string out(text);
  for (char& c : out) c = static_cast<char>(std::toupper(static_cast<unsigned char>(c)));
  return out;
}

std::string_view trimmed(std::string_view text) {
  while (!text.empty() && (text.front() == ' ' || text.front() == '\t')) text.remove_prefix(1);
  while (!text.empty() && (text.back() == ' ' || text.back() == '\t')) text.remove_suffix(1);
  return text;
}

// Calls `visit` for each piece of `text` between separators.
template <class Visit>
void split(std::string_view text, char separator, Visit visit) {
  for (;;) {
    const auto end = text.find(separator);
    visit(text.substr(0, end));
    if (end == text.npos) return;
    text.remove_prefix(end + 1);
  }
}

// libical writes one element past its arrays when a list is longer, and cuts INTERVAL to 16 bits.
const char* rule_text_fault(std::string_view value) {
  if (value.size() > rule_bytes_max) return "a recurrence rule that is too long";
  struct Bound {
    std::string_view part;
    std::ptrdiff_t values_max;
  };
  constexpr Bound bounds[] = {
      {"BYSECOND", ICAL_BY_SECOND_SIZE - 1},     {"BYMINUTE", ICAL_BY_MINUTE_SIZE - 1},
      {"BYHOUR", ICAL_BY_HOUR_SIZE - 1},         {"BYDAY", ICAL_BY_DAY_SIZE - 1},
      {"BYMONTHDAY", ICAL_BY_MONTHDAY_SIZE - 1}, {"BYYEARDAY", ICAL_BY_YEARDAY_SIZE - 1},
      {"BYWEEKNO", ICAL_BY_WEEKNO_SIZE - 1},     {"BYMONTH", ICAL_BY_MONTH_SIZE - 1},
      {"BYSETPOS", ICAL_BY_SETPOS_SIZE - 1}};
  const char* fault = nullptr;
  split(value, ';', [&](std::string_view part) {
    const auto equals = part.find('=');
    const std::string name = upper(part.substr(0, equals));
    const std::string_view values = equals == part.npos ? "" : part.substr(equals + 1);
    for (const Bound& bound : bounds) {
      if (bound.part == name && std::ranges::count(values, ',') >= bound.values_max) {
        fault = "a recurrence rule with too many values";
      }
    }
    if ((name == "INTERVAL" && values.size() > 4) || (name == "COUNT" && values.size() > 9)) {
      fault = "a recurrence rule with a number out of range";
    }
  });
  return fault;
}

std::vector<int> list_of(std::span<const short> values) {
  std::vector<int> out;
  for (short value : values) {
    if (value == ICAL_RECURRENCE_ARRAY_MAX) break;
    out.push_back(value);
  }
  return out;
}

Frequency frequency_of(icalrecurrencetype_frequency frequency) {
  switch (frequency) {
    case ICAL_SECONDLY_RECURRENCE:
      return Frequency::secondly;
    case ICAL_MINUTELY_RECURRENCE:
      return Frequency::minutely;
    case ICAL_HOURLY_RECURRENCE:
      return Frequency::hourly;
    case ICAL_DAILY_RECURRENCE:
      return Frequency::daily;
    case ICAL_WEEKLY_RECURRENCE:
      return Frequency::weekly;
    case ICAL_MONTHLY_RECURRENCE:
      return Frequency::monthly;
    default:
      return Frequency::yearly;
  }
}

// libical counts weekdays from 1, Sunday.
weekday weekday_of(int day) {
  return weekday{static_cast<unsigned>(day - 1)};
}

RecurrenceRule rule_of(const icalrecurrencetype& from) {
  RecurrenceRule rule;
  rule.frequency = frequency_of(from.freq);
  rule.interval = from.interval;
  rule.count = from.count;
  rule.week_start = weekday_of(std::clamp<int>(from.week_start, 1, 7));
  rule.by_second = list_of(from.by_second);
  rule.by_minute = list_of(from.by_minute);
  rule.by_hour = list_of(from.by_hour);
  for (int day : list_of(from.by_day)) {
    const auto encoded = static_cast<short>(day);
    const int of_week = icalrecurrencetype_day_day_of_week(encoded);
    rule.by_day.push_back({weekday_of(of_week), icalrecurrencetype_day_position(encoded)});
  }
  rule.by_month_day = list_of(from.by_month_day);
  rule.by_year_day = list_of(from.by_year_day);
  rule.by_week_no = list_of(from.by_week_no);
  rule.by_month = list_of(from.by_month);  // a leap month's flag makes it out of range
  rule.by_set_pos = list_of(from.by_set_pos);
  return rule;
}

Read<Span> span_of(const icaldurationtype& duration) {
  constexpr std::int64_t day = 24 * 3600;
  const std::int64_t whole_days = std::int64_t{duration.weeks} * 7 + duration.days;
  const std::int64_t rest =
      std::int64_t{duration.hours} * 3600 + std::int64_t{duration.minutes} * 60 + duration.seconds;
  if (duration.is_neg != 0) return unreadable("a negative duration");
  if (whole_days > span_seconds_max / day || rest > span_seconds_max) {
    return unreadable("a duration of more than 400 days");
  }
  return Span{days{whole_days}, seconds{rest}};
}

Read<TimeValue> time_of(const icaltimetype& time, std::string zone) {
  const year_month_day date{year{time.year}, month{static_cast<unsigned>(time.month)},
                            day{static_cast<unsigned>(time.day)}};
  const bool in_range = time.year >= 1600 && time.year < 5000 && time.month > 0 && time.day > 0;
  if (!in_range || !date.ok()) return unreadable("an impossible date");
  const bool time_ok = time.hour >= 0 && time.hour < 24 && time.minute >= 0 && time.minute < 60 &&
                       time.second >= 0 && time.second <= 60;
  if (time.is_date == 0 && !time_ok) return unreadable("an impossible time of day");
  TimeValue value;
  value.is_date = time.is_date != 0;
  value.wall = local_days{date};
  if (!value.is_date) {
    value.wall += hours{time.hour} + minutes{time.minute} + seconds{std::min(time.second, 59)};
  }
  value.is_utc = icaltime_is_utc(time) != 0;
  value.zone = std::move(zone);
  return value;
}

std::string zone_of(icalproperty* property) {
  icalparameter* parameter = icalproperty_get_first_parameter(property, ICAL_TZID_PARAMETER);
  const char* name = parameter == nullptr ? nullptr : icalparameter_get_tzid(parameter);
  return name == nullptr ? std::string() : std::string(name);
}

Read<PeriodValue> period_of(const icalperiodtype& period, const std::string& zone) {
  PeriodValue value;
  auto start = time_of(period.start, zone);
  if (!start) return unreadable(std::move(start.error()));
  value.start = std::move(*start);
  if (icaltime_is_null_time(period.end) != 0) {
    const auto length = span_of(period.duration);
    if (!length) return unreadable(length.error());
    value.end = *length;
    return value;
  }
  auto end = time_of(period.end, zone);
  if (!end) return unreadable(std::move(end.error()));
  value.end = std::move(*end);
  return value;
}

}  // namespace

struct PropertyReader::Parser {
  icalparser* parser = icalparser_new();
  ~Parser() { icalparser_free(parser); }
};

struct PropertyReader::Parsed {
  std::unique_ptr<icalcomponent, FreeComponent> component;
  icalproperty* property = nullptr;
  icalvalue* value = nullptr;

  icalvalue_kind kind() const { return icalvalue_isa(value); }
};

PropertyReader::PropertyReader(WorkBudget& budget)
    : budget_(budget), parser_(std::make_unique<Parser>()) {
  make_errors_survivable();
}

PropertyReader::~PropertyReader() = default;

Read<PropertyReader::Parsed> PropertyReader::parse(std::string_view text) {
  if (!budget_.spend(line_work)) return unreadable("no work is left");
  if (text.size() > line_bytes_max || value_position(text) > parameter_bytes_max) {
    return unreadable("a line that is too long");
  }
  std::string begin = "BEGIN:VEVENT";
  std::string line(text);
  std::string end = "END:VEVENT";
  icalparser_add_line(parser_->parser, begin.data());
  icalparser_add_line(parser_->parser, line.data());
  Parsed parsed;
  parsed.component.reset(icalparser_add_line(parser_->parser, end.data()));
  if (!parsed.component) return unreadable("a line that cannot be read");
  icalcomponent* component = parsed.component.get();
  if (icalcomponent_count_errors(component) > 0) return unreadable("a value that cannot be read");
  parsed.property = icalcomponent_get_first_property(component, ICAL_ANY_PROPERTY);
  if (parsed.property != nullptr) parsed.value = icalproperty_get_value(parsed.property);
  if (parsed.value == nullptr) return unreadable("a line without a value");
  return parsed;
}

Read<std::variant<TimeValue, PeriodValue>> PropertyReader::time_or_period(std::string_view text) {
  auto parsed = parse(text);
  if (!parsed) return unreadable(std::move(parsed.error()));
  const std::string zone = zone_of(parsed->property);
  icaltimetype time = icaltime_null_time();
  switch (parsed->kind()) {
    case ICAL_DATE_VALUE:
      time = icalvalue_get_date(parsed->value);
      break;
    case ICAL_DATETIME_VALUE:
      time = icalvalue_get_datetime(parsed->value);
      break;
    case ICAL_PERIOD_VALUE: {
      auto period = period_of(icalvalue_get_period(parsed->value), zone);
      if (!period) return unreadable(std::move(period.error()));
      return std::move(*period);
    }
    default:
      return unreadable("a value that is not a time");
  }
  auto value = time_of(time, zone);
  if (!value) return unreadable(std::move(value.error()));
  return std::move(*value);
}

Read<TimeValue> PropertyReader::time(std::string_view text) {
  auto value = time_or_period(text);
  if (!value) return unreadable(std::move(value.error()));
  if (auto* time = std::get_if<TimeValue>(&*value)) return std::move(*time);
  return unreadable("a period where a time belongs");
}

Read<Span> PropertyReader::duration(std::string_view text) {
  auto parsed = parse(text);
  if (!parsed) return unreadable(std::move(parsed.error()));
  if (parsed->kind() != ICAL_DURATION_VALUE) return unreadable("a value that is not a duration");
  return span_of(icalvalue_get_duration(parsed->value));
}

Read<RuleValue> PropertyReader::rule(std::string_view text) {
  if (const char* fault = rule_text_fault(trimmed(value_of(text)))) return unreadable(fault);
  auto parsed = parse(text);
  if (!parsed) return unreadable(std::move(parsed.error()));
  if (parsed->kind() != ICAL_RECUR_VALUE)
    return unreadable("a value that is not a recurrence rule");
  const icalrecurrencetype read = icalvalue_get_recur(parsed->value);
  if (read.rscale != nullptr && upper(read.rscale) != "GREGORIAN") {
    return unreadable("a recurrence rule in another calendar than the Gregorian");
  }
  RuleValue value{rule_of(read), std::nullopt};
  if (const char* fault = rule_fault(value.rule)) return unreadable(fault);
  if (icaltime_is_null_time(read.until) == 0) {
    auto until = time_of(read.until, {});
    if (!until) return unreadable(std::move(until.error()));
    value.until = std::move(*until);
  }
  return value;
}

Read<seconds> PropertyReader::utc_offset(std::string_view text) {
  const std::string_view value = trimmed(value_of(text));
  const bool sized = value.size() == 5 || value.size() == 7;
  const auto is_digit = [](char c) { return c >= '0' && c <= '9'; };
  if (!sized || (value[0] != '+' && value[0] != '-') ||
      !std::ranges::all_of(value.substr(1), is_digit)) {
    return unreadable("a UTC offset that cannot be read");
  }
  auto parsed = parse(text);
  if (!parsed) return unreadable(std::move(parsed.error()));
  const seconds offset{icalvalue_get_utcoffset(parsed->value)};
  if (abs(offset) >= hours{24}) return unreadable("a UTC offset of a day or more");
  return offset;
}

Read<std::string> PropertyReader::text(std::string_view text) {
  auto parsed = parse(text);
  if (!parsed) return unreadable(std::move(parsed.error()));
  const char* value =
      parsed->kind() == ICAL_TEXT_VALUE ? icalvalue_get_text(parsed->value) : nullptr;
  if (value == nullptr) return unreadable("a value that is not text");
  return std::string(value);
}

Read<int> PropertyReader::integer(std::string_view text) {
  const std::string_view digits = trimmed(value_of(text));
  int value = 0;
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), value);
  if (error != std::errc() || end != digits.data() + digits.size()) {
    return unreadable("a value that is not a number");
  }
  return value;
}

bool PropertyReader::says(const ContentLine& line, std::string_view word) {
  return upper(trimmed(value_of(line.text))) == word;
}

bool PropertyReader::has_parameter(std::string_view text, std::string_view name,
                                   std::string_view word) {
  const std::string head = upper(text.substr(0, value_position(text)));
  const auto at = head.find(fmt::format(";{}={}", name, word));
  if (at == head.npos) return false;
  const char after = head[at + name.size() + word.size() + 2];
  return after == ';' || after == ':';
}

Read<std::vector<std::string>> single_values(const ContentLine& line) {
  const std::size_t at = value_position(line.text);
  if (at > parameter_bytes_max) return unreadable("a line that is too long");
  std::vector<std::string> out;
  split(line.text.substr(at), ',', [&](std::string_view value) {
    if (!trimmed(value).empty()) out.push_back(fmt::format("{}{}", line.text.substr(0, at), value));
  });
  return out;
}

}  // namespace meme::booking::ical
