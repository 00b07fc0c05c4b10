// Judges detections of any programme: both files as COCO writes them, without the pictures.
#include <fstream>
#include <map>
#include <stdexcept>

#include <fmt/format.h>
#include <boost/json.hpp>

#include "vision/commands/command.h"
#include "vision/data/import.h"
#include "vision/evaluation/coco.h"

namespace meme::vision {
namespace {

boost::json::value parsed(const std::string& path) {
  const auto text = read_text_file(path);
  if (!text) throw std::invalid_argument("cannot read " + path);
  return boost::json::parse(*text);
}

Box box_of(const boost::json::value& entry) {
  const boost::json::array& box = entry.at("bbox").as_array();
  const auto number = [&](std::size_t i) { return box.at(i).to_number<double>(); };
  return {number(0), number(1), number(0) + number(2), number(1) + number(3)};
}

// Ids of files as indexes, in rising order.
using Numbers = std::map<std::int64_t, std::size_t>;
Numbers numbers_of(const boost::json::value& list) {
  Numbers numbers;
  for (const boost::json::value& entry : list.as_array()) numbers[entry.at("id").as_int64()] = 0;
  std::size_t next = 0;
  for (auto& [id, index] : numbers) index = next++;
  return numbers;
}

std::string number_text(const std::optional<double>& value) {
  return value ? fmt::format("{:.17g}", *value) : "-1";
}

void print_scores(const Evaluation& scores) {
  const Averages& all = scores.all;
  const auto size = [](Size one) { return static_cast<std::size_t>(one); };
  const std::pair<const char*, std::optional<double>> rows[] = {
      {"AP", all.precision},
      {"AP50", all.precision_50},
      {"AP75", all.precision_75},
      {"APsmall", all.precision_by_size[size(Size::small)]},
      {"APmedium", all.precision_by_size[size(Size::medium)]},
      {"APlarge", all.precision_by_size[size(Size::large)]},
      {"AR1", all.recall_1},
      {"AR10", all.recall_10},
      {"AR100", all.recall_100},
      {"ARsmall", all.recall_by_size[size(Size::small)]},
      {"ARmedium", all.recall_by_size[size(Size::medium)]},
      {"ARlarge", all.recall_by_size[size(Size::large)]}};
  fmt::print("{{");
  for (const auto& [name, value] : rows) fmt::print("\"{}\":{},", name, number_text(value));
  fmt::print("\"byClass\":[");
  for (std::size_t i = 0; i < scores.by_class.size(); ++i) {
    fmt::print("{}{}", i > 0 ? "," : "", number_text(scores.by_class[i].precision));
  }
  fmt::print("]}}\n");
}

}  // namespace

int run_score(Arguments arguments) {
  const std::string truth_path = arguments.word("the truth's file");
  const std::string found_path = arguments.word("the detections' file");
  arguments.finish();
  const boost::json::value truth = parsed(truth_path), found = parsed(found_path);
  const Numbers images = numbers_of(truth.at("images"));
  const Numbers classes = numbers_of(truth.at("categories"));
  std::vector<Judged> pictures(images.size());
  for (const boost::json::value& entry : truth.at("annotations").as_array()) {
    Judged& picture = pictures[images.at(entry.at("image_id").as_int64())];
    const auto kind = static_cast<int>(classes.at(entry.at("category_id").as_int64()));
    const boost::json::value* crowd = entry.as_object().if_contains("iscrowd");
    picture.truth.push_back({kind, box_of(entry), crowd != nullptr && crowd->as_int64() != 0});
    picture.areas.push_back(entry.at("area").to_number<double>());
  }
  for (const boost::json::value& entry : found.as_array()) {
    const auto kind = static_cast<int>(classes.at(entry.at("category_id").as_int64()));
    pictures[images.at(entry.at("image_id").as_int64())].found.push_back(
        {kind, entry.at("score").to_number<double>(), box_of(entry)});
  }
  print_scores(evaluate(pictures, static_cast<int>(classes.size())));
  return 0;
}

}  // namespace meme::vision
