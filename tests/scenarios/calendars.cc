// The steps about calendars that go in and out.
#include <stdexcept>

#include <boost/json.hpp>

#include "scenarios/player.h"

namespace meme::scenarios {
namespace {

namespace js = boost::json;

// As iCalendar writes a moment in UTC.
std::string utc_stamp(Minute at) {
  std::string full;
  append_rfc3339(full, at, std::chrono::seconds{0});
  std::string text = full.substr(0, 19);
  std::erase_if(text, [](char c) { return c == '-' || c == ':'; });
  return text + "Z";
}

std::string told_calendar(const js::object& calendar) {
  std::string told = "events " + std::to_string(calendar.at("eventCount").as_int64());
  if (const auto* problem = calendar.if_contains("problem"))
    told += " problem " + std::string(problem->as_object().at("code").as_string());
  return told;
}

// The value of a property, wherever it is first.
std::string property(std::string_view text, std::string_view name, std::size_t from = 0) {
  std::size_t at = text.find("\n" + std::string(name), from);
  if (at == std::string_view::npos) return {};
  at = text.find(':', at);
  return std::string(text.substr(at + 1, text.find('\r', at) - at - 1));
}

// "TZID=Asia/Seoul:20261205T100000" is told as 10:00.
std::string told_event(std::string_view text, std::size_t from) {
  const std::string start = property(text, "DTSTART;TZID", from);
  return start.substr(9, 2) + ":" + start.substr(11, 2) + " " + property(text, "STATUS", from);
}

}  // namespace

// Days and ranges, "weekly" before a day that comes again.
std::string Player::calendar_text(Words words) const {
  std::string text = "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//elsewhere//EN\r\n";
  bool weekly = false;
  for (std::size_t i = 0; i + 1 < words.size(); i += 2) {
    if (words[i] == "weekly") {
      weekly = true;
      ++i;
    }
    const std::string& range = words[i + 1];
    const std::size_t dash = range.find('-');
    text += "BEGIN:VEVENT\r\nUID:" + std::to_string(i) + "@elsewhere\r\n";
    text += "DTSTART:" + utc_stamp(minute(words[i], range.substr(0, dash))) + "\r\n";
    text += "DTEND:" + utc_stamp(minute(words[i], range.substr(dash + 1))) + "\r\n";
    if (std::exchange(weekly, false)) text += "RRULE:FREQ=WEEKLY\r\n";
    text += "END:VEVENT\r\n";
  }
  return text + "END:VCALENDAR\r\n";
}

std::string Player::play_elsewhere(Words words) {
  if (words[0] == "asked") {
    const auto [times, unchanged] = stage_.elsewhere().asked();
    return "times " + std::to_string(times) + " unchanged " + std::to_string(unchanged);
  }
  if (words[0] == "loses") {
    stage_.elsewhere().lose();
  } else if (words[0] == "has") {
    stage_.elsewhere().has(words[1] == "nonsense" ? "nonsense" : calendar_text(words.subspan(1)));
  } else {
    throw std::invalid_argument("elsewhere " + words[0]);
  }
  return {};
}

std::string Player::told_calendars(const http::testing::TestResponse& response, const Step& step) {
  if (response.status >= 400) return told(response, step);
  const auto calendar = js::parse(response.body).as_object();
  if (step.expected.empty() || !step.expected[0].starts_with('c')) return told_calendar(calendar);
  names_[step.expected[0]] = std::string(calendar.at("id").as_string());
  return step.expected[0] + " " + told_calendar(calendar);
}

std::string Player::play_about_calendars(const std::string& who, Words words, const Step& step) {
  const std::string& verb = words[0];
  const auto artist = stage_.cast().person(who).artist;
  const std::string base = "/v1/artists/" + artist.value_or(ArtistId{1}).text();
  const std::string calendars = base + "/busy-calendars";
  if (verb == "imports") {
    const std::string text = words[2] == "nonsense" ? words[2] : calendar_text(words.subspan(2));
    const std::string target = calendars + "?name=" + words[1];
    return told_calendars(change({who, "POST", target, text, {{"Content-Type", "text/calendar"}}}),
                          step);
  }
  if (verb == "follows") {
    const std::string url = words[1] == "elsewhere" ? stage_.elsewhere().url() : words[1];
    const std::string body = js::serialize(js::object{{"name", "work"}, {"url", url}});
    return told_calendars(change({who, "POST", calendars, body, {}}), step);
  }
  if (verb == "refreshes") {
    const std::string target = calendars + "/" + names_.at(words[1]) + "/refresh";
    return told_calendars(change({who, "POST", target, "", {}}), step);
  }
  if (verb == "drops")
    return told(change({who, "DELETE", calendars + "/" + names_.at(words[1]), "", {}}), step);
  if (verb == "checks") {
    const auto list = js::parse(get(who, calendars).body).as_object();
    for (const auto& item : list.at("items").as_array()) {
      const auto& calendar = item.as_object();
      if (calendar.at("id").as_string() == names_.at(words[1])) return told_calendar(calendar);
    }
    return "gone";
  }
  return play_about_files(who, words, step);
}

std::string Player::play_about_files(const std::string& who, Words words, const Step& step) {
  const std::string& verb = words[0];
  const auto artist = stage_.cast().person(who).artist;
  const std::string feed = "/v1/artists/" + artist.value_or(ArtistId{1}).text() + "/calendar-feed";
  if (verb == "publishes") {
    const auto response = change({who, "POST", feed, "", {}});
    if (response.status != 201) return told(response, step);
    names_[step.expected.at(0)] =
        std::string(js::parse(response.body).as_object().at("url").as_string());
    return step.expected[0];
  }
  if (verb == "unpublishes") return told(change({who, "DELETE", feed, "", {}}), step);
  if (verb == "reads") {
    const auto response = get(who, names_.at(words[1]));
    if (response.status != 200) return told(response, step);
    std::string told;
    for (std::size_t at = 0; (at = response.body.find("BEGIN:VEVENT", at)) != std::string::npos;
         ++at) {
      told += (told.empty() ? "" : " ") + told_event(response.body, at);
    }
    return told.empty() ? "nothing" : told;
  }
  if (verb == "invitation") {
    const auto response = get(who, "/v1/reservations/" + names_.at(words[1]) + "/invitation.ics");
    if (response.status != 200) return told(response, step);
    const std::string& text = response.body;
    return property(text, "METHOD") + " " + property(text, "SEQUENCE") + " " +
           told_event(text, text.find("BEGIN:VEVENT"));
  }
  return "?";
}

}  // namespace meme::scenarios
