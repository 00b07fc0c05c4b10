// Reads labelled pictures as other programmes leave them. What cannot be used is left out and told
// in `problems` with its file and line; nothing is guessed. Any thread.
#pragma once
#include <expected>
#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <string_view>

#include "vision/data/data_set.h"

namespace meme::vision {

enum class Format : std::uint8_t { yolo, coco, voc };
std::optional<Format> format_named(std::string_view name);
std::string_view name_of(Format format);

struct Import {
  DataSet set;
  Problems problems;
};

// What the folder looks like: an .xml below Annotations is VOC, a .json with annotations COCO, a
// data.yaml or classes.txt YOLO.
std::optional<Format> recognised_format(const std::filesystem::path& folder);
// Every picture is read once for its size and hashes.
Import import_folder(const std::filesystem::path& folder, Format format);

// One format each. YOLO: data.yaml with train, val and test folders (or lists of pictures), or
// classes.txt with images/ and labels/; labels are boxes or polygons, of which the box is kept.
Import import_yolo(const std::filesystem::path& folder);
// COCO: every .json in the folder, its `annotations` or one folder per split.
Import import_coco(const std::filesystem::path& folder);
// Pascal VOC: Annotations/*.xml, JPEGImages/ and ImageSets/Main/{train,val,test}.txt. The first
// pixel has number 1 and both corners belong to the box. Classes come in alphabetical order.
Import import_voc(const std::filesystem::path& folder);

// The lines of one YOLO label file; picture.width and height must be known.
void read_yolo_labels(std::string_view text, const std::string& file, int classes_count,
                      std::pair<Picture&, Problems&> into);

// The classes of a data.yaml: a list, or a mapping from numbers.
std::expected<std::vector<std::string>, Problem> read_yolo_classes(std::string_view text,
                                                                   const std::string& file);

inline constexpr std::size_t label_bytes_max = 512u << 20;
// The whole file, or nothing when it cannot be read or is larger than that.
std::optional<std::string> read_text_file(const std::filesystem::path& path);
// Fills in size, digest and perceptual hash; false and a problem when the picture cannot be used.
bool inspect(Picture& picture, const std::filesystem::path& root, Problems& problems);

}  // namespace meme::vision
