// Plays a scenario on a stage: turns steps into requests, and answers into the words that steps
// expect.
#pragma once
#include <map>
#include <string>
#include <string_view>

#include "scenarios/hours.h"
#include "scenarios/script.h"
#include "scenarios/stage.h"

namespace meme::scenarios {

class Player {
 public:
  explicit Player(Stage& stage) : stage_(stage) {}

  // What happened, in the words of the expectation; empty for steps without an answer. Throws
  // std::invalid_argument when the step cannot be understood.
  std::string play(const Step& step);

 private:
  using Words = std::span<const std::string>;
  struct Request {
    std::string who, method, target, body;
    http::testing::Headers headers;
  };

  // A change of a reservation: /v1/reservations/{…}/{action}.
  struct Deed {
    std::string who, reservation, action, body;
  };

  std::string play_by(const std::string& who, Words words, const Step& step);
  std::string play_about_holds(const std::string& who, Words words, const Step& step);
  std::string play_about_reservations(const std::string& who, Words words, const Step& step);
  std::string play_about_waitlist(const std::string& who, Words words, const Step& step);
  std::string play_as_artist(const std::string& who, Words words, const Step& step);
  std::string play_about_calendars(const std::string& who, Words words, const Step& step);
  std::string play_about_files(const std::string& who, Words words, const Step& step);
  std::string play_elsewhere(Words words);
  std::string play_question(Words words);

  // Sends a change, with a fresh key unless one is given.
  http::testing::TestResponse change(Request request);
  http::testing::TestResponse get(const std::string& who, const std::string& target);
  std::string told(const http::testing::TestResponse& response, const Step& step);
  std::string told_calendars(const http::testing::TestResponse& response, const Step& step);
  std::string act(const Deed& deed, const Step& step);

  std::string instant(std::string_view day, std::string_view time) const;
  Minute minute(std::string_view day, std::string_view time) const;
  std::string calendar_text(Words words) const;

  Stage& stage_;
  std::map<std::string, std::string> names_;  // what scenarios call things (h1, r1), and their ids
  std::map<std::string, std::int64_t> numbers_;  // fences of holds, versions of reservations
  std::map<std::string, Hours> hours_;
  std::optional<Request> last_;
  std::string last_body_;
  int keys_ = 0;
  std::string year_ = "2026";
  std::string zone_offset_ = "+09:00";
};

}  // namespace meme::scenarios
