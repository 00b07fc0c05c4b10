#include <algorithm>
#include <charconv>

#include <fmt/format.h>
#include <yaml-cpp/yaml.h>

#include "vision/data/import.h"
#include "vision/data/picture_file.h"

namespace meme::vision {
namespace fs = std::filesystem;
namespace {

// The numbers of a line, or what stands there instead of one.
std::expected<std::vector<double>, std::string> numbers_of(std::string_view line) {
  std::vector<double> numbers;
  const char* at = line.data();
  const char* const end = at + line.size();
  while (true) {
    while (at != end && (*at == ' ' || *at == '\t' || *at == '\r')) ++at;
    if (at == end) return numbers;
    double number = 0;
    const auto [stop, error] = std::from_chars(at, end, number);
    if (error != std::errc{} || (stop != end && *stop != ' ' && *stop != '\t' && *stop != '\r')) {
      const std::string_view rest(at, end);
      return std::unexpected(fmt::format("'{}' is no number", rest.substr(0, rest.find(' '))));
    }
    numbers.push_back(number);
    at = stop;
  }
}

Box box_around(const std::vector<double>& numbers) {
  Box box{numbers[1], numbers[2], numbers[1], numbers[2]};
  for (std::size_t i = 3; i + 1 < numbers.size(); i += 2) {
    box.left = std::min(box.left, numbers[i]);
    box.right = std::max(box.right, numbers[i]);
    box.top = std::min(box.top, numbers[i + 1]);
    box.bottom = std::max(box.bottom, numbers[i + 1]);
  }
  return box;
}

Box box_from_middle(const std::vector<double>& n) {
  return {n[1] - n[3] / 2, n[2] - n[4] / 2, n[1] + n[3] / 2, n[2] + n[4] / 2};
}

// Of one line; its class must be checked already.
std::expected<Label, std::string> label_of(std::string_view line, int classes_count) {
  const auto numbers = numbers_of(line);
  if (!numbers) return std::unexpected(numbers.error());
  const std::size_t count = numbers->size();
  if (count != 5 && (count < 7 || count % 2 == 0)) {
    return std::unexpected(fmt::format(
        "{} numbers: a box has 5 (class, middle, size), a polygon a class and 3 or more points",
        count));
  }
  const double index = (*numbers)[0];
  if (!(index >= 0 && index < classes_count) || index != static_cast<int>(index)) {
    return std::unexpected(fmt::format("class {} is not one of the {} (0 to {})", index,
                                       classes_count, classes_count - 1));
  }
  return Label{.class_index = static_cast<int>(index),
               .box = count == 5 ? box_from_middle(*numbers) : box_around(*numbers)};
}

std::vector<std::string> lines_of(std::string_view text) {
  std::vector<std::string> lines;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    std::string line(text.substr(0, end));
    while (!line.empty() && (line.back() == '\r' || line.back() == ' ')) line.pop_back();
    lines.push_back(std::move(line));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return lines;
}

// Exported data.yaml files often name "../train/images" for a folder that lies beside them.
fs::path resolved(const fs::path& root, std::string path) {
  if (fs::exists(root / path)) return root / path;
  while (path.starts_with("../") || path.starts_with("./")) {
    path.erase(0, path.find('/') + 1);
    if (fs::exists(root / path)) return root / path;
  }
  return {};
}

fs::path label_file_of(const fs::path& picture) {
  std::string path = picture.generic_string();
  if (const std::size_t at = path.rfind("/images/"); at != path.npos) {
    path.replace(at, 8, "/labels/");
  }
  return fs::path(path).replace_extension(".txt");
}

class YoloFolder {
 public:
  explicit YoloFolder(const fs::path& root) { import_.set.root = root; }

  Import read() {
    fs::path description;
    for (const auto& entry : fs::directory_iterator(import_.set.root)) {
      if (entry.path().extension() == ".yaml") description = entry.path();
    }
    if (description.empty()) {
      read_plain();
    } else {
      read_described(description);
    }
    return std::move(import_);
  }

 private:
  void read_plain() {
    const auto names = read_text_file(import_.set.root / "classes.txt");
    if (!names) return refuse("classes.txt", "neither a data.yaml nor a classes.txt is there");
    import_.set.classes = lines_of(*names);
    std::erase(import_.set.classes, "");
    read_folder(import_.set.root / "images", Split::none);
  }

