#include "scenarios/player.h"

#include <stdexcept>

#include <boost/json.hpp>

namespace meme::scenarios {
namespace {

namespace js = boost::json;

std::string escaped(std::string text) {
  for (std::size_t at = 0; (at = text.find('+', at)) != std::string::npos; at += 3)
    text.replace(at, 1, "%2B");
  return text;
}

bool has(std::span<const std::string> words, std::string_view word) {
  return std::ranges::find(words, word) != words.end();
}

std::string place_in(std::span<const std::string> words) {
  return has(words, "visit") ? "visit" : "shop";
}

std::string text_at(const js::object& object, std::string_view name) {
  const auto* value = object.if_contains(name);
  return value != nullptr && value->is_string() ? std::string(value->as_string()) : std::string();
}

// "2026-12-05T10:00:00+09:00" is told as 10:00.
std::string time_of(const js::object& object, std::string_view name) {
  return text_at(object, name).substr(11, 5);
}

void add(std::string& told, std::string_view word) {
  if (!told.empty()) told.push_back(' ');
  told.append(word);
}

std::string told_refusal(const js::object& problem) {
  std::string told = "refused " + text_at(problem, "code");
  const auto* reasons = problem.if_contains("reasons");
  if (reasons == nullptr) reasons = problem.if_contains("errors");
  if (reasons != nullptr) {
    for (const auto& reason : reasons->as_array()) add(told, text_at(reason.as_object(), "code"));
  }
  if (const auto* others = problem.if_contains("alternatives")) {
    for (const auto& slot : others->as_array()) add(told, time_of(slot.as_object(), "start"));
  }
  return told;
}

std::string told_reservation(const js::object& reservation) {
  std::string told = text_at(reservation, "state");
  add(told, time_of(reservation, "start"));
  if (const auto* offer = reservation.if_contains("offer"))
    add(told, "offer " + time_of(offer->as_object(), "start"));
  if (const auto* canceled = reservation.if_contains("canceled")) {
    const auto amount = canceled->as_object().at("refund").as_object().at("amount").as_int64();
    add(told, "refund " + std::to_string(amount));
  }
  return told;
}

std::string told_entry(const js::object& entry) {
  std::string told = text_at(entry, "state");
  if (told == "waiting") add(told, std::to_string(entry.at("position").as_int64()));
  if (const auto* offer = entry.if_contains("offer"))
    add(told, time_of(offer->as_object(), "start"));
  return told;
}

js::object contact_of(std::string_view who, std::span<const std::string> words) {
  js::object contact{{"name", who}, {"phone", "010-1234-5678"}};
  if (has(words, "visit") && !has(words, "no-address")) contact["address"] = "Mapo-gu 1";
  return contact;
}

}  // namespace

std::string Player::instant(std::string_view day, std::string_view time) const {
  std::string text = year_ + "-" + std::string(day) + "T" + std::string(time);
  if (time.size() == 5) text += ":00";
  return text + zone_offset_;
}

Minute Player::minute(std::string_view day, std::string_view time) const {
  const auto at = parse_minute(instant(day, time));
  if (!at)
    throw std::invalid_argument("no such time: " + std::string(day) + " " + std::string(time));
  return *at;
}

std::string Player::play(const Step& step) {
  const Words words = step.words;
  if (words[0] == "at" || words[0] == "restart") {
    const auto at = parse_instant(instant(words[1], words[2]));
    if (!at) throw std::invalid_argument("no such time");
    words[0] == "at" ? stage_.set_clock(*at) : stage_.restart(*at);
    return {};
  }
  if (words[0] == "zone") {
    hours_["mina"].set_zone(words[1]);
    hours_["lena"].set_zone(words[1]);
    zone_offset_ = words[2];
    return {};
  }
  if (words[0] == "free" || words[0] == "day" || words[0] == "why") return play_question(words);
  if (words[0] == "elsewhere") return play_elsewhere(words.subspan(1));
  return play_by(words[0], words.subspan(1), step);
}

std::string Player::play_by(const std::string& who, Words words, const Step& step) {
  const std::string& verb = words[0];
  if (verb == "again") {
    const auto response = stage_.send(last_->method, last_->target, last_->body, last_->headers);
    if (response.status < 300 && response.body == last_body_) return "same";
    return told(response, step);
  }
  if (verb == "again-but") {
    Request other = *last_;
    other.body = js::serialize(js::object{{"portfolioId", PortfolioId{1}.text()},
                                          {"start", instant(words[1], words[2])},
                                          {"place", "shop"}});
    return told(stage_.send(other.method, other.target, other.body, other.headers), step);
  }
  for (const auto play_one :
       {&Player::play_about_holds, &Player::play_about_reservations, &Player::play_about_waitlist,
        &Player::play_about_calendars, &Player::play_as_artist}) {
    if (auto answer = (this->*play_one)(who, words, step); answer != "?") return answer;
  }
  throw std::invalid_argument("nobody knows how to " + verb);
}

std::string Player::play_about_holds(const std::string& who, Words words, const Step& step) {
  const std::string& verb = words[0];
  if (verb == "holds" || verb == "books") {
    js::object body{{"portfolioId", stage_.cast().portfolio_named(words[1]).id.text()},
                    {"start", instant(words[2], words[3])},
                    {"place", place_in(words)}};
    if (verb == "books") body["contact"] = contact_of(who, words);
    return told(change({who,
                        "POST",
                        verb == "books" ? "/v1/reservations" : "/v1/holds",
                        js::serialize(body),
                        {}}),
                step);
  }
  if (verb == "confirms" || verb == "takes") {
    js::object body{{"holdId", names_.at(words[1])},
                    {"fence", numbers_.at(words[1])},
                    {"contact", contact_of(who, words)}};
    if (has(words, "fence")) body["fence"] = std::stoi(words.back());
    return told(change({who, "POST", "/v1/reservations", js::serialize(body), {}}), step);
  }
  if (verb == "releases")
    return told(change({who, "DELETE", "/v1/holds/" + names_.at(words[1]), "", {}}), step);
  if (verb == "looks-at") return told(get(who, "/v1/holds/" + names_.at(words[1])), step);
  return "?";
}

std::string Player::act(const Deed& deed, const Step& step) {
  const std::string target = "/v1/reservations/" + names_.at(deed.reservation);
  const bool stale = has(step.words, "stale");
  const std::int64_t version = numbers_.at(deed.reservation) - (stale ? 1 : 0);
  const auto response = change({deed.who,
                                "POST",
                                target + "/" + deed.action,
                                deed.body,
                                {{"If-Match", "\"" + std::to_string(version) + "\""}}});
  if (response.status == 200)
    numbers_[deed.reservation] = js::parse(response.body).as_object().at("version").as_int64();
  return told(response, step);
}

std::string Player::play_about_reservations(const std::string& who, Words words, const Step& step) {
  const std::string& verb = words[0];
  static const std::map<std::string, std::string, std::less<>> plain{
      {"cancels", "cancel"},       {"approves", "approve"},     {"declines", "decline"},
      {"accepts", "accept-offer"}, {"refuses", "refuse-offer"}, {"completes", "complete"},
      {"misses", "no-show"}};
  if (const auto found = plain.find(verb); found != plain.end()) {
    const bool has_words = verb == "cancels" || verb == "declines";
    return act({who, words[1], found->second, has_words ? "{}" : ""}, step);
  }
  if (verb == "moves") {
    const std::string body = R"({"start":")" + instant(words[3], words[4]) + R"("})";
    return act({who, words[1], "reschedule", body}, step);
  }
  if (verb == "offers") {
    const std::string body = R"({"start":")" + instant(words[2], words[3]) + R"("})";
    return act({who, words[1], "counter-offer", body}, step);
  }
  if (verb == "sees") {
    const auto response = get(who, "/v1/reservations/" + names_.at(words[1]));
    if (response.status == 200)
      numbers_[words[1]] = js::parse(response.body).as_object().at("version").as_int64();
    return told(response, step);
  }
  return "?";
}

std::string Player::play_about_waitlist(const std::string& who, Words words, const Step& step) {
  const std::string& verb = words[0];
  if (verb == "waits") {
    const std::size_t dash = words[3].find('-');
    const js::object body{{"portfolioId", stage_.cast().portfolio_named(words[1]).id.text()},
                          {"date", year_ + "-" + words[2]},
                          {"from", words[3].substr(0, dash)},
                          {"to", words[3].substr(dash + 1)},
                          {"place", place_in(words)}};
    return told(change({who, "POST", "/v1/waitlist", js::serialize(body), {}}), step);
  }
  if (verb == "leaves")
    return told(change({who, "DELETE", "/v1/waitlist/" + names_.at(words[1]), "", {}}), step);
  if (verb == "asks") {
    const auto response = get(who, "/v1/waitlist");
    const auto list = js::parse(response.body).as_object();
    for (const auto& item : list.at("items").as_array()) {
      const auto& entry = item.as_object();
      if (text_at(entry, "id") != names_.at(words[1])) continue;
      if (const auto* offer = entry.if_contains("offer")) {
        names_["offer-" + words[1]] = text_at(offer->as_object(), "holdId");
        numbers_["offer-" + words[1]] = offer->as_object().at("fence").as_int64();
      }
      return told_entry(entry);
    }
    return "gone";
  }
  return "?";
}

std::string Player::play_as_artist(const std::string& who, Words words, const Step& step) {
  const std::string& verb = words[0];
  Hours& hours = hours_[who];
  const ArtistId artist = stage_.cast().person(who).artist.value_or(ArtistId{});
  if (verb == "opens") {
    hours.open(words.subspan(1));
  } else if (verb == "closes" || verb == "opens-on") {
    hours.except(year_ + "-" + words[1], words.subspan(2));
  } else if (verb == "rests") {
    const std::size_t dash = words[2].find('-');
    hours.rest(instant(words[1], words[2].substr(0, dash)),
               instant(words[1], words[2].substr(dash + 1)));
  } else {
    return "?";
  }
  const std::string target = "/v1/artists/" + artist.text() + "/schedule";
  const std::string tag = get(who, target).header("etag");
  const auto response = change({who, "PUT", target, hours.text(), {{"If-Match", tag}}});
  return response.status == 200 ? std::string() : told(response, step);
}

std::string Player::play_question(Words words) {
  const std::string base = "/v1/portfolios/" + stage_.cast().portfolio_named(words[1]).id.text();
  if (words[0] == "why") {
    const auto response = get("ann", base + "/explain?place=" + place_in(words) +
                                         "&start=" + escaped(instant(words[2], words[3])));
    if (response.status != 200) return told_refusal(js::parse(response.body).as_object());
    const auto why = js::parse(response.body).as_object();
    std::string told = why.at("offered").as_bool() ? "offered" : "";
    for (const auto& reason : why.at("reasons").as_array())
      add(told, text_at(reason.as_object(), "code"));
    return told;
  }
  const auto response = get("ann", base + "/availability?days=1&from=" + year_ + "-" + words[2] +
                                       "&place=" + place_in(words));
  if (response.status != 200) return told_refusal(js::parse(response.body).as_object());
  const auto day = js::parse(response.body).as_object().at("days").as_array().at(0).as_object();
  if (words[0] == "day") return text_at(day, "status");
  std::string told;
  for (const auto& slot : day.at("slots").as_array()) add(told, time_of(slot.as_object(), "start"));
  return told.empty() ? "none" : told;
}

http::testing::TestResponse Player::change(Request request) {
  request.headers.push_back(http::testing::signed_in_as(stage_.cast().person(request.who)));
  request.headers.emplace_back("Idempotency-Key", "key-" + std::to_string(++keys_));
  auto response = stage_.send(request.method, request.target, request.body, request.headers);
  last_ = std::move(request);
  last_body_ = response.body;
  return response;
}

http::testing::TestResponse Player::get(const std::string& who, const std::string& target) {
  return stage_.send("GET", target, "", {http::testing::signed_in_as(stage_.cast().person(who))});
}

std::string Player::told(const http::testing::TestResponse& response, const Step& step) {
  if (response.status == 204) return {};
  const auto answer = js::parse(response.body).as_object();
  if (response.status >= 400) return told_refusal(answer);
  const std::string id = text_at(answer, "id");
  // A name that is not known yet is given to what came back.
  const bool names_it = !step.expected.empty() && step.expected[0].size() <= 3 &&
                        step.expected[0] != "none" &&
                        std::isdigit(static_cast<unsigned char>(step.expected[0].back()));
  std::string told;
  if (names_it) {
    told = step.expected[0];
    names_[told] = id;
  }
  if (id.starts_with("hold_")) {
    if (names_it) numbers_[told] = answer.at("fence").as_int64();
    if (!names_it) add(told, std::to_string(answer.at("secondsLeft").as_int64()));
  } else if (id.starts_with("rsv_")) {
    if (names_it) numbers_[told] = answer.at("version").as_int64();
    add(told, told_reservation(answer));
  } else if (id.starts_with("wait_")) {
    add(told, told_entry(answer));
  }
  return told;
}

}  // namespace meme::scenarios
