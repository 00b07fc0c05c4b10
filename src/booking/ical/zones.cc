#include "booking/ical/zones.h"

#include <fmt/format.h>

#include <string_view>
#include <vector>

namespace meme::booking::ical {
namespace {

using namespace std::chrono;

// A zone that changes its clock twice a year since 1600 has 860.
constexpr std::size_t onsets_max = 5000;

const ContentLine* find(const Component& component, std::string_view property) {
  for (const ContentLine& line : component.lines) {
    if (line.is(property)) return &line;
  }
  return nullptr;
}

std::unexpected<std::string> unreadable(std::string why) {
  return std::unexpected(std::move(why));
}

// The observance's onsets on the clock that it ends, appended to `out`.
struct Observance {
  Wall start;
  seconds from{};
  seconds to{};
};

struct Limits {
  Utc until;
  WorkBudget& budget;
};

Read<void> append_rule(const Observance& observance, const RuleValue& value, Limits limits,
                       std::vector<Wall>& out) {
  Wall end{limits.until.time_since_epoch() + days{1}};
  if (value.until) {
    // UNTIL is in UTC here; calendars that write local time are read as they mean it.
    const seconds shift = value.until->is_utc ? observance.from : seconds{0};
    const Wall last{value.until->wall + shift + (value.until->is_date ? hours{24} : hours{0})};
    end = std::min(end, last + seconds{1});
  }
  const WallRange range{observance.start, end};
  if (!occurrences({value.rule, observance.start}, range, limits.budget, out) ||
      out.size() > onsets_max) {
    return unreadable("a VTIMEZONE that changes its clock too often");
  }
  return {};
}

Read<Observance> read_observance(const Component& part, PropertyReader& reader) {
  const ContentLine* start = find(part, "DTSTART");
  const ContentLine* from = find(part, "TZOFFSETFROM");
  const ContentLine* to = find(part, "TZOFFSETTO");
  if (start == nullptr || from == nullptr || to == nullptr) {
    return unreadable("a VTIMEZONE without DTSTART, TZOFFSETFROM or TZOFFSETTO");
  }
  const auto start_value = reader.time(start->text);
  const auto from_value = reader.utc_offset(from->text);
  const auto to_value = reader.utc_offset(to->text);
  if (!start_value || !from_value || !to_value) {
    return unreadable("a VTIMEZONE that cannot be read");
  }
  return Observance{start_value->wall, *from_value, *to_value};
}

Read<void> append_dates(const ContentLine& line, PropertyReader& reader, std::vector<Wall>& out) {
  const auto singles = single_values(line);
  if (!singles) return unreadable(singles.error());
  for (const std::string& single : *singles) {
    const auto value = reader.time(single);
    if (!value) return unreadable(value.error());
    out.push_back(value->wall);
    if (out.size() > onsets_max) return unreadable("a VTIMEZONE with too many dates");
  }
  return {};
}

Read<std::vector<Wall>> starts_of(const Observance& observance, const Component& part,
                                  const Zones::Sources& from) {
  std::vector<Wall> starts = {observance.start};
  for (const ContentLine& line : part.lines) {
    Read<void> appended;
    if (line.is("RDATE")) appended = append_dates(line, from.reader, starts);
    if (line.is("RRULE")) {
      const auto rule = from.reader.rule(line.text);
      if (!rule) return unreadable(rule.error());
      appended = append_rule(observance, *rule, {from.until, from.budget}, starts);
    }
    if (!appended) return unreadable(appended.error());
  }
  return starts;
}

}  // namespace

Zones::Zones(const Sources& sources) : from_(sources), home_(sources.home) {
  for (const Component& component : sources.outline.components) {
    if (!component.is("VTIMEZONE")) continue;
    const ContentLine* line = find(component, "TZID");
    if (line == nullptr) continue;
    if (auto name = from_.reader.text(line->text)) described_.emplace(*name, &component);
  }
}

Read<std::unique_ptr<WallClock>> Zones::observed(const Component& zone) {
  std::vector<Onset> onsets;
  for (const Component& part : zone.parts) {
    const auto observance = read_observance(part, from_.reader);
    if (!observance) return unreadable(observance.error());
    const auto starts = starts_of(*observance, part, from_);
    if (!starts) return unreadable(starts.error());
    for (Wall start : *starts) {
      const Utc at{start.time_since_epoch() - observance->from};
      onsets.push_back({at, observance->from, observance->to});
    }
    if (onsets.size() > onsets_max) return unreadable("a VTIMEZONE with too many changes");
  }
  if (onsets.empty()) return unreadable("a VTIMEZONE without STANDARD or DAYLIGHT");
  return std::make_unique<ObservedClock>(std::move(onsets));
}

Read<std::unique_ptr<WallClock>> Zones::load(const std::string& name) {
  if (const auto described = described_.find(name); described != described_.end()) {
    if (!described->second->parts.empty()) return observed(*described->second);
  }
  std::string_view rest = name;
  for (;;) {
    if (const auto zone = TimeZone::find(rest)) return std::make_unique<ZoneClock>(*zone);
    const auto slash = rest.find('/');
    if (slash == rest.npos) break;
    rest.remove_prefix(slash + 1);
  }
  return unreadable(fmt::format("unknown time zone {}", name));
}

Read<const WallClock*> Zones::named(const std::string& name) {
  auto known = loaded_.find(name);
  if (known == loaded_.end()) known = loaded_.emplace(name, load(name)).first;
  if (!known->second) return unreadable(known->second.error());
  return known->second->get();
}

Read<const WallClock*> Zones::of(const TimeValue& time, const WallClock& floating) {
  if (time.is_utc) return &utc_;
  if (time.zone.empty()) return &floating;
  return named(time.zone);
}

}  // namespace meme::booking::ical
