#include "booking/ical/event.h"

#include <utility>

namespace meme::booking::ical {
namespace {

using namespace std::chrono;

// A longer event is not an appointment, and the bound keeps walks near the window.
constexpr days event_days_max{400};
constexpr std::size_t dates_max = 20'000;

std::unexpected<std::string> unreadable(std::string why) {
  return std::unexpected(std::move(why));
}

// Reads the lines of one component in two passes: first DTSTART, because floating exceptions follow
// its clock.
class EventReader {
 public:
  EventReader(const Component& component, PropertyReader& reader, Zones& zones)
      : component_(component), reader_(reader), zones_(zones) {}

  std::expected<Event, LeftOut> run();

 private:
  Read<When> when(std::string_view text, const WallClock& floating);
  Read<When> when(const TimeValue& value, const WallClock& floating);
  Read<Span> between(const When& start, const When& end) const;
  Read<Span> length_of(const PeriodValue& period, const When& start);
  Read<ExtraDate> extra(const When& at, const PeriodValue* period);
  void read_busy();
  Read<void> read_all();
  Read<void> read_start();
  Read<void> read_line(const ContentLine& line);
  Read<void> read_dates(const ContentLine& line);
  Read<void> read_length();

  const Component& component_;
  PropertyReader& reader_;
  Zones& zones_;
  Event event_;
  int line_ = 0;  // being read
  std::optional<When> end_;
  std::optional<Span> duration_;
};

Read<When> EventReader::when(const TimeValue& value, const WallClock& floating) {
  // An all-day event follows the artist's day wherever it was written.
  const WallClock& own = value.is_date ? zones_.home() : floating;
  const auto clock = value.is_date ? Read<const WallClock*>(&own) : zones_.of(value, own);
  if (!clock) return unreadable(clock.error());
  return When{value.wall, *clock, value.is_date};
}

Read<When> EventReader::when(std::string_view text, const WallClock& floating) {
  const auto value = reader_.time(text);
  if (!value) return unreadable(value.error());
  return when(*value, floating);
}

// DTEND fixes the exact length, for all-day events the number of days (RFC 5545, 3.8.5.3).
Read<Span> EventReader::between(const When& start, const When& end) const {
  Span span;
  if (start.is_date && end.is_date)
    span.nominal = floor<days>(end.wall - start.wall);
  else
    span.exact = end.instant() - start.instant();
  if (span.nominal < days{0} || span.exact < seconds{0}) {
    return unreadable("an event that ends before it starts");
  }
  if (span.nominal > event_days_max || span.exact > event_days_max) {
    return unreadable("an event of more than 400 days");
  }
  return span;
}

Read<void> EventReader::read_start() {
  for (const ContentLine& line : component_.lines) {
    if (!line.is("DTSTART")) continue;
    line_ = line.number;
    const auto start = when(line.text, zones_.home());
    if (!start) return unreadable(start.error());
    event_.start = *start;
    return {};
  }
  return unreadable("an event without DTSTART");
}

Read<Span> EventReader::length_of(const PeriodValue& period, const When& start) {
  if (const auto* length = std::get_if<Span>(&period.end)) return *length;
  const auto end = when(std::get<TimeValue>(period.end), *start.clock);
  if (!end) return unreadable(end.error());
  return between(start, *end);
}

Read<ExtraDate> EventReader::extra(const When& at, const PeriodValue* period) {
  ExtraDate date{at, std::nullopt};
  if (period == nullptr) return date;
  const auto length = length_of(*period, at);
  if (!length) return unreadable(length.error());
  date.length = *length;
  return date;
}

Read<void> EventReader::read_dates(const ContentLine& line) {
  const auto singles = single_values(line);
  if (!singles) return unreadable(singles.error());
  for (const std::string& single : *singles) {
    const auto value = reader_.time_or_period(single);
    if (!value) return unreadable(value.error());
    const auto* period = std::get_if<PeriodValue>(&*value);
    const auto at =
        when(period != nullptr ? period->start : std::get<TimeValue>(*value), *event_.start.clock);
    if (!at) return unreadable(at.error());
    if (line.is("EXDATE")) {
      event_.excluded.push_back(*at);
    } else {
      const auto date = extra(*at, period);
      if (!date) return unreadable(date.error());
      event_.extra.push_back(*date);
    }
    if (event_.excluded.size() + event_.extra.size() > dates_max) {
      return unreadable("an event with too many dates");
    }
  }
  return {};
}

Read<void> EventReader::read_line(const ContentLine& line) {
  if (line.is("SEQUENCE")) event_.sequence = reader_.integer(line.text).value_or(0);
  if (line.is("RDATE") || line.is("EXDATE")) return read_dates(line);
  if (line.is("DTEND")) {
    const auto end = when(line.text, zones_.home());
    if (!end) return unreadable(end.error());
    end_ = *end;
  }
  if (line.is("DURATION")) {
    const auto duration = reader_.duration(line.text);
    if (!duration) return unreadable(duration.error());
    duration_ = *duration;
  }
  if (line.is("RRULE")) {
    auto rule = reader_.rule(line.text);
    if (!rule) return unreadable(std::move(rule.error()));
    if (event_.start.is_date && rule->rule.frequency < Frequency::daily) {
      return unreadable("an all-day event that repeats within a day");
    }
    event_.rules.push_back({std::move(rule->rule), std::move(rule->until)});
  }
  if (line.is("RECURRENCE-ID")) {
    const auto id = when(line.text, *event_.start.clock);
    if (!id) return unreadable(id.error());
    event_.recurrence_id = *id;
    event_.this_and_future = reader_.has_parameter(line.text, "RANGE", "THISANDFUTURE");
  }
  return {};
}

Read<void> EventReader::read_length() {
  if (duration_) {
    event_.length = *duration_;
  } else if (end_) {
    const auto length = between(event_.start, *end_);
    if (!length) return unreadable(length.error());
    event_.length = *length;
  }
  // Without an end, or with the end that some programs write on the same date, an all-day event is
  // that day.
  if (event_.start.is_date && event_.length.nominal == days{0} && event_.length.exact == 0s) {
    event_.length.nominal = days{1};
  }
  return {};
}

void EventReader::read_busy() {
  for (const ContentLine& line : component_.lines) {
    if (line.is("STATUS") && PropertyReader::says(line, "CANCELLED")) event_.busy = false;
    if (line.is("TRANSP") && PropertyReader::says(line, "TRANSPARENT")) event_.busy = false;
  }
}

Read<void> EventReader::read_all() {
  if (auto start = read_start(); !start) return start;
  for (const ContentLine& line : component_.lines) {
    line_ = line.number;
    if (auto read = read_line(line); !read) return read;
  }
  line_ = component_.line;
  return read_length();
}

std::expected<Event, LeftOut> EventReader::run() {
  event_.line = line_ = component_.line;
  event_.uid = uid_of(component_, reader_);
  read_busy();
  if (auto all = read_all(); !all && event_.busy) {
    return std::unexpected(LeftOut{line_, event_.uid, std::move(all.error())});
  }
  return std::move(event_);
}

}  // namespace

std::expected<Event, LeftOut> read_event(const Component& component, PropertyReader& reader,
                                         Zones& zones) {
  return EventReader(component, reader, zones).run();
}

std::string uid_of(const Component& component, PropertyReader& reader) {
  for (const ContentLine& line : component.lines) {
    if (line.is("UID")) return reader.text(line.text).value_or("");
  }
  return {};
}

Utc end_of(const When& start, const Span& length) {
  return start.clock->instant(start.wall + length.nominal) + length.exact;
}

}  // namespace meme::booking::ical
