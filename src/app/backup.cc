#include "app/backup.h"

#include <openssl/evp.h>
#include <sys/stat.h>

#include <algorithm>
#include <array>
#include <fstream>
#include <memory>
#include <sstream>
#include <stdexcept>
#include <utility>

#include <fmt/format.h>

#include "app/version.h"
#include "runtime/durable_file.h"

namespace meme::app {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view manifest_name = "manifest.json";
constexpr std::string_view copy_name = "meme.db";
constexpr std::string_view name_prefix = "meme-";

struct FreeDigest {
  void operator()(EVP_MD_CTX* digest) const { EVP_MD_CTX_free(digest); }
};

std::string sha256_of(const fs::path& file) {
  constexpr std::size_t chunk = 1 << 20;
  std::ifstream in(file, std::ios::binary);
  const std::unique_ptr<EVP_MD_CTX, FreeDigest> digest(EVP_MD_CTX_new());
  EVP_DigestInit_ex(digest.get(), EVP_sha256(), nullptr);
  std::vector<char> buffer(chunk);
  while (in) {
    in.read(buffer.data(), static_cast<std::streamsize>(buffer.size()));
    EVP_DigestUpdate(digest.get(), buffer.data(), static_cast<std::size_t>(in.gcount()));
  }
  if (!in.eof()) throw std::runtime_error("cannot read " + file.string());
  std::array<unsigned char, EVP_MAX_MD_SIZE> bytes{};
  unsigned size = 0;
  EVP_DigestFinal_ex(digest.get(), bytes.data(), &size);
  return fmt::format("{:02x}", fmt::join(bytes.begin(), bytes.begin() + size, ""));
}

// 20261205T003000Z
std::string compact_time(Instant at) {
  std::string text;
  append_rfc3339(text, at);
  std::string out;
  for (const char c : text.substr(0, 19)) {
    if (c != '-' && c != ':') out.push_back(c);
  }
  return out + "Z";
}

// A folder only its owner may enter: a backup holds everybody's data and the keys that sign them
// in. One that is there already keeps its rights: it may be a shared disk. False in that case.
bool make_private_folder(const fs::path& folder) {
  if (!fs::create_directories(folder)) return false;
  ::chmod(folder.c_str(), S_IRWXU);
  runtime::sync_folder(runtime::folder_of(folder));
  return true;
}

// Removes the unfinished backup unless it was finished.
class Unfinished {
 public:
  explicit Unfinished(fs::path path) : path_(std::move(path)) {
    if (make_private_folder(path_)) return;
    throw std::runtime_error(
        fmt::format("{} is there: another backup is being made, or one was interrupted; then "
                    "remove it",
                    path_.string()));
  }
  ~Unfinished() {
    std::error_code ignored;
    if (!path_.empty()) fs::remove_all(path_, ignored);
  }
  Unfinished(const Unfinished&) = delete;
  Unfinished& operator=(const Unfinished&) = delete;
  const fs::path& path() const { return path_; }
  void finish_as(const fs::path& name) {
    runtime::sync_folder(path_);
    runtime::rename_durably(path_, name);
    path_.clear();
  }

 private:
  fs::path path_;
};

}  // namespace

void describe(json::Describe<BackedUpModule>& d) {
  d.name("BackedUpModule").summary("A module and the newest step of its schema.");
  d.field("module", &BackedUpModule::module, "The module.");
  d.field("step", &BackedUpModule::step, "The number of the step.", {.min = 1});
}

void describe(json::Describe<Manifest>& d) {
  d.name("BackupManifest").summary("What a backup holds.");
  d.field("format", &Manifest::format, "The form of this manifest.", {.min = 1});
  d.field("version", &Manifest::version, "The version of meme that made the backup.");
  d.field("createdAt", &Manifest::created_at, "When the copy was begun.");
  d.field("file", &Manifest::file, "The copy's name in the folder.");
  d.field("bytes", &Manifest::bytes, "The copy's size.", {.min = 0});
  d.field("sha256", &Manifest::sha256, "The copy's checksum.");
  d.field("schema", &Manifest::schema, "The modules in it.");
}

fs::path create_backup(const sql::DatabaseFile& database, const fs::path& folder, Instant now,
                       Progress progress) {
  if (!database.exists()) {
    throw std::runtime_error(fmt::format("There is no database at {}.", database.path().string()));
  }
  make_private_folder(folder);
  const fs::path finished = folder / fmt::format("{}{}", name_prefix, compact_time(now));
  if (fs::exists(finished)) {
    throw std::runtime_error(fmt::format("{} exists already.", finished.string()));
  }
  Unfinished unfinished(fs::path(finished.string() + ".part"));
  const fs::path copy = unfinished.path() / copy_name;
  database.copy_to(copy, progress);
  Manifest manifest{.version = std::string(version),
                    .created_at = now,
                    .file = std::string(copy_name),
                    .bytes = static_cast<std::int64_t>(fs::file_size(copy)),
                    .sha256 = sha256_of(copy)};
  const auto session = sql::DatabaseFile(copy).read_frozen();
  for (const auto& step : sql::DatabaseFile::schema(*session)) {
    manifest.schema.push_back({step.module, step.number});
  }
  runtime::write_durably(unfinished.path() / manifest_name, json::write(manifest) + "\n");
  unfinished.finish_as(finished);
  return finished;
}

std::expected<Manifest, std::string> read_manifest(const fs::path& backup) {
  std::ifstream in(backup / manifest_name);
  if (!in) {
    return std::unexpected(
        fmt::format("{} is no backup: it has no readable {}", backup.string(), manifest_name));
  }
  std::ostringstream text;
  text << in.rdbuf();
  auto manifest = json::read<Manifest>(text.view());
  if (!manifest || manifest->format != 1 || manifest->file != copy_name) {
    return std::unexpected(
        fmt::format("The {} of {} cannot be read by this version", manifest_name, backup.string()));
  }
  return std::move(*manifest);
}

std::vector<std::string> verify_backup(const fs::path& backup) {
  const auto manifest = read_manifest(backup);
  if (!manifest) return {manifest.error()};
  const fs::path copy = backup / manifest->file;
  std::error_code problem;
  const auto bytes = static_cast<std::int64_t>(fs::file_size(copy, problem));
  if (problem || bytes != manifest->bytes) {
    return {fmt::format("{} is missing or has not the size of the manifest", copy.string())};
  }
  if (sha256_of(copy) != manifest->sha256) {
    return {
        fmt::format("{} has changed since it was made: its checksum is another", copy.string())};
  }
  return sql::DatabaseFile(copy).check_frozen();
}

std::vector<fs::path> list_backups(const fs::path& folder) {
  std::vector<fs::path> found;
  std::error_code problem;
  for (const auto& entry : fs::directory_iterator(folder, problem)) {
    const bool named = entry.path().filename().string().starts_with(name_prefix);
    if (named && fs::exists(entry.path() / manifest_name)) found.push_back(entry.path());
  }
  std::ranges::sort(found);
  return found;
}

}  // namespace meme::app
