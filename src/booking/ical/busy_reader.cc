#include "booking/ical/busy_reader.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "base/check.h"
#include "booking/ical/event_group.h"

namespace meme::booking::ical {
namespace {

using namespace std::chrono;

// What an empty component costs in steps of a walk.
constexpr std::int64_t component_work = 40;

class BusyReader {
 public:
  BusyReader(const Outline& outline, const BusyWindow& window, const BusyLimits& limits)
      : outline_(outline),
        window_(window),
        limits_(limits),
        budget_(limits.work_max),
        range_{Utc{window.interval.start}, Utc{window.interval.end}},
        reader_(budget_),
        zones_({outline, window.zone, reader_, budget_, range_.to + days{2}}) {}

  std::expected<BusyReading, BusyRefusal> run();

 private:
  using Step = std::expected<void, BusyRefusal>;

  Step read_components();
  void read_event_component(const Component& component);
  void read_free_busy(const Component& component);
  Step append_groups();
  Step append_one(std::vector<Event> group);
  void leave_out(LeftOut left_out);
  std::expected<std::vector<Interval>, BusyRefusal> merged();
  std::unexpected<BusyRefusal> too_much_work(int line, const std::string& uid) const;

  const Outline& outline_;
  const BusyWindow& window_;
  const BusyLimits& limits_;
  WorkBudget budget_;
  SpanRange range_;
  PropertyReader reader_;
  Zones zones_;
  std::map<std::string, std::vector<Event>> groups_;
  std::vector<Event> single_;  // without a UID
  std::vector<BusySpan> spans_;
  BusyReading reading_;
};

std::unexpected<BusyRefusal> BusyReader::too_much_work(int line, const std::string& uid) const {
  return std::unexpected(BusyRefusal{BusyRefusalCode::too_much_work, line, uid,
                                     "the calendar repeats too often to be followed"});
}

void BusyReader::leave_out(LeftOut left_out) {
  ++reading_.left_out_count;
  if (reading_.left_out.size() < limits_.left_out_max) {
    reading_.left_out.push_back(std::move(left_out));
  }
}

void BusyReader::read_event_component(const Component& component) {
  auto event = read_event(component, reader_, zones_);
  if (!event) {
    leave_out(std::move(event.error()));
    return;
  }
  auto& group = event->uid.empty() ? single_ : groups_[event->uid];
  group.push_back(std::move(*event));
}

// FREEBUSY periods; those marked FBTYPE=FREE say when there is time.
void BusyReader::read_free_busy(const Component& component) {
  for (const ContentLine& line : component.lines) {
    if (!line.is("FREEBUSY") || reader_.has_parameter(line.text, "FBTYPE", "FREE")) continue;
    const auto singles = single_values(line);
    if (!singles) leave_out({line.number, {}, singles.error()});
    for (const std::string& single : singles.value_or(std::vector<std::string>())) {
      const auto value = reader_.time_or_period(single);
      const auto* period = value ? std::get_if<PeriodValue>(&*value) : nullptr;
      if (period == nullptr) {
        leave_out({line.number, {}, value ? "a period that cannot be read" : value.error()});
        continue;
      }
      const When start{period->start.wall, &zones_.utc(), false};
      const auto* length = std::get_if<Span>(&period->end);
      const auto* end = std::get_if<TimeValue>(&period->end);
      const Utc until =
          length != nullptr ? end_of(start, *length) : zones_.utc().instant(end->wall);
      if (start.instant() < until && until > range_.from && start.instant() < range_.to) {
        spans_.push_back({start.instant(), until});
      }
    }
  }
}

auto BusyReader::read_components() -> Step {
  for (const Component& component : outline_.components) {
    if (component.is("VTIMEZONE")) continue;
    ++reading_.event_count;
    if (component.is("VEVENT")) {
      read_event_component(component);
    } else {
      read_free_busy(component);
    }
    if (!budget_.spend(component_work)) return too_much_work(component.line, {});
  }
  return {};
}

auto BusyReader::append_one(std::vector<Event> group) -> Step {
  const int line = group.front().line;
  const std::string uid = group.front().uid;
  if (!append_busy(std::move(group), range_, budget_, spans_)) return too_much_work(line, uid);
  if (spans_.size() > limits_.occurrences_max) {
    return std::unexpected(
        BusyRefusal{BusyRefusalCode::too_many, line, uid,
                    fmt::format("more than {} busy times in the window", limits_.occurrences_max)});
  }
  return {};
}

auto BusyReader::append_groups() -> Step {
  for (auto& [uid, group] : groups_) {
    if (auto appended = append_one(std::move(group)); !appended) return appended;
  }
  for (Event& event : single_) {
    std::vector<Event> group;
    group.push_back(std::move(event));
    if (auto appended = append_one(std::move(group)); !appended) return appended;
  }
  return {};
}

std::expected<std::vector<Interval>, BusyRefusal> BusyReader::merged() {
  std::ranges::sort(spans_, {}, &BusySpan::start);
  std::vector<Interval> out;
  for (const BusySpan& span : spans_) {
    const Minute start =
        std::max(floor<Minutes>(std::max(span.start, range_.from)), window_.interval.start);
    const Minute end = ceil<Minutes>(std::min(span.end, range_.to));
    if (!out.empty() && start <= out.back().end) {
      out.back().end = std::max(out.back().end, end);
    } else {
      out.push_back({start, end});
    }
  }
  if (out.size() > limits_.intervals_max) {
    return std::unexpected(BusyRefusal{
        BusyRefusalCode::too_many,
        0,
        {},
        fmt::format("more than {} separate busy times in the window", limits_.intervals_max)});
  }
  return out;
}

std::expected<BusyReading, BusyRefusal> BusyReader::run() {
  if (auto read = read_components(); !read) return std::unexpected(std::move(read.error()));
  if (auto appended = append_groups(); !appended)
    return std::unexpected(std::move(appended.error()));
  auto busy = merged();
  if (!busy) return std::unexpected(std::move(busy.error()));
  reading_.busy = std::move(*busy);
  return std::move(reading_);
}

// What goes into answers and logs: no control characters, nothing a terminal or a page could act
// on.
std::string printable(std::string_view text) {
  constexpr std::size_t shown_max = 80;
  std::string out;
  for (char c : text.substr(0, shown_max)) out.push_back(c >= ' ' && c <= '~' ? c : '?');
  if (text.size() > shown_max) out += "...";
  return out;
}

std::string place(int line, const std::string& uid) {
  if (line == 0) return {};
  return uid.empty() ? fmt::format("line {}: ", line)
                     : fmt::format("line {} (UID {}): ", line, printable(uid));
}

}  // namespace

std::string BusyRefusal::sentence() const {
  return place(line, uid) + printable(detail);
}

std::string problem_sentence(const BusyReading& reading) {
  constexpr std::size_t named_max = 3;
  if (reading.left_out_count == 0) return {};
  std::string out = fmt::format("{} {} could not be read: ", reading.left_out_count,
                                reading.left_out_count == 1 ? "entry" : "entries");
  for (std::size_t i = 0; i < std::min(named_max, reading.left_out.size()); ++i) {
    const LeftOut& left_out = reading.left_out[i];
    out += (i == 0 ? "" : "; ") + place(left_out.line, left_out.uid) + printable(left_out.why);
  }
  return out;
}

std::expected<BusyReading, BusyRefusal> read_busy(std::string_view text, const BusyWindow& window,
                                                  const BusyLimits& limits) {
  MEME_ASSERT(!window.interval.empty() && window.interval.length() < days{1000});
  const auto outline = outline_of(text, limits);
  if (!outline) return std::unexpected(outline.error());
  return BusyReader(*outline, window, limits).run();
}

}  // namespace meme::booking::ical
