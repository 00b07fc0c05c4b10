#include "booking/ical/content_lines.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <utility>

namespace meme::booking::ical {
namespace {

constexpr std::size_t depth_max = 8;

constexpr std::array<std::string_view, 15> kept_properties = {
    "UID",    "SEQUENCE", "DTSTART", "DTEND",         "DURATION",
    "RRULE",  "RDATE",    "EXDATE",  "RECURRENCE-ID", "STATUS",
    "TRANSP", "FREEBUSY", "TZID",    "TZOFFSETFROM",  "TZOFFSETTO"};

char lower(char c) {
  return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

bool same_word(std::string_view a, std::string_view b) {
  return std::ranges::equal(a, b, {}, lower, lower);
}

std::string_view trimmed(std::string_view text) {
  const auto first = text.find_first_not_of(" \t");
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(" \t") - first + 1);
}

bool kept(std::string_view name) {
  return std::ranges::any_of(kept_properties,
                             [&](std::string_view p) { return same_word(p, name); });
}

// Takes the next physical line off the text; CRLF, LF and a lone CR all end one.
std::string_view take_line(std::string_view& text) {
  const auto end = text.find_first_of("\r\n");
  if (end == std::string_view::npos) return std::exchange(text, {});
  const std::string_view line = text.substr(0, end);
  text.remove_prefix(end + (text.substr(end).starts_with("\r\n") ? 2 : 1));
  return line;
}

std::unexpected<BusyRefusal> refuse(BusyRefusalCode code, int line, std::string detail) {
  return std::unexpected(BusyRefusal{code, line, {}, std::move(detail)});
}

class Outliner {
 public:
  Outliner(std::size_t text_size, const BusyLimits& limits)
      : limits_(limits), buffer_(std::make_unique<std::string>()) {
    buffer_->reserve(text_size);  // unfolding only shortens, so views into it stay valid
  }

  std::expected<Outline, BusyRefusal> run(std::string_view text);

 private:
  using Step = std::expected<void, BusyRefusal>;

  struct Open {
    std::string_view kind;
    int line;
  };

  Step add_line(int number, std::string_view line);
  Step begin(int number, std::string_view kind);
  Step end(int number, std::string_view kind);
  Step keep(int number, std::string_view line, std::string_view name);

