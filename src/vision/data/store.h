// Versions of data sets on disk. A version is named by the hash of all it says: its pictures by
// their content, their labels and splits, and the version it was made from. What is there never
// changes.
//
//   FOLDER/pictures/ab/cdef….jpg   the files, named by their SHA-256
//   FOLDER/versions/HASH.json      what a version holds
//   FOLDER/names/NAME              the hash of a set's newest version
//
// One process at a time writes; any number read.
#pragma once
#include <expected>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "vision/data/data_set.h"

namespace meme::vision {

struct Version {
  std::string hash;
  std::vector<std::string> made_from;  // versions
  std::string how;                     // "import bccd as voc", "split 80/10/10 seed 1"
  DataSet set;                         // its files lie in the store
};

class Store {
 public:
  explicit Store(std::filesystem::path folder) : folder_(std::move(folder)) {}

  // Copies the pictures that are not there yet, writes the version and gives it the name. The same
  // content and lineage is the same version. Throws when the disk fails.
  Version put(const std::string& name, Version version) const;
  // By name, or by the first 8 or more signs of a hash. The refusal is a sentence; a version whose
  // text does not have its hash is refused.
  std::expected<Version, std::string> get(std::string_view name_or_hash) const;
  // From the given version to the first, newest first.
  std::vector<Version> lineage(const Version& version) const;
  std::vector<std::string> names() const;

 private:
  std::filesystem::path folder_;
};

bool is_set_name(std::string_view name);  // letters, digits, - and _; at most 64

}  // namespace meme::vision
