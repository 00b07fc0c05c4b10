#include "booking/free_times.h"

#include <algorithm>
#include <array>
#include <cstring>

#include "booking/shown.h"
#include "json/text.h"

namespace meme::booking {
namespace {

constexpr int minutes_per_day = 24 * 60;
using ClockText = std::array<char, 8>;

// "00:00:00", "00:01:00" … "23:59:00".
constexpr auto clock_texts = [] {
  std::array<ClockText, minutes_per_day> texts{};
  for (std::size_t minute = 0; minute < texts.size(); ++minute) {
    const auto digit = [](std::size_t value) { return static_cast<char>('0' + value % 10); };
    const std::size_t hour = minute / 60;
    texts[minute] = {digit(hour / 10),        digit(hour), ':', digit(minute % 60 / 10),
                     digit(minute % 60 % 10), ':',         '0', '0'};
  }
  return texts;
}();

using DateText = std::array<char, 10>;

// "2026-12-05", made once for all who ask for the same day in turn.
class DateTexts {
 public:
  const DateText& of(local_days day) {
    if (day == day_) return text_;
    std::string text;  // short enough to need no memory
    append_date(text, Date{day});
    text.copy(text_.data(), text_.size());
    day_ = day;
    return text_;
  }

 private:
  local_days day_ = local_days::max();
  DateText text_{};
};

// The text of a moment, "2026-12-05T09:30:00+09:00": within one local day and one offset only the
// clock in it changes.
class MomentText {
 public:
  static constexpr std::size_t clock_at = 11;

  explicit MomentText(TimeZone zone) : zone_(zone) {}

  bool covers(Minute at) const { return same_.contains(at); }
  // The local midnight before what is covered.
  Minute midnight() const { return midnight_; }
  // Writes into `text` what stays the same around `at`.
  void go_to(Minute at, DateTexts& dates, char* text) {
    if (!period_.contains(at)) {
      const ZonePeriod period = zone_.period_at(at);
      period_ = {period.start, period.end};
      offset_ = period.offset;
      std::string whole;
      append_rfc3339(whole, at, offset_);
      whole.copy(text, whole.size());
    }
    const auto day =
        std::chrono::floor<std::chrono::days>(LocalMinute{(at + offset_).time_since_epoch()});
    midnight_ = Minute{day.time_since_epoch()} - offset_;
    const Minute next_midnight = midnight_ + Minutes{minutes_per_day};
    same_ = {std::max(midnight_, period_.start), std::min(next_midnight, period_.end)};
    std::ranges::copy(dates.of(day), text);
  }

 private:
  TimeZone zone_;
  Interval period_{};  // with one offset
  Minutes offset_{};
  Minute midnight_{};
  Interval same_{};  // with one date besides
};

// {"start":"…","end":"…"} with a comma before it, for one start after another.
class SlotText {
 public:
  SlotText(TimeZone zone, Minutes duration, DateTexts& dates)
      : start_(zone), end_(zone), duration_(duration), dates_(dates) {
    constexpr std::string_view frame =
        R"(,{"start":"0000-00-00T00:00:00+00:00","end":"0000-00-00T00:00:00+00:00"})";
    static_assert(frame.size() == size);
    frame.copy(text_.data(), size);
  }

  void append(std::string& out, std::span<const Minute> starts) {
    const std::size_t before = out.size();
    const std::size_t after = before + starts.size() * size;
    out.resize_and_overwrite(after, [&](char* bytes, std::size_t) {
      char* place = bytes + before;
      while (!starts.empty()) place = write_alike(place, starts);
      return after;
    });
  }

 private:
  static constexpr std::size_t size = 72;
  static constexpr std::size_t start_at = 11;
  static constexpr std::size_t end_at = 45;

  // Takes from the front of `starts` those that differ by the clock alone, mostly a whole day.
  char* write_alike(char* place, std::span<const Minute>& starts) {
    const Minute first = starts.front();
    if (!start_.covers(first)) start_.go_to(first, dates_, text_.data() + start_at);
    if (!end_.covers(first + duration_)) {
      end_.go_to(first + duration_, dates_, text_.data() + end_at);
    }
    std::size_t count = starts.size();
    while (!start_.covers(starts[count - 1]) || !end_.covers(starts[count - 1] + duration_)) {
      --count;
    }
    const auto text = text_;  // in registers: nothing that is written can be it
    const Minute start_midnight = start_.midnight();
    const Minute end_midnight = end_.midnight() - duration_;
    for (const Minute start : starts.first(count)) {
      std::memcpy(place, text.data(), size);
      put(place + start_at + MomentText::clock_at, start - start_midnight);
      put(place + end_at + MomentText::clock_at, start - end_midnight);
      place += size;
    }
    starts = starts.subspan(count);
    return place;
  }
  static void put(char* place, Minutes since_midnight) {
    const ClockText& clock = clock_texts[static_cast<std::size_t>(since_midnight.count())];
    std::memcpy(place, clock.data(), clock.size());
  }

  MomentText start_;
  MomentText end_;
  Minutes duration_;
  DateTexts& dates_;
  std::array<char, size> text_;
};

void append_head(std::string& out, const FreeTimes& times) {
  out.append(R"({"portfolioId":")").append(times.basis.portfolio.text());
  out.append(R"(","artistId":")").append(times.basis.artist.text());
  out.append(R"(","timeZone":)");
  json::append_string(out, times.zone.name());
  out.append(R"(,"version":)");
  json::append_integer(out, times.basis.version);
  out.append(R"(,"from":")");
  append_date(out, times.from);
  out.append(R"(","days":[)");
}

}  // namespace

AvailabilityView view_of(const FreeTimes& times) {
  AvailabilityView view;
  view.portfolio = times.basis.portfolio;
  view.artist = times.basis.artist;
  view.time_zone = times.zone.name();
  view.version = static_cast<std::int64_t>(times.basis.version);
  view.from = times.from;
  view.days.reserve(times.offers.days.size());
  for (const Offers::Day& day : times.offers.days) {
    DayOfSlots shown_day{day.summary.date, day.summary.status, {}};
    shown_day.slots.reserve(day.summary.free_count);
    for (const Minute start : times.offers.starts_of(day)) {
      shown_day.slots.push_back(slot_of(times.zone, {start, start + times.basis.service.duration}));
    }
    view.days.push_back(std::move(shown_day));
  }
  return view;
}

void append_json(std::string& out, const FreeTimes& times) {
  append_head(out, times);
  DateTexts dates;
  SlotText slots(times.zone, times.basis.service.duration, dates);
  bool first = true;
  for (const Offers::Day& day : times.offers.days) {
    out.append(first ? R"({"date":")" : R"(,{"date":")");
    first = false;
    const DateText& date = dates.of(local_days{day.summary.date});
    out.append(date.data(), date.size());
    out.append(R"(","status":")").append(day_status_code(day.summary.status));
    out.append(R"(","slots":)");
    const std::size_t opening = out.size();
    slots.append(out, times.offers.starts_of(day));
    if (out.size() == opening) out.push_back('[');
    out[opening] = '[';  // where the first slot's comma is
    out.append("]}");
  }
  out.append("]}");
}

}  // namespace meme::booking