  const BusyLimits& limits_;
  std::unique_ptr<std::string> buffer_;
  std::vector<Component> components_;
  std::vector<Open> open_;
  Component* event_ = nullptr;  // VEVENT, VFREEBUSY or VTIMEZONE that is open
  Component* part_ = nullptr;   // STANDARD or DAYLIGHT that is open
  std::size_t parts_ = 0;
};

auto Outliner::begin(int number, std::string_view kind) -> Step {
  const bool calendar = same_word(kind, "VCALENDAR");
  if (open_.empty() != calendar) {
    return calendar ? refuse(BusyRefusalCode::damaged, number, "a VCALENDAR inside a component")
                    : refuse(BusyRefusalCode::not_a_calendar, number, "expected BEGIN:VCALENDAR");
  }
  if (open_.size() >= depth_max) {
    return refuse(BusyRefusalCode::damaged, number, "components are nested too deeply");
  }
  open_.push_back({kind, number});
  const bool wanted =
      same_word(kind, "VEVENT") || same_word(kind, "VFREEBUSY") || same_word(kind, "VTIMEZONE");
  const bool observance = same_word(kind, "STANDARD") || same_word(kind, "DAYLIGHT");
  const bool in_zone = event_ != nullptr && event_->is("VTIMEZONE");
  const bool new_event = open_.size() == 2 && wanted;
  const bool new_part = open_.size() == 3 && observance && in_zone;
  if (!new_event && !new_part) return {};
  if (components_.size() + ++parts_ > 2 * limits_.components_max ||
      components_.size() >= limits_.components_max) {
    return refuse(BusyRefusalCode::too_many, number,
                  fmt::format("more than {} entries", limits_.components_max));
  }
  if (new_event) {
    event_ = &components_.emplace_back(Component{number, kind, {}, {}});
  } else {
    part_ = &event_->parts.emplace_back(Component{number, kind, {}, {}});
  }
  return {};
}

auto Outliner::end(int number, std::string_view kind) -> Step {
  if (open_.empty() || !same_word(open_.back().kind, kind)) {
    const std::string_view expected = open_.empty() ? "BEGIN:VCALENDAR" : "another END";
    return refuse(BusyRefusalCode::damaged, number, fmt::format("END where {} belongs", expected));
  }
  open_.pop_back();
  if (open_.size() < 3) part_ = nullptr;
  if (open_.size() < 2) event_ = nullptr;
  return {};
}

auto Outliner::keep(int number, std::string_view line, std::string_view name) -> Step {
  Component* owner = nullptr;
  if (open_.size() == 2) owner = event_;
  if (open_.size() == 3) owner = part_;
  if (owner == nullptr || !kept(name)) return {};
  if (line.size() > limits_.line_bytes_max) {
    return refuse(BusyRefusalCode::too_large, number,
                  fmt::format("a line of more than {} bytes", limits_.line_bytes_max));
  }
  owner->lines.push_back({number, line, name});
  return {};
}

auto Outliner::add_line(int number, std::string_view line) -> Step {
  if (trimmed(line).empty()) return {};
  const std::string_view name = trimmed(line.substr(0, line.find_first_of(":;")));
  const auto colon = line.find(':');
  const std::string_view value = colon == line.npos ? "" : trimmed(line.substr(colon + 1));
  if (same_word(name, "BEGIN")) return begin(number, value);
  if (same_word(name, "END")) return end(number, value);
  if (open_.empty()) {
    return refuse(BusyRefusalCode::not_a_calendar, number, "expected BEGIN:VCALENDAR");
  }
  return keep(number, line, name);
}

std::expected<Outline, BusyRefusal> Outliner::run(std::string_view text) {
  if (text.starts_with("\xEF\xBB\xBF")) text.remove_prefix(3);
  int number = 0;
  int first = 1;          // number of the line that the unfolded one starts on
  std::size_t start = 0;  // of the unfolded line in the buffer
  const auto finish = [&] { return add_line(first, std::string_view(*buffer_).substr(start)); };
  while (!text.empty()) {
    const std::string_view line = take_line(text);
    if (static_cast<std::size_t>(++number) > limits_.lines_max) {
      return refuse(BusyRefusalCode::too_many, number,
                    fmt::format("more than {} lines", limits_.lines_max));
    }
    if (line.starts_with(' ') || line.starts_with('\t')) {
      buffer_->append(line.substr(1));
      continue;
    }
    if (auto added = finish(); !added) return std::unexpected(std::move(added.error()));
    start = buffer_->size();
    first = number;
    buffer_->append(line);
  }
  if (auto added = finish(); !added) return std::unexpected(std::move(added.error()));
  if (!open_.empty()) {
    return refuse(BusyRefusalCode::damaged, open_.back().line,
                  "the file ends before this component does");
  }
  if (buffer_->empty()) return refuse(BusyRefusalCode::not_a_calendar, 0, "the file is empty");
  return Outline{std::move(buffer_), std::move(components_)};
}

}  // namespace

bool ContentLine::is(std::string_view property) const {
  return same_word(name, property);
}

bool Component::is(std::string_view wanted) const {
  return same_word(kind, wanted);
}

std::expected<Outline, BusyRefusal> outline_of(std::string_view text, const BusyLimits& limits) {
  if (text.size() > limits.bytes_max) {
    return refuse(BusyRefusalCode::too_large, 0,
                  fmt::format("more than {} bytes", limits.bytes_max));
  }
  if (text.find('\0') != text.npos) {
    return refuse(BusyRefusalCode::not_a_calendar, 0, "the file is not text");
  }
  return Outliner(text.size(), limits).run(text);
}

}  // namespace meme::booking::ical
