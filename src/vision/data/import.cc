#include "vision/data/import.h"

#include <fstream>

#include "vision/data/picture_file.h"

namespace meme::vision {
namespace fs = std::filesystem;
namespace {

bool holds(const fs::path& folder, std::string_view ending) {
  std::error_code missing;
  for (const auto& entry : fs::directory_iterator(folder, missing)) {
    if (entry.path().extension() == ending) return true;
  }
  return false;
}

bool holds_json(const fs::path& folder) {
  if (holds(folder, ".json")) return true;
  std::error_code missing;
  for (const auto& entry : fs::directory_iterator(folder, missing)) {
    if (entry.is_directory() && holds(entry.path(), ".json")) return true;
  }
  return false;
}

}  // namespace

std::optional<Format> format_named(std::string_view name) {
  for (const Format format : {Format::yolo, Format::coco, Format::voc}) {
    if (name == name_of(format)) return format;
  }
  return std::nullopt;
}

std::string_view name_of(Format format) {
  switch (format) {
    case Format::yolo:
      return "yolo";
    case Format::coco:
      return "coco";
    case Format::voc:
      return "voc";
  }
  return "yolo";
}

std::optional<Format> recognised_format(const fs::path& folder) {
  if (holds(folder / "Annotations", ".xml")) return Format::voc;
  if (holds(folder, ".yaml") || fs::exists(folder / "classes.txt")) return Format::yolo;
  if (holds_json(folder)) return Format::coco;
  return std::nullopt;
}

Import import_folder(const fs::path& folder, Format format) {
  switch (format) {
    case Format::yolo:
      return import_yolo(folder);
    case Format::coco:
      return import_coco(folder);
    case Format::voc:
      return import_voc(folder);
  }
  return {};
}

std::optional<std::string> read_text_file(const fs::path& path) {
  std::error_code missing;
  const auto length = fs::file_size(path, missing);
  if (missing || length > label_bytes_max) return std::nullopt;
  std::ifstream file(path, std::ios::binary);
  std::string text(length, '\0');
  if (!file.read(text.data(), static_cast<std::streamsize>(length))) return std::nullopt;
  return text;
}

bool inspect(Picture& picture, const fs::path& root, Problems& problems) {
  const auto refuse = [&](const std::string& why) {
    problems.push_back({picture.file, 0, why});
    return false;
  };
  const auto bytes = read_picture_file(root / picture.file);
  if (!bytes) return refuse(bytes.error());
  const auto pixels = decode_picture(*bytes);
  if (!pixels) return refuse(pixels.error());
  picture.digest = sha256_hex(*bytes);
  picture.width = pixels->cols;
  picture.height = pixels->rows;
  picture.print = perceptual_hash(*pixels);
  return true;
}

}  // namespace meme::vision
