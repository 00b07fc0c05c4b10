#include <algorithm>
#include <cmath>

#include <fmt/format.h>
#include <boost/json.hpp>

#include "vision/data/import.h"

namespace meme::vision {
namespace fs = std::filesystem;
namespace json = boost::json;
namespace {

// Where element `index` of the top-level list `name` begins. The JSON is known to be well-formed;
// values that were parsed do not remember their place, so it is looked for when there is something
// to say about one.
class Lines {
 public:
  explicit Lines(std::string_view text) : text_(text) {}

  int of(std::string_view name, std::size_t index) {
    seek(name);
    for (; at_ < text_.size(); ++at_) {
      if (text_[at_] == '"') skip_string();
      if (depth_ == 2 && opens(text_[at_]) && index-- == 0) break;
      count_depth();
      if (depth_ < 2) break;
    }
    return 1 + static_cast<int>(std::count(text_.begin(), text_.begin() + at(), '\n'));
  }

 private:
  static bool opens(char c) { return c == '{' || c == '['; }
  std::ptrdiff_t at() const { return static_cast<std::ptrdiff_t>(std::min(at_, text_.size())); }

  void count_depth() {
    const char c = text_[at_];
    depth_ += opens(c) - (c == '}' || c == ']');
  }
  void skip_string() {
    for (++at_; at_ < text_.size() && text_[at_] != '"'; ++at_) at_ += text_[at_] == '\\';
  }
  // To just after the bracket that opens the list.
  void seek(std::string_view name) {
    at_ = 0, depth_ = 0;
    bool found = false;
    for (; at_ < text_.size(); ++at_) {
      if (text_[at_] == '"') {
        const std::size_t begin = at_ + 1;
        skip_string();
        found = depth_ == 1 && text_.substr(begin, at_ - begin) == name;
        continue;
      }
      count_depth();
      if (found && text_[at_] == '[' && depth_ == 2) break;
    }
    ++at_;
  }

  std::string_view text_;
  std::size_t at_ = 0;
  int depth_ = 0;
};

const json::array* list_in(const json::value& top, std::string_view name) {
  const json::value* found = top.is_object() ? top.as_object().if_contains(name) : nullptr;
  return found != nullptr ? found->if_array() : nullptr;
}

std::optional<std::int64_t> whole(const json::value& value, std::string_view name) {
  const json::object* object = value.if_object();
  const json::value* found = object != nullptr ? object->if_contains(name) : nullptr;
  if (found == nullptr || !found->is_int64()) return std::nullopt;
  return found->as_int64();
}

std::string text_in(const json::value& value, std::string_view name) {
  const json::object* object = value.if_object();
  const json::value* found = object != nullptr ? object->if_contains(name) : nullptr;
  return found != nullptr && found->is_string() ? std::string(found->as_string()) : "";
}

std::optional<Box> box_of(const json::value& annotation) {
  const json::array* numbers = list_in(annotation, "bbox");
  if (numbers == nullptr || numbers->size() != 4) return std::nullopt;
  double n[4];
  for (std::size_t i = 0; i < 4; ++i) {
    if (!(*numbers)[i].is_number()) return std::nullopt;
    n[i] = (*numbers)[i].to_number<double>();
  }
  return Box{n[0], n[1], n[0] + n[2], n[1] + n[3]};
}

// Where exporters put pictures, seen from the annotations.
fs::path picture_in(const fs::path& root, const fs::path& annotations, const std::string& name) {
  const fs::path beside = annotations.parent_path();
  const std::string split(name_of(split_named(annotations.stem().string())));
  for (const fs::path& folder : {beside, beside / "images", root, root / "images", root / split,
                                 root / "images" / split, beside.parent_path() / "images"}) {
    if (fs::is_regular_file(folder / name)) return folder / name;
  }
  return beside / name;
}

class CocoFolder {
 public:
  explicit CocoFolder(const fs::path& root) { import_.set.root = root; }

  Import read() {
    std::vector<fs::path> files;
    std::error_code missing;
    for (const auto& entry : fs::recursive_directory_iterator(import_.set.root, missing)) {
      if (entry.path().extension() == ".json") files.push_back(entry.path());
    }
    std::ranges::sort(files);
    if (files.empty()) import_.problems.push_back({".", 0, "no .json file is there"});
    for (const fs::path& path : files) read_file(path);
    return std::move(import_);
  }

