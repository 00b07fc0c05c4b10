#include "scenarios/hours.h"

#include <array>
#include <stdexcept>
#include <string_view>

namespace meme::scenarios {
namespace {

constexpr std::array<std::string_view, 7> day_names{"mon", "tue", "wed", "thu",
                                                    "fri", "sat", "sun"};

boost::json::object range_of(const std::string& word) {
  const std::size_t dash = word.find('-');
  if (dash == std::string::npos)
    throw std::invalid_argument("expected hours such as 10:00-19:00, not " + word);
  return {{"open", word.substr(0, dash)}, {"close", word.substr(dash + 1)}};
}

std::string field_of(const std::string& option) {
  const std::array<std::pair<std::string_view, std::string_view>, 7> fields{
      {{"step", "stepMinutes"},
       {"lead", "leadTimeMinutes"},
       {"horizon", "horizonDays"},
       {"before", "bufferBeforeMinutes"},
       {"after", "bufferAfterMinutes"},
       {"travel", "travelMinutes"},
       {"approval", "approvalHours"}}};
  for (const auto& [name, field] : fields) {
    if (name == option) return std::string(field);
  }
  throw std::invalid_argument("no option of hours is called " + option);
}

}  // namespace

Hours::Hours() {
  boost::json::array week;
  for (int i = 0; i < 7; ++i) week.push_back(boost::json::array{});
  document_ = {{"timeZone", "Asia/Seoul"},
               {"weekly", week},
               {"exceptions", boost::json::array{}},
               {"timeOff", boost::json::array{}},
               {"stepMinutes", 30},
               {"leadTimeMinutes", 0},
               {"horizonDays", 60},
               {"bufferBeforeMinutes", 0},
               {"bufferAfterMinutes", 0},
               {"travelMinutes", 0},
               {"approvalHours", 24}};
}

void Hours::open(std::span<const std::string> words) {
  boost::json::array ranges;
  std::string days = "mon,tue,wed,thu,fri,sat,sun";
  for (std::size_t i = 0; i < words.size(); ++i) {
    if (words[i].find(':') != std::string::npos) {
      ranges.push_back(range_of(words[i]));
    } else if (words[i] == "on") {
      days = words[++i];
    } else {
      document_[field_of(words[i])] = std::stoi(words[i + 1]);
      ++i;
    }
  }
  for (std::size_t day = 0; day < day_names.size(); ++day) {
    const bool named = days.find(day_names[day]) != std::string::npos;
    document_["weekly"].as_array()[day] = named ? ranges : boost::json::array{};
  }
}

void Hours::except(const std::string& date, std::span<const std::string> words) {
  boost::json::array ranges;
  for (const std::string& word : words) ranges.push_back(range_of(word));
  document_["exceptions"].as_array().push_back(
      boost::json::object{{"date", date}, {"hours", ranges}});
}

void Hours::rest(const std::string& start, const std::string& end) {
  document_["timeOff"].as_array().push_back(boost::json::object{{"start", start}, {"end", end}});
}

}  // namespace meme::scenarios
