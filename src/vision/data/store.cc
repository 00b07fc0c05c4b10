#include "vision/data/store.h"

#include <algorithm>

#include <fmt/format.h>

#include "runtime/durable_file.h"
#include "vision/data/import.h"
#include "vision/data/manifest.h"
#include "vision/data/picture_file.h"

namespace meme::vision {
namespace fs = std::filesystem;
namespace {

constexpr std::size_t hash_signs_min = 8;
constexpr int lineage_max = 1000;

std::expected<std::string, std::string> full_hash(const fs::path& folder, std::string_view part) {
  std::string found;
  std::error_code missing;
  for (const auto& entry : fs::directory_iterator(folder / "versions", missing)) {
    const std::string hash = entry.path().stem().string();
    if (!hash.starts_with(part)) continue;
    if (!found.empty()) return std::unexpected(fmt::format("{} begins two versions", part));
    found = hash;
  }
  if (found.empty()) return std::unexpected(fmt::format("there is no data set '{}'", part));
  return found;
}

bool is_hash_part(std::string_view text) {
  return text.size() >= hash_signs_min && text.size() <= 64 &&
         text.find_first_not_of("0123456789abcdef") == text.npos;
}

}  // namespace

bool is_set_name(std::string_view name) {
  return !name.empty() && name.size() <= 64 && std::ranges::all_of(name, [](unsigned char c) {
    return std::isalnum(c) != 0 || c == '-' || c == '_';
  });
}

Version Store::put(const std::string& name, Version version) const {
  fs::create_directories(folder_ / "versions");
  fs::create_directories(folder_ / "names");
  const std::string text = write_manifest(version);
  version.hash = sha256_hex(text);
  for (const Picture& picture : version.set.pictures) {
    const fs::path target = folder_ / stored_name(picture),
                   source = version.set.root / picture.file;
    if (fs::exists(target)) continue;
    fs::create_directories(target.parent_path());
    // Its name appears with its content: a copy that was cut off is no picture of the set.
    const fs::path part = target.string() + ".part";
    fs::remove(part);
    fs::copy_file(source, part);
    runtime::rename_durably(part, target);
  }
  runtime::write_durably(folder_ / "versions" / (version.hash + ".json"), text);
  runtime::write_durably(folder_ / "names" / name, version.hash);
  return *get(version.hash);
}

std::expected<Version, std::string> Store::get(std::string_view name_or_hash) const {
  std::string hash;
  const auto named = is_set_name(name_or_hash)
                         ? read_text_file(folder_ / "names" / std::string(name_or_hash))
                         : std::nullopt;
  if (named) {
    hash = *named;
  } else {
    if (!is_hash_part(name_or_hash)) {
      return std::unexpected(
          fmt::format("there is no data set '{}' in {}", name_or_hash, folder_.string()));
    }
    auto found = full_hash(folder_, name_or_hash);
    if (!found) return std::unexpected(found.error());
    hash = *found;
  }
  const auto text = read_text_file(folder_ / "versions" / (hash + ".json"));
  if (!text) return std::unexpected(fmt::format("the version {} is not there", hash));
  if (sha256_hex(*text) != hash) {
    return std::unexpected(fmt::format("the version {} was changed on disk", hash));
  }
  auto version = read_manifest(*text);
  if (!version) return std::unexpected(fmt::format("{}.json{}", hash, version.error()));
  version->hash = hash;
  version->set.root = folder_;
  for (Picture& picture : version->set.pictures) picture.file = stored_name(picture);
  return version;
}

std::vector<Version> Store::lineage(const Version& version) const {
  std::vector<Version> line{version};
  while (!line.back().made_from.empty() && line.size() < lineage_max) {
    auto before = get(line.back().made_from.front());
    if (!before) break;
    line.push_back(std::move(*before));
  }
  return line;
}

std::vector<std::string> Store::names() const {
  std::vector<std::string> names;
  std::error_code missing;
  for (const auto& entry : fs::directory_iterator(folder_ / "names", missing)) {
    names.push_back(entry.path().filename().string());
  }
  std::ranges::sort(names);
  return names;
}

}  // namespace meme::vision