  void read_described(const fs::path& description) {
    const std::string file = description.filename().string();
    const std::string text = read_text_file(description).value_or("");
    auto classes = read_yolo_classes(text, file);
    if (!classes) return import_.problems.push_back(classes.error());
    import_.set.classes = std::move(*classes);
    const YAML::Node top = YAML::Load(text);
    for (const char* key : {"train", "val", "test"}) {
      if (top[key] && top[key].IsScalar()) read_part(key, top[key], file);
    }
  }

  void read_part(const std::string& key, const YAML::Node& node, const std::string& file) {
    const fs::path path = resolved(import_.set.root, node.as<std::string>());
    if (path.empty()) {
      import_.problems.push_back(
          {file, node.Mark().line + 1, fmt::format("{}: {} is not there", key, node.Scalar())});
    } else if (path.extension() == ".txt") {
      for (const std::string& line : lines_of(read_text_file(path).value_or(""))) {
        if (!line.empty()) read_picture(resolved(import_.set.root, line), split_named(key));
      }
    } else {
      read_folder(path, split_named(key));
    }
  }

  void read_folder(const fs::path& folder, Split split) {
    std::vector<fs::path> files;
    std::error_code missing;
    for (const auto& entry : fs::recursive_directory_iterator(folder, missing)) {
      if (is_picture_name(entry.path())) files.push_back(entry.path());
    }
    if (files.empty()) refuse(folder.string(), "no pictures are there");
    std::ranges::sort(files);
    for (const fs::path& path : files) read_picture(path, split);
  }

  void read_picture(const fs::path& path, Split split) {
    Picture picture{.file = fs::relative(path, import_.set.root).generic_string(), .split = split};
    if (!inspect(picture, import_.set.root, import_.problems)) return;
    const fs::path labels = label_file_of(path);
    // A picture without a label file shows nothing: a background.
    if (const auto text = read_text_file(labels)) {
      const std::string name = fs::relative(labels, import_.set.root).generic_string();
      read_yolo_labels(*text, name, static_cast<int>(import_.set.classes.size()),
                       {picture, import_.problems});
    }
    import_.set.pictures.push_back(std::move(picture));
  }

  void refuse(const std::string& file, const std::string& why) {
    import_.problems.push_back({file, 0, why});
  }

  Import import_;
};

std::vector<std::string> names_in(const YAML::Node& names) {
  std::vector<std::string> classes;
  if (names.IsSequence()) return names.as<std::vector<std::string>>();
  const auto numbered = names.as<std::map<int, std::string>>();
  for (const auto& [number, name] : numbered) {
    if (number != static_cast<int>(classes.size())) {
      throw YAML::RepresentationException(names.Mark(), "the numbers of `names` have a gap");
    }
    classes.push_back(name);
  }
  return classes;
}

}  // namespace

void read_yolo_labels(std::string_view text, const std::string& file, int classes_count,
                      std::pair<Picture&, Problems&> into) {
  auto& [picture, problems] = into;
  int number = 0;
  for (const std::string& line : lines_of(text)) {
    const Place place{file, ++number};
    if (line.find_first_not_of(" \t\r") == line.npos) continue;
    auto label = label_of(line, classes_count);
    if (!label) {
      problems.push_back({file, number, label.error()});
      continue;
    }
    Box& box = label->box;
    box = {box.left * picture.width, box.top * picture.height, box.right * picture.width,
           box.bottom * picture.height};
    add_label(picture, *label, place, problems);
  }
}

std::expected<std::vector<std::string>, Problem> read_yolo_classes(std::string_view text,
                                                                   const std::string& file) {
  try {
    const YAML::Node top = YAML::Load(std::string(text));
    if (!top.IsMap() || !top["names"]) return std::unexpected(Problem{file, 0, "no `names`"});
    const YAML::Node names = top["names"];
    const int line = names.Mark().line + 1;
    std::vector<std::string> classes = names_in(names);
    if (classes.empty() || classes.size() > classes_max) {
      return std::unexpected(Problem{file, line, fmt::format("1 to {} names", classes_max)});
    }
    if (top["nc"] && top["nc"].as<std::size_t>() != classes.size()) {
      return std::unexpected(
          Problem{file, top["nc"].Mark().line + 1,
                  fmt::format("nc says {}, names has {}", top["nc"].Scalar(), classes.size())});
    }
    return classes;
  } catch (const YAML::Exception& error) {
    return std::unexpected(Problem{file, error.mark.line + 1, error.msg});
  }
}

Import import_yolo(const fs::path& folder) {
  return YoloFolder(folder).read();
}

}  // namespace meme::vision