 private:
  struct File {
    fs::path path;
    std::string name;
    std::string_view text;
    std::map<std::int64_t, int> classes;           // by category id
    std::map<std::int64_t, std::size_t> pictures;  // by image id
  };

  void read_file(const fs::path& path) {
    const std::string text = read_text_file(path).value_or("");
    File file{path, fs::relative(path, import_.set.root).generic_string(), text, {}, {}};
    json::stream_parser parser;
    json::error_code error;
    const std::size_t read = parser.write_some(text, error);
    if (!error && parser.done() == false) error = json::error::incomplete;
    if (error) {
      const auto at = text.begin() + static_cast<std::ptrdiff_t>(std::min(read, text.size()));
      const int line = 1 + static_cast<int>(std::count(text.begin(), at, '\n'));
      import_.problems.push_back({file.name, line, "not JSON: " + error.message()});
      return;
    }
    const json::value top = parser.release();
    for (const char* name : {"images", "annotations", "categories"}) {
      if (list_in(top, name) != nullptr) continue;
      import_.problems.push_back({file.name, 0, fmt::format("no list `{}`", name)});
      return;
    }
    read_lists(file, top);
  }

  void read_lists(File& file, const json::value& top) {
    each(file, top, "categories", &CocoFolder::read_category);
    each(file, top, "images", &CocoFolder::read_image);
    each(file, top, "annotations", &CocoFolder::read_annotation);
  }

  using Reader = std::string (CocoFolder::*)(File&, const json::value&, const Place&);
  void each(File& file, const json::value& top, const char* list, Reader reader) {
    const json::array& items = *list_in(top, list);
    for (std::size_t i = 0; i < items.size(); ++i) {
      const std::size_t known = import_.problems.size();
      const std::string why = (this->*reader)(file, items[i], {file.name, 0});
      if (!why.empty()) import_.problems.push_back({file.name, 0, why});
      if (import_.problems.size() == known) continue;
      Problem& told = import_.problems.back();
      if (told.file == file.name) told.line = Lines(file.text).of(list, i);
    }
  }

  // The same name is the same class in every file.
  std::string read_category(File& file, const json::value& category, const Place&) {
    const auto id = whole(category, "id");
    const std::string name = text_in(category, "name");
    auto& classes = import_.set.classes;
    if (!id || name.empty()) return "a category needs an id and a name";
    const auto found = std::ranges::find(classes, name);
    if (found == classes.end() && classes.size() >= classes_max) return "too many categories";
    file.classes[*id] = static_cast<int>(found - classes.begin());
    if (found == classes.end()) classes.push_back(name);
    return "";
  }

  std::string read_image(File& file, const json::value& image, const Place&) {
    const auto id = whole(image, "id");
    const std::string name = text_in(image, "file_name");
    if (!id || name.empty()) return "an image needs an id and a file_name";
    if (fs::path(name).is_absolute() || name.contains("..")) return "file_name leaves the folder";
    const fs::path path = picture_in(import_.set.root, file.path, name);
    Picture picture{.file = fs::relative(path, import_.set.root).generic_string()};
    picture.split = split_named(file.name);
    if (!inspect(picture, import_.set.root, import_.problems)) return "";
    if (!file.pictures.emplace(*id, import_.set.pictures.size()).second) {
      return fmt::format("image id {} is there twice", *id);
    }
    import_.set.pictures.push_back(std::move(picture));
    return "";
  }

  std::string read_annotation(File& file, const json::value& annotation, const Place& place) {
    const auto image = whole(annotation, "image_id"), category = whole(annotation, "category_id");
    const auto box = box_of(annotation);
    if (!image || !category || !box) return "needs image_id, category_id and a bbox of 4 numbers";
    const auto picture = file.pictures.find(*image);
    if (picture == file.pictures.end()) return fmt::format("no image has the id {}", *image);
    const auto found = file.classes.find(*category);
    if (found == file.classes.end()) return fmt::format("no category has the id {}", *category);
    const Label label{found->second, *box, whole(annotation, "iscrowd").value_or(0) != 0};
    add_label(import_.set.pictures[picture->second], label, place, import_.problems);
    return "";
  }

  Import import_;
};

}  // namespace

Import import_coco(const fs::path& folder) {
  return CocoFolder(folder).read();
}

}  // namespace meme::vision
