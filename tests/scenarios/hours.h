// An artist's hours as scenarios build them up, and as the API takes them.
#pragma once
#include <span>
#include <string>

#include <boost/json.hpp>

namespace meme::scenarios {

class Hours {
 public:
  Hours();
  void set_zone(const std::string& name) { document_["timeZone"] = name; }
  // "10:00-19:00", options and their numbers, "on" and the days.
  void open(std::span<const std::string> words);
  // The date has these hours, or none.
  void except(const std::string& date, std::span<const std::string> ranges);
  void rest(const std::string& start, const std::string& end);
  std::string text() const { return boost::json::serialize(document_); }

 private:
  boost::json::object document_;
};

}  // namespace meme::scenarios
