#include <algorithm>
#include <charconv>
#include <cmath>
#include <set>

#include <fmt/format.h>
#include <pugixml.hpp>

#include "vision/data/import.h"

namespace meme::vision {
namespace fs = std::filesystem;
namespace {

std::map<std::string, Split> read_splits(const fs::path& root) {
  std::map<std::string, Split> splits;
  for (const char* name : {"train", "val", "test"}) {
    const auto text = read_text_file(root / "ImageSets" / "Main" / (std::string(name) + ".txt"));
    std::string_view rest = text ? std::string_view(*text) : std::string_view();
    while (!rest.empty()) {
      const std::size_t end = std::min(rest.find('\n'), rest.size());
      const std::string_view line = rest.substr(0, end);
      splits[std::string(line.substr(0, line.find_first_of(" \r")))] = split_named(name);
      rest.remove_prefix(std::min(end + 1, rest.size()));
    }
  }
  return splits;
}

std::optional<double> number_of(const pugi::xml_node& box, const char* name) {
  const std::string_view text = box.child(name).text().as_string("");
  double number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc{} || end != text.data() + text.size()) return std::nullopt;
  return number;
}

// The first pixel has number 1, and the last one belongs to the box.
std::optional<Box> box_of(const pugi::xml_node& node) {
  const auto left = number_of(node, "xmin"), top = number_of(node, "ymin");
  const auto right = number_of(node, "xmax"), bottom = number_of(node, "ymax");
  if (!left || !top || !right || !bottom) return std::nullopt;
  return Box{*left - 1, *top - 1, *right, *bottom};
}

class VocFolder {
 public:
  explicit VocFolder(const fs::path& root) : splits_(read_splits(root)) { import_.set.root = root; }

  Import read() {
    std::vector<fs::path> files;
    std::error_code missing;
    for (const auto& entry : fs::directory_iterator(import_.set.root / "Annotations", missing)) {
      if (entry.path().extension() == ".xml") files.push_back(entry.path());
    }
    std::ranges::sort(files);
    if (files.empty()) import_.problems.push_back({"Annotations", 0, "no .xml files are there"});
    for (const fs::path& path : files) read_names(path);
    for (const auto& [name, index] : classes_) import_.set.classes.push_back(name);
    int index = 0;
    for (auto& [name, number] : classes_) number = index++;
    for (const fs::path& path : files) read_file(path);
    return std::move(import_);
  }

 private:
  void read_names(const fs::path& path) {
    pugi::xml_document document;
    document.load_string(read_text_file(path).value_or("").c_str());
    for (const auto& object : document.child("annotation").children("object")) {
      if (classes_.size() < classes_max) classes_[object.child("name").text().as_string("")] = 0;
    }
    classes_.erase("");
  }

  void read_file(const fs::path& path) {
    const std::string file = fs::relative(path, import_.set.root).generic_string();
    const std::string text = read_text_file(path).value_or("");
    const auto line_at = [&](std::ptrdiff_t offset) {
      return 1 + static_cast<int>(std::count(text.begin(), text.begin() + offset, '\n'));
    };
    pugi::xml_document document;
    const pugi::xml_parse_result parsed = document.load_buffer(text.data(), text.size());
    if (!parsed) {
      import_.problems.push_back({file, line_at(parsed.offset), parsed.description()});
      return;
    }
    const pugi::xml_node top = document.child("annotation");
    Picture picture{.file = picture_file(top, path), .split = split_of(path.stem().string())};
    if (!inspect(picture, import_.set.root, import_.problems)) return;
    for (const auto& object : top.children("object")) {
      const int line = line_at(object.offset_debug());
      read_object(object, picture, {file, line});
    }
    import_.set.pictures.push_back(std::move(picture));
  }

  void read_object(const pugi::xml_node& object, Picture& picture, const Place& place) {
    const auto found = classes_.find(object.child("name").text().as_string(""));
    const auto box = box_of(object.child("bndbox"));
    if (found == classes_.end()) {
      import_.problems.push_back({place.file, place.line, "the object has no name"});
    } else if (!box) {
      import_.problems.push_back(
          {place.file, place.line, "the object's bndbox is not four numbers"});
    } else {
      add_label(picture, {.class_index = found->second, .box = *box}, place, import_.problems);
    }
  }

  // The file it names, unless only one of the annotation's own name is there: both are in use.
  std::string picture_file(const pugi::xml_node& top, const fs::path& annotation) const {
    const fs::path named = fs::path(top.child("filename").text().as_string("")).filename();
    const fs::path folder = "JPEGImages";
    if (!named.empty() && fs::exists(import_.set.root / folder / named)) {
      return (folder / named).generic_string();
    }
    return (folder / annotation.stem()).generic_string() + ".jpg";
  }

  Split split_of(const std::string& stem) const {
    const auto found = splits_.find(stem);
    return found == splits_.end() ? Split::none : found->second;
  }

  std::map<std::string, Split> splits_;
  std::map<std::string, int> classes_;
  Import import_;
};

}  // namespace

Import import_voc(const fs::path& folder) {
  return VocFolder(folder).read();
}

}  // namespace meme::vision
