#include "vision/data/manifest.h"

#include <charconv>
#include <cmath>

#include <fmt/format.h>

#include "json/json.h"
#include "vision/data/picture_file.h"

namespace meme::vision {
namespace {

constexpr std::size_t pictures_max = 1'000'000;
constexpr double hundredths = 100;

struct LabelText {
  int class_index = 0;
  std::vector<std::int64_t> box;
  bool crowd = false;
};
struct PictureText {
  std::string file, digest;
  int width = 0, height = 0;
  std::string print;
  std::string split;
  std::vector<LabelText> labels;
};
struct VersionText {
  std::vector<std::string> made_from;
  std::string how;
  std::vector<std::string> classes;
  std::vector<PictureText> pictures;
};

void describe(json::Describe<LabelText>& d) {
  d.field("class", &LabelText::class_index, "Number of its class.",
          {.min = 0, .max = classes_max - 1});
  d.field("box", &LabelText::box, "Left, top, right, bottom in hundredths of a pixel.",
          {.min_items = 4, .max_items = 4});
  d.field("crowd", &LabelText::crowd, "Many things not told apart.");
}

void describe(json::Describe<PictureText>& d) {
  d.field("file", &PictureText::file, "Its name where it came from.");
  d.field("sha256", &PictureText::digest, "Of the file.", {.min_length = 64, .max_length = 64});
  d.field("width", &PictureText::width, "Pixels.", {.min = 1, .max = 65'535});
  d.field("height", &PictureText::height, "Pixels.", {.min = 1, .max = 65'535});
  d.field("print", &PictureText::print, "Perceptual hash.", {.min_length = 16, .max_length = 16});
  d.field("split", &PictureText::split, "none, train, valid or test.");
  d.field("labels", &PictureText::labels, "What is in it.", {.max_items = labels_of_picture_max});
}

void describe(json::Describe<VersionText>& d) {
  d.field("madeFrom", &VersionText::made_from, "Hashes of versions.");
  d.field("how", &VersionText::how, "What made it.");
  d.field("classes", &VersionText::classes, "Names by number.", {.min_items = 1});
  d.field("pictures", &VersionText::pictures, "All.", {.max_items = pictures_max});
}

std::int64_t in_hundredths(double pixels) {
  return std::llround(pixels * hundredths);
}

LabelText text_of(const Label& label) {
  const Box& box = label.box;
  return {label.class_index,
          {in_hundredths(box.left), in_hundredths(box.top), in_hundredths(box.right),
           in_hundredths(box.bottom)},
          label.crowd};
}

PictureText text_of(const Picture& picture) {
  PictureText text{picture.file,
                   picture.digest,
                   picture.width,
                   picture.height,
                   fmt::format("{:016x}", picture.print),
                   std::string(name_of(picture.split)),
                   {}};
  for (const Label& label : picture.labels) text.labels.push_back(text_of(label));
  return text;
}

Label label_of(const LabelText& text) {
  const auto pixels = [&](std::size_t i) { return static_cast<double>(text.box[i]) / hundredths; };
  return {text.class_index, {pixels(0), pixels(1), pixels(2), pixels(3)}, text.crowd};
}

Picture picture_of(const PictureText& text) {
  Picture picture{text.file, text.digest, text.width, text.height, 0, split_named(text.split), {}};
  std::from_chars(text.print.data(), text.print.data() + text.print.size(), picture.print, 16);
  for (const LabelText& label : text.labels) picture.labels.push_back(label_of(label));
  return picture;
}

// What the description cannot say.
std::string contradiction_in(const Version& version) {
  for (const Picture& picture : version.set.pictures) {
    if (picture.digest.find_first_not_of("0123456789abcdef") != std::string::npos) {
      return fmt::format("{}: no SHA-256", picture.file);
    }
    for (const Label& label : picture.labels) {
      if (label.class_index >= std::ssize(version.set.classes)) {
        return fmt::format("{}: class {} is not there", picture.file, label.class_index);
      }
    }
  }
  return "";
}

}  // namespace

std::string stored_name(const Picture& picture) {
  return fmt::format("pictures/{}/{}{}", picture.digest.substr(0, 2), picture.digest.substr(2),
                     std::filesystem::path(picture.file).extension().string());
}

std::string write_manifest(const Version& version) {
  VersionText text{version.made_from, version.how, version.set.classes, {}};
  for (const Picture& picture : version.set.pictures) text.pictures.push_back(text_of(picture));
  return json::write(text);
}

std::expected<Version, std::string> read_manifest(std::string_view text) {
  const auto read = json::read<VersionText>(text);
  if (!read) {
    const json::Problem& first = read.error().front();
    return std::unexpected(fmt::format("{}: {}", first.pointer, first.detail));
  }
  Version version{.made_from = read->made_from, .how = read->how, .set = {}};
  version.set.classes = read->classes;
  for (const PictureText& picture : read->pictures) {
    version.set.pictures.push_back(picture_of(picture));
  }
  if (const std::string wrong = contradiction_in(version); !wrong.empty()) {
    return std::unexpected(wrong);
  }
  return version;
}

}  // namespace meme::vision
