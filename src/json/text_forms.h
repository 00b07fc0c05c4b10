// Text forms of the base types. Included by json/codec.h.
#pragma once
#include "json/codecs.h"

namespace meme::json {

template <class Tag>
struct TextForm<Id<Tag>> {
  static constexpr std::string_view what = "an identifier as answers carry it";
  static constexpr std::string_view schema =
      R"("pattern":"^[a-z]+_[0-9a-z]{1,13}$","maxLength":20)";
  static bool parse(std::string_view text, Id<Tag>& value) {
    const auto id = Id<Tag>::parse(text);
    if (id) value = *id;
    return id.has_value();
  }
  static void append(std::string& out, Id<Tag> value) { value.append_to(out); }
};

template <>
struct TextForm<Instant> {
  static constexpr std::string_view what = "a time such as 2026-12-05T00:30:00Z";
  static constexpr std::string_view schema = R"("format":"date-time","maxLength":35)";
  static bool parse(std::string_view text, Instant& value);
  static void append(std::string& out, Instant value) { append_rfc3339(out, value); }
};

// Written in UTC; what people see carries the venue's offset in a type of its own.
template <>
struct TextForm<Minute> {
  static constexpr std::string_view what = "a whole minute such as 2026-12-05T09:30:00+09:00";
  static constexpr std::string_view schema = R"("format":"date-time","maxLength":35)";
  static bool parse(std::string_view text, Minute& value);
  static void append(std::string& out, Minute value) { append_rfc3339(out, value, {}); }
};

template <>
struct TextForm<Date> {
  static constexpr std::string_view what = "a date such as 2026-12-05";
  static constexpr std::string_view schema = R"("format":"date","maxLength":10)";
  static bool parse(std::string_view text, Date& value);
  static void append(std::string& out, Date value) { append_date(out, value); }
};

template <>
struct TextForm<std::chrono::year_month> {
  static constexpr std::string_view what = "a month such as 2026-12";
  static constexpr std::string_view schema = R"("pattern":"^\\d{4}-\\d{2}$","maxLength":7)";
  static bool parse(std::string_view text, std::chrono::year_month& value);
  static void append(std::string& out, std::chrono::year_month value);
};

// Minutes since midnight; "24:00" is 1440, the end of the day.
struct TimeOfDay {
  int minutes = 0;
  friend auto operator<=>(TimeOfDay, TimeOfDay) = default;
};

template <>
struct TextForm<TimeOfDay> {
  static constexpr std::string_view what = "a time of day such as 09:30";
  static constexpr std::string_view schema = R"("pattern":"^\\d{2}:\\d{2}$","maxLength":5)";
  static bool parse(std::string_view text, TimeOfDay& value);
  static void append(std::string& out, TimeOfDay value) { append_time_of_day(out, value.minutes); }
};

// {"amount":120000,"currency":"KRW"}
template <>
struct Codec<Money> {
  static bool read(const Input& in, Money& value, const Bounds& bounds);
  static void write(std::string& out, Money value) {
    out.append(R"({"amount":)");
    append_integer(out, value.amount);
    out.append(R"(,"currency":"KRW"})");
  }
  static std::string schema(Schemas& schemas, const Bounds& bounds);
};

// A duration is the integer count of its unit; name the field after the unit.
template <class Rep, class Period>
struct Codec<std::chrono::duration<Rep, Period>> {
  using Duration = std::chrono::duration<Rep, Period>;
  static bool read(const Input& in, Duration& value, const Bounds& bounds) {
    Rep count{};
    if (!Codec<Rep>::read(in, count, bounds)) return false;
    value = Duration(count);
    return true;
  }
  static void write(std::string& out, Duration value) { Codec<Rep>::write(out, value.count()); }
  static std::string schema(Schemas& s, const Bounds& b) { return Codec<Rep>::schema(s, b); }
};

}  // namespace meme::json
