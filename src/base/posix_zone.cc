#include "base/posix_zone.h"

namespace meme {
namespace {

using namespace std::chrono;

bool take(std::string_view& text, char expected) {
  if (text.empty() || text.front() != expected) return false;
  text.remove_prefix(1);
  return true;
}

bool is_letter(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}
bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

// One to three digits, 0 to `most`.
std::optional<int> take_number(std::string_view& text, int most) {
  int value = 0;
  std::size_t digits = 0;
  while (digits < 3 && digits < text.size() && is_digit(text[digits])) {
    value = value * 10 + (text[digits] - '0');
    ++digits;
  }
  if (digits == 0 || value > most) return std::nullopt;
  text.remove_prefix(digits);
  return value;
}

// Three or more letters, or anything of letters, digits and signs within <>.
bool skip_name(std::string_view& text) {
  std::size_t length = 0;
  if (take(text, '<')) {
    const auto close = text.find('>');
    if (close == std::string_view::npos || close < 3) return false;
    for (char c : text.substr(0, close)) {
      if (!is_letter(c) && !is_digit(c) && c != '+' && c != '-') return false;
    }
    text.remove_prefix(close + 1);
    return true;
  }
  while (length < text.size() && is_letter(text[length])) ++length;
  text.remove_prefix(length);
  return length >= 3;
}

// [+-]h[h[h]][:mm[:ss]]
std::optional<seconds> take_time(std::string_view& text, int hours_max) {
  const bool negative = take(text, '-');
  if (!negative) take(text, '+');
  const auto h = take_number(text, hours_max);
  if (!h) return std::nullopt;
  seconds total = hours{*h};
  if (take(text, ':')) {
    const auto m = take_number(text, 59);
    if (!m) return std::nullopt;
    total += minutes{*m};
    if (take(text, ':')) {
      const auto s = take_number(text, 59);
      if (!s) return std::nullopt;
      total += seconds{*s};
    }
  }
  return negative ? -total : total;
}

bool take_month_week_day(std::string_view& text, PosixZone::Switch& out) {
  const auto month = take_number(text, 12);
  if (!month || *month == 0 || !take(text, '.')) return false;
  const auto week = take_number(text, 5);
  if (!week || *week == 0 || !take(text, '.')) return false;
  const auto day = take_number(text, 6);
  if (!day) return false;
  out.kind = PosixZone::Switch::Kind::month_week_day;
  out.month = *month;
  out.week = *week;
  out.day = *day;
  return true;
}

bool take_day(std::string_view& text, PosixZone::Switch& out) {
  if (take(text, 'M')) return take_month_week_day(text, out);
  const bool without_leap = take(text, 'J');
  const auto day = take_number(text, 365);
  if (!day || (without_leap && *day == 0)) return false;
  out.kind = without_leap ? PosixZone::Switch::Kind::day_without_leap
                          : PosixZone::Switch::Kind::day_of_year;
  out.day = *day;
  return true;
}

std::optional<PosixZone::Switch> take_switch(std::string_view& text) {
  PosixZone::Switch out;
  if (!take(text, ',') || !take_day(text, out)) return std::nullopt;
  if (take(text, '/')) {
    const auto time = take_time(text, 167);
    if (!time) return std::nullopt;
    out.time = *time;
  }
  return out;
}

}  // namespace

sys_seconds PosixZone::Switch::in(std::chrono::year year) const {
  if (kind == Kind::month_week_day) {
    const auto weekday_of_rule = std::chrono::weekday{static_cast<unsigned>(day)};
    const auto in_month = year / std::chrono::month{static_cast<unsigned>(month)};
    if (week == 5) return sys_days{in_month / weekday_of_rule[last]} + time;
    return sys_days{in_month / weekday_of_rule[static_cast<unsigned>(week)]} + time;
  }
  const auto new_year = sys_days{year / January / 1};
  if (kind == Kind::day_of_year) return new_year + days{day} + time;
  const bool past_february = day >= 60 && year.is_leap();
  return new_year + days{day - 1 + (past_february ? 1 : 0)} + time;
}

std::optional<PosixZone> parse_posix_zone(std::string_view text) {
  PosixZone zone;
  if (!skip_name(text)) return std::nullopt;
  const auto offset = take_time(text, 24);
  if (!offset) return std::nullopt;
  zone.offset = -*offset;  // POSIX counts westwards
  if (text.empty()) return zone;

  if (!skip_name(text)) return std::nullopt;
  seconds summer_offset = zone.offset + hours{1};
  if (!text.empty() && text.front() != ',') {
    const auto west = take_time(text, 24);
    if (!west) return std::nullopt;
    summer_offset = -*west;
  }
  const auto starts = take_switch(text);
  if (!starts) return std::nullopt;
  const auto ends = take_switch(text);
  if (!ends || !text.empty()) return std::nullopt;
  zone.summer = PosixZone::Summer{summer_offset, *starts, *ends};
  return zone;
}

}  // namespace meme
