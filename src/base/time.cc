#include "base/time.h"

#include "base/check.h"

namespace meme {
namespace {

using namespace std::chrono;

void append_padded(std::string& out, int value, int width) {
  char digits[8];
  for (int i = width - 1; i >= 0; --i) {
    digits[i] = static_cast<char>('0' + value % 10);
    value /= 10;
  }
  out.append(digits, static_cast<std::size_t>(width));
}

// Four digits are enough for these years. An offset can carry a time over their edge, where there
// is no way to write it.
constexpr Instant era_start{sys_days{year{0} / January / 1}};
constexpr Instant era_end{sys_days{year{10'000} / January / 1}};

// Reads exactly `width` digits from the front of the text.
std::optional<int> take_digits(std::string_view& text, std::size_t width) {
  if (text.size() < width) return std::nullopt;
  int value = 0;
  for (char c : text.substr(0, width)) {
    if (c < '0' || c > '9') return std::nullopt;
    value = value * 10 + (c - '0');
  }
  text.remove_prefix(width);
  return value;
}

bool take(std::string_view& text, char expected) {
  if (text.empty() || text.front() != expected) return false;
  text.remove_prefix(1);
  return true;
}

std::optional<Date> take_date(std::string_view& text) {
  const auto y = take_digits(text, 4);
  if (!y || !take(text, '-')) return std::nullopt;
  const auto m = take_digits(text, 2);
  if (!m || !take(text, '-')) return std::nullopt;
  const auto d = take_digits(text, 2);
  if (!d) return std::nullopt;
  const Date date{year{*y}, month{static_cast<unsigned>(*m)}, day{static_cast<unsigned>(*d)}};
  if (!date.ok()) return std::nullopt;
  return date;
}

std::optional<minutes> take_hours_minutes(std::string_view& text) {
  const auto h = take_digits(text, 2);
  if (!h || *h > 23 || !take(text, ':')) return std::nullopt;
  const auto m = take_digits(text, 2);
  if (!m || *m > 59) return std::nullopt;
  return hours{*h} + minutes{*m};
}

std::optional<minutes> take_offset(std::string_view& text) {
  if (take(text, 'Z') || take(text, 'z')) return minutes{0};
  const bool west = !text.empty() && text.front() == '-';
  if (!west && (text.empty() || text.front() != '+')) return std::nullopt;
  text.remove_prefix(1);
  const auto offset = take_hours_minutes(text);
  if (!offset) return std::nullopt;
  return west ? -*offset : *offset;
}

// ".5", ".123", ".123456": digits past milliseconds are dropped.
std::optional<milliseconds> take_fraction(std::string_view& text) {
  if (!take(text, '.')) return milliseconds{0};
  int value = 0;
  int digits = 0;
  while (!text.empty() && text.front() >= '0' && text.front() <= '9') {
    if (digits < 3) value = value * 10 + (text.front() - '0');
    ++digits;
    text.remove_prefix(1);
  }
  if (digits == 0 || digits > 9) return std::nullopt;
  for (; digits < 3; ++digits) value *= 10;
  return milliseconds{value};
}

void put_two(char* at, int value) {
  at[0] = static_cast<char>('0' + value / 10);
  at[1] = static_cast<char>('0' + value % 10);
}

// Lists of free times are mostly dates: they are written in one piece.
void append_date_time(std::string& out, sys_seconds at) {
  const auto day = floor<days>(at);
  append_date(out, Date{day});
  const auto second = static_cast<int>((at - day).count());
  char text[] = "T00:00:00";
  put_two(text + 1, second / 3600);
  put_two(text + 4, second / 60 % 60);
  put_two(text + 7, second % 60);
  out.append(text, sizeof text - 1);
}

}  // namespace

std::optional<Instant> parse_instant(std::string_view text) {
  const auto date = take_date(text);
  if (!date || (!take(text, 'T') && !take(text, 't'))) return std::nullopt;
  const auto time = take_hours_minutes(text);
  if (!time || !take(text, ':')) return std::nullopt;
  const auto second = take_digits(text, 2);
  if (!second || *second > 59) return std::nullopt;
  const auto fraction = take_fraction(text);
  if (!fraction) return std::nullopt;
  const auto offset = take_offset(text);
  if (!offset || !text.empty()) return std::nullopt;
  const Instant at{sys_days{*date} + *time + seconds{*second} + *fraction - *offset};
  if (at < era_start || at >= era_end) return std::nullopt;
  return at;
}

std::optional<Minute> parse_minute(std::string_view text) {
  const auto at = parse_instant(text);
  constexpr Instant calendar_end{sys_days{year{2200} / January / 1}};
  if (!at || *at < Instant{} || *at >= calendar_end) return std::nullopt;
  if (*at != floor<minutes>(*at)) return std::nullopt;
  return floor_minute(*at);
}

void append_rfc3339(std::string& out, Minute at, seconds offset) {
  append_date_time(out, sys_seconds{at} + offset);
  const auto whole = duration_cast<minutes>(abs(offset)).count();
  out.push_back(offset < seconds{0} ? '-' : '+');
  append_padded(out, static_cast<int>(whole / 60), 2);
  out.push_back(':');
  append_padded(out, static_cast<int>(whole % 60), 2);
}

void append_rfc3339(std::string& out, Instant at) {
  append_date_time(out, floor<seconds>(at));
  out.push_back('.');
  append_padded(out, static_cast<int>((at - floor<seconds>(at)).count()), 3);
  out.push_back('Z');
}

std::optional<Date> parse_date(std::string_view text) {
  const auto date = take_date(text);
  if (!text.empty()) return std::nullopt;
  return date;
}

void append_date(std::string& out, Date date) {
  const int y = int{date.year()};
  MEME_ASSERT(y >= 0 && y <= 9999);
  char text[] = "0000-00-00";
  put_two(text, y / 100);
  put_two(text + 2, y % 100);
  put_two(text + 5, static_cast<int>(unsigned{date.month()}));
  put_two(text + 8, static_cast<int>(unsigned{date.day()}));
  out.append(text, sizeof text - 1);
}

std::optional<int> parse_time_of_day(std::string_view text) {
  if (text == "24:00") return 24 * 60;
  const auto time = take_hours_minutes(text);
  if (!time || !text.empty()) return std::nullopt;
  return static_cast<int>(time->count());
}

void append_time_of_day(std::string& out, int since_midnight) {
  append_padded(out, since_midnight / 60, 2);
  out.push_back(':');
  append_padded(out, since_midnight % 60, 2);
}

}  // namespace meme
